"""An alert as pages show it."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from genjin.core import clock
from genjin.health.models import AlertSnooze, CheckVerdict, HealthAlert, PlanHealth
from genjin.health.wording import BANDS, CHECKS, reason, severity_words
from genjin.web.formats import short_day
from genjin.web.health.remedies import Remedy, remedy

CHIPS = {1: "", 2: "warn", 3: "neg", 4: "red-line"}
BAND_CHIPS = {"green": "pos", "amber": "warn", "red": "neg", "": ""}


@dataclass(frozen=True, slots=True)
class AlertLine:
    """One alert: why, since when, what clears it, and the button. `put_off` says until when and why."""

    key: str
    project: int
    title: str
    reason: str
    severity: str
    chip: str
    since: str
    clears: str
    points: int
    remedy: Remedy
    judged: str
    put_off: str


def alert_line(
    alert: HealthAlert, today: date, *, verdict: CheckVerdict | None = None, snooze: AlertSnooze | None = None
) -> AlertLine:
    """Return an alert in words; days among its parameters are written as the page writes days."""
    words = CHECKS[alert.check_key]
    return AlertLine(
        key=alert.check_key,
        project=alert.project_id,
        title=str(words.title),
        reason=reason(alert.check_key, alert.because, alert.parameters),
        severity=severity_words(alert.severity),
        chip=CHIPS[alert.severity],
        since=short_day(alert.since, today),
        clears=str(words.clears),
        points=alert.points,
        remedy=remedy(alert),
        judged="" if verdict is None else "wrong" if verdict.is_wrong else "right",
        put_off=_put_off(snooze, today) if snooze else "",
    )


def _put_off(snooze: AlertSnooze, today: date) -> str:
    words = {"day": short_day(snooze.until, today), "reason": snooze.reason, "name": snooze.by or ""}
    return _("put off until %(day)s by %(name)s: %(reason)s") % words


def health_words(health: PlanHealth) -> str:
    """Return how healthy a plan is, and of which day that is where it is not today's."""
    today, words = clock.today(), str(BANDS[health.band])
    if health.reckoned_on == today:
        return words
    return f"{words} · {_('as of %(day)s') % {'day': short_day(health.reckoned_on, today)}}"
