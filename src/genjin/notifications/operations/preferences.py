"""Choosing what one is told, where and when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from zoneinfo import available_timezones

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from genjin.core import clock
from genjin.core.errors import RuleBroken
from genjin.notifications.models import Delivery, Envelope, Pace, Preference, Topic, Way
from genjin.notifications.timing import next_digest
from genjin.notifications.topics import ALWAYS, DEFAULTS
from genjin.people.models import User

Choices = Mapping[tuple[Topic, Way], Pace]


@dataclass(frozen=True, slots=True)
class Hours:
    """When, in which zone and language."""

    quiet_from: time | None
    quiet_until: time | None
    digest_at: time
    time_zone: str
    language: str


@transaction.atomic
def set_preference(choices: Choices, hours: Hours, *, by: User) -> Preference:
    """Store what a person chose for itself; a digest that waits moves to the new hour. Refuses half of quiet hours."""
    if (hours.quiet_from is None) != (hours.quiet_until is None):
        raise RuleBroken(_("Quiet hours need a beginning and an end, or neither."), field="quiet_until")
    if hours.time_zone not in available_timezones():
        raise RuleBroken(_("There is no such time zone."), field="time_zone")
    if hours.language not in dict(settings.LANGUAGES):
        raise RuleBroken(_("There is no such language."), field="language")
    Preference.objects.bulk_create([Preference(person=by)], ignore_conflicts=True)
    preference = Preference.objects.get(person=by)
    preference.paces = _differing(choices)
    for name in ("quiet_from", "quiet_until", "digest_at", "time_zone", "language"):
        setattr(preference, name, getattr(hours, name))
    preference.save(update_fields=["paces", "quiet_from", "quiet_until", "digest_at", "time_zone", "language"])
    waiting = Delivery.objects.filter(channel__person=by, envelope=Envelope.DAILY, is_open=True)
    waiting.update(not_before=next_digest(preference, clock.now()))
    return preference


def _differing(choices: Choices) -> dict[str, dict[str, str]]:
    """Return what differs from the defaults, as it is stored."""
    found: dict[str, dict[str, str]] = {}
    for (topic, way), pace in choices.items():
        if topic in ALWAYS or (way == Way.PRODUCT and pace == Pace.DAILY):
            continue
        if pace != DEFAULTS[topic][0 if way == Way.PRODUCT else 1]:
            found.setdefault(topic.value, {})[way.value] = pace.value
    return found
