import genjin.core.clock
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('pipeline', '0006_outcomes_by_day'),
    ]

    operations = [
        # the column stays as it is: only who fills it in is another
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name='project',
                    name='created_at',
                    field=models.DateTimeField(default=genjin.core.clock.now, editable=False, verbose_name='created at'),
                ),
            ],
        ),
    ]
