import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("activity", "0003_customers_of_events"),
    ]

    operations = [
        # what happened before the upgrade is history, not news: it counts as told
        migrations.AddField(
            model_name="activityevent",
            name="fanned_out_at",
            field=models.DateTimeField(
                default=django.utils.timezone.now, editable=False, null=True, verbose_name="told to people at"
            ),
        ),
        migrations.AlterField(
            model_name="activityevent",
            name="fanned_out_at",
            field=models.DateTimeField(editable=False, null=True, verbose_name="told to people at"),
        ),
        migrations.AddIndex(
            model_name="activityevent",
            index=models.Index(condition=models.Q(("fanned_out_at", None)), fields=["id"], name="event_to_fan_out"),
        ),
    ]
