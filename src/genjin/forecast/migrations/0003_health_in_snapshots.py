from django.db import migrations, models


class Migration(migrations.Migration):
    """Let snapshots keep how healthy the plans were."""

    dependencies = [("forecast", "0002_past_log_drafts")]

    operations = [
        migrations.AddField(
            model_name="forecastsnapshot",
            name="health",
            field=models.JSONField(default=dict, verbose_name="health of the plans"),
        ),
    ]
