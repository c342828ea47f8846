from django.db import migrations, models


class Migration(migrations.Migration):
    """Let a model know when the odds were reckoned by it: that is more often than it is learnt anew."""

    dependencies = [("forecast", "0003_health_in_snapshots")]

    operations = [
        migrations.AddField(
            model_name="forecastmodel",
            name="reckoned_at",
            field=models.DateTimeField(null=True, verbose_name="odds reckoned at"),
        ),
    ]
