"""The six default stages, with the days that DOMAIN knowledge gives as starting values."""

from django.db import migrations

# name, English name, usual days, longest silence
STAGES = [
    ("初步接洽", "First contact", 21, 14),
    ("需求调研", "Needs analysis", 30, 10),
    ("方案制定", "Solution design", 30, 10),
    ("商务谈判", "Negotiation", 30, 7),
    ("合同签署", "Contract signing", 15, 5),
    ("交付实施", "Delivery", None, 30),
]


def add_stages(apps, schema_editor):
    """Add the six stages, unless the installation has stages already."""
    stage = apps.get_model("pipeline", "Stage")
    if not stage.objects.exists():
        stage.objects.bulk_create(
            stage(name=name, english_name=english, position=number, usual_days=usual, silence_days=silence)
            for number, (name, english, usual, silence) in enumerate(STAGES, 1)
        )


class Migration(migrations.Migration):
    dependencies = [("pipeline", "0001_initial")]
    operations = [migrations.RunPython(add_stages, migrations.RunPython.noop)]
