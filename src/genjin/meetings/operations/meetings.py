"""Starting a meeting, ending it, opening it again; its notes and who is present; deleting it and taking that back."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import timedelta
from typing import Final

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from genjin.activity.record import record
from genjin.core import clock
from genjin.core.errors import NotAllowed, RuleBroken, StaleEdit, WrongState
from genjin.forecast.queries.deals import odds_of
from genjin.health.operations.refresh import refresh_health
from genjin.health.queries.plan_health import health_of
from genjin.meetings import policies
from genjin.meetings.models import AgendaItem, Meeting, MeetingScope
from genjin.meetings.operations.screens import leave_screen
from genjin.meetings.queries.changes import changes_of
from genjin.meetings.queries.scopes import Scope, previous_meeting, projects_in_scope
from genjin.meetings.queries.standing import facts_of
from genjin.meetings.rules import in_order
from genjin.people.models import User
from genjin.pipeline.models import Project
from genjin.pipeline.operations.entries import locked

USUAL_TIME: Final = timedelta(days=7)
"""How far back changes are told where there was no meeting about the same before."""
MOST_PROJECTS: Final = 200
MINUTES: Final = range(1, 121)
LONGEST_NOTES: Final = 20_000


def start_meeting(scope: Scope, *, by: User, present: Iterable[User] = (), minutes_each: int = 4) -> Meeting:
    """Start a meeting about a scope; its agenda is put in order by `rules.in_order` and fixed.

    Refuses a scope without any open project that the chair may see, and one of more than 200. Records
    `meeting.started`.
    """
    if not policies.can_start_meetings(by):
        raise NotAllowed(_("A guest holds no meetings."))
    if minutes_each not in MINUTES:
        raise RuleBroken(_("Plan between 1 and 120 minutes for each project."), field="minutes_each")
    previous = previous_meeting(by, scope)
    since = previous.started_at if previous else clock.now() - USUAL_TIME
    projects = list(projects_in_scope(by, scope, since)[: MOST_PROJECTS + 1])
    if not projects:
        raise RuleBroken(_("There is no open project here; choose something else to talk about."), field="scope")
    if len(projects) > MOST_PROJECTS:
        raise RuleBroken(_("These are more than 200 projects; choose fewer."), field="scope")
    refresh_health([project.pk for project in projects])
    meeting = Meeting(
        scope=scope.kind,
        department=scope.department,
        customer=scope.customer,
        title=_title(scope, by),
        held_on=clock.today(),
        chair=by,
        previous=previous,
        changes_since=since,
        started_at=clock.now(),
        minutes_each=minutes_each,
    )
    return _store(meeting, _agenda(meeting, projects), {by, *present}, by)


def _agenda(meeting: Meeting, projects: list[Project]) -> list[AgendaItem]:
    pks = [project.pk for project in projects]
    changes = changes_of(pks, meeting.changes_since)
    placed = in_order(facts_of(projects, changes, meeting.previous, meeting.held_on), meeting.held_on)
    health, odds = health_of(pks), odds_of(pks)
    found = []
    for position, place in enumerate(placed, 1):
        known, chance = health.get(place.project), odds.get(place.project)
        item = AgendaItem(
            project_id=place.project,
            position=position,
            reasons=[asdict(reason) for reason in place.reasons],
            is_quiet=place.is_quiet,
            score=known.score if known else None,
            band=known.band if known else "",
            win=chance.win if chance else None,
        )
        found.append(item)
    return found


@transaction.atomic
def _store(meeting: Meeting, agenda: list[AgendaItem], present: Iterable[User], by: User) -> Meeting:
    meeting.save(force_insert=True)
    meeting.present.set(present)
    for item in agenda:
        item.meeting = meeting
    AgendaItem.objects.bulk_create(agenda)
    record("meeting.started", meeting, by=by, name=str(meeting), scope=meeting.scope, projects=len(agenda))
    return meeting


def _title(scope: Scope, chair: User) -> str:
    """Return whose projects it is about, as far as one name says it."""
    of = {MeetingScope.DEPARTMENT: scope.department, MeetingScope.CUSTOMER: scope.customer}.get(scope.kind)
    return str(of or chair)[:200]


@transaction.atomic
def end_meeting(meeting: Meeting, *, by: User) -> Meeting:
    """End a meeting; the time of the project on the screen is kept. Records `meeting.ended`."""
    now = _driven(meeting, by)
    if not now.is_running:
        raise WrongState(_("This meeting has ended already."))
    leave_screen(now)
    now.ended_at, now.showing, now.showing_since = clock.now(), None, None
    return _save(now, "ended", by, "ended_at", "showing", "showing_since")


@transaction.atomic
def reopen_meeting(meeting: Meeting, *, by: User) -> Meeting:
    """Let a meeting that ended go on. Records `meeting.reopened`."""
    now = _driven(meeting, by)
    if now.is_running:
        raise WrongState(_("This meeting has not ended."))
    now.ended_at = None
    return _save(now, "reopened", by, "ended_at")


@transaction.atomic
def delete_meeting(meeting: Meeting, *, by: User) -> Meeting:
    """Hide a meeting; the actions that it decided stay in their plans. Records `meeting.deleted`."""
    now = _driven(meeting, by)
    if now.is_deleted:
        return now
    now.deleted_at = clock.now()
    return _save(now, "deleted", by, "deleted_at")


@transaction.atomic
def restore_meeting(meeting: Meeting, *, by: User) -> Meeting:
    """Show a deleted meeting again. Records `meeting.restored`."""
    now = _driven(meeting, by)
    if not now.is_deleted:
        return now
    now.deleted_at = None
    return _save(now, "restored", by, "deleted_at")


@transaction.atomic
def write_notes(meeting: Meeting, notes: str, *, seen: str, by: User) -> Meeting:
    """Write the notes of a meeting; `seen` is what stood there when the writing began. Records `meeting.noted`."""
    if not policies.can_take_notes(by, meeting):
        raise NotAllowed(_("Only the chair and those present write the notes."))
    now, notes = locked(meeting), notes.replace("\r\n", "\n").strip()
    if len(notes) > LONGEST_NOTES:
        raise RuleBroken(_("Notes hold at most 20,000 characters."), field="notes")
    if now.notes == notes:
        return now
    if now.notes != seen.replace("\r\n", "\n").strip():
        raise StaleEdit(_("Somebody else changed this meanwhile."), theirs={"notes": now.notes})
    now.notes = notes
    return _save(now, "noted", by, "notes")


@transaction.atomic
def name_people_present(meeting: Meeting, people: Iterable[User], *, by: User) -> Meeting:
    """Say who is present; the chair always is. Records `meeting.attended`."""
    now = _driven(meeting, by)
    now.present.set({person for person in (now.chair, *people) if person is not None})
    return _save(now, "attended", by)


def _driven(meeting: Meeting, by: User) -> Meeting:
    if not policies.can_drive(by, meeting):
        raise NotAllowed(_("Only the chair of the meeting does this."))
    return locked(meeting)


def _save(meeting: Meeting, verb: str, by: User, *fields: str) -> Meeting:
    meeting.save(update_fields=list(fields)) if fields else None
    Meeting.objects.filter(pk=meeting.pk).update(version=F("version") + 1)
    record(f"meeting.{verb}", meeting, by=by, name=str(meeting))
    return meeting
