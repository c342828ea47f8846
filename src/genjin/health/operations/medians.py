"""Learning from our own won projects how long a stage usually takes."""

from django.db import transaction
from django.db.models import F

from genjin.health.models import HealthSettings
from genjin.health.operations.settings import locked_settings
from genjin.health.queries.own_medians import own_medians


def refresh_medians() -> bool:
    """Bring the medians up to date; where they change, every plan is old. Return whether they did."""
    medians = {str(stage): [days, deals] for stage, (days, deals) in own_medians().items()}
    with transaction.atomic():
        stored = locked_settings()
        if stored.medians == medians:
            return False
        HealthSettings.objects.filter(pk=stored.pk).update(medians=medians, version=F("version") + 1)
    return True
