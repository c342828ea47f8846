"""Which project is on the screen of a meeting, for how long, and in which order they come."""

from datetime import timedelta
from typing import Final

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from genjin.activity.record import record
from genjin.core import clock
from genjin.core.errors import NotAllowed, RuleBroken, WrongState
from genjin.meetings import policies
from genjin.meetings.models import AgendaItem, Meeting
from genjin.people.models import User
from genjin.pipeline.operations.entries import locked

LONGEST: Final = timedelta(hours=1)
"""More than that nobody talks about one project: the screen was left standing, and an hour is counted."""


@transaction.atomic
def turn_to(meeting: Meeting, item: AgendaItem | None, *, by: User) -> Meeting:
    """Put a project on the screen of everybody, or none; the time of the one that was there is kept.

    It is what the chair looks at, many times an hour, and follows from nothing but that: it records no event.
    """
    now = _running(meeting, by)
    if item is not None and item.meeting_id != now.pk:
        raise RuleBroken(_("This project is not on the agenda."), field="item")
    if item is not None and now.showing_id == item.pk:
        return now
    leave_screen(now)
    now.showing, now.showing_since = item, clock.now() if item else None
    now.save(update_fields=["showing", "showing_since"])
    tell_screens(now)
    return now


def leave_screen(meeting: Meeting) -> None:
    """Keep how long the project on the screen was talked about."""
    if meeting.showing_id is None or meeting.showing_since is None:
        return
    spent = min(clock.now() - meeting.showing_since, LONGEST)
    AgendaItem.objects.filter(pk=meeting.showing_id).update(seconds=F("seconds") + max(0, round(spent.total_seconds())))


def tell_screens(meeting: Meeting) -> None:
    """Let the screens of the others know that they are old."""
    Meeting.objects.filter(pk=meeting.pk).update(version=F("version") + 1)


@transaction.atomic
def move_item(item: AgendaItem, position: int, *, by: User) -> None:
    """Put a project at another place of the agenda, counted from 1. Records `meeting.reordered`."""
    meeting = _running(item.meeting, by)
    items = list(AgendaItem.objects.filter(meeting=meeting).order_by("position", "pk"))
    moved = next((one for one in items if one.pk == item.pk), None)
    if moved is None or not 1 <= position <= len(items):
        raise RuleBroken(_("The agenda has no such place."), field="position")
    items.remove(moved)
    items.insert(position - 1, moved)
    for place, one in enumerate(items, 1):
        one.position = place
    AgendaItem.objects.bulk_update(items, ["position"])
    tell_screens(meeting)
    record("meeting.reordered", meeting, by=by, name=str(meeting), project=item.project_id, position=position)


def _running(meeting: Meeting, by: User) -> Meeting:
    if not policies.can_drive(by, meeting):
        raise NotAllowed(_("Only the chair of the meeting does this."))
    now = locked(meeting)
    if not now.is_running:
        raise WrongState(_("This meeting has ended; the chair can open it again."))
    return now
