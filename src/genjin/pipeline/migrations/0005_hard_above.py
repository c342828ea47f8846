"""A hard criterion may be hard for large projects alone (DOMAIN §5: “③④ hard for > ¥N” of the third stage)."""

from decimal import Decimal

from django.db import migrations, models

STAGE, CRITERIA, ABOVE = "方案制定", ("决策者听过方案，态度不为负", "没有未解决的一票否决项"), Decimal(1_000_000)


def set_amounts(apps, schema_editor):
    """Let the two criteria be hard above a million, where the installation still has them as they came."""
    criteria = apps.get_model("pipeline", "ExitCriterion").objects
    criteria.filter(stage__name=STAGE, content__in=CRITERIA, is_hard=True).update(hard_above=ABOVE)


class Migration(migrations.Migration):
    dependencies = [("pipeline", "0004_exit_criteria")]
    operations = [
        migrations.AddField(
            model_name="exitcriterion",
            name="hard_above",
            field=models.DecimalField(
                blank=True, decimal_places=2, max_digits=16, null=True, verbose_name="hard above this amount in CNY"
            ),
        ),
        migrations.RunPython(set_amounts, migrations.RunPython.noop),
    ]
