"""Taking a check down a level where its alerts are judged wrong too often (DOMAIN §2, alert hygiene)."""

from django.db.models import F

from genjin.health.models import HealthSettings
from genjin.health.operations.settings import locked_settings
from genjin.health.queries.verdicts import verdict_counts

ENOUGH_VERDICTS = 20
WRONG_PERCENT = 50


def demote_what_is_often_wrong() -> list[str]:
    """Keep which checks are demoted; where that changes, every plan is old. Return them."""
    demoted = sorted(
        key
        for key, counts in verdict_counts().items()
        if counts.given >= ENOUGH_VERDICTS and 100 * counts.wrong > WRONG_PERCENT * counts.given
    )
    stored = locked_settings()
    if stored.demoted != demoted:
        HealthSettings.objects.filter(pk=stored.pk).update(demoted=demoted, version=F("version") + 1)
    return demoted
