"""What a meeting decides about a project; an action that follows from it goes into the plan at once."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from genjin.activity.record import record
from genjin.core import clock
from genjin.core.errors import NotAllowed, RuleBroken, WrongState
from genjin.meetings import policies
from genjin.meetings.models import AgendaItem, Meeting, MeetingDecision
from genjin.meetings.operations.screens import tell_screens
from genjin.meetings.queries.decisions import action_of
from genjin.meetings.reading import ReadDecision
from genjin.people.models import User
from genjin.pipeline.models import Project
from genjin.pipeline.operations.entries import locked
from genjin.planning.models import Action
from genjin.planning.operations.plan_items import (
    add_plan_item,
    finish_action,
    remove_plan_item,
    reopen_action,
    restore_plan_item,
)

LONGEST = 2000


@transaction.atomic
def decide(item: AgendaItem, text: str, *, by: User, action: ReadDecision | None = None) -> MeetingDecision:
    """Write down what was decided about a project of a running meeting, and the action that it became, if any.

    Records `decision.added`, and `action.added` for the action, which stands in the plan at once.
    """
    content = text.strip()
    meeting = _writable(item.meeting, item.project, by)
    _refuse_ended(meeting)
    if not content:
        raise RuleBroken(_("Write down what was decided."), field="text")
    if len(content) > LONGEST:
        raise RuleBroken(_("A decision holds at most 2,000 characters."), field="text")
    decision = MeetingDecision(meeting=meeting, project=item.project, content=content, by=by, decided_at=clock.now())
    if action is not None:
        decision.action_number = _add_action(item.project, action, by).pk
    decision.save(force_insert=True)
    _told("added", decision, by)
    return decision


@transaction.atomic
def decide_all(
    item: AgendaItem, found: Iterable[tuple[str, ReadDecision | None]], *, by: User
) -> list[MeetingDecision]:
    """Write down several decisions at once, each with the action that it becomes, if any: all of them or none."""
    return [decide(item, words, by=by, action=action) for words, action in found]


def _add_action(project: Project, read: ReadDecision, by: User) -> Action:
    action = Action(project=project, content=read.content, owner_words=read.owner_words, due_on=read.due_on)
    return add_plan_item(action, by=by)


@transaction.atomic
def remove_decision(decision: MeetingDecision, *, by: User) -> MeetingDecision:
    """Take a decision back, and its action out of the plan unless that is done already. Records `decision.removed`.

    What was decided in a meeting that has ended stays in its record.
    """
    _refuse_ended(_writable(decision.meeting, decision.project, by))
    now = locked(decision)
    if now.is_deleted:
        return now
    action = action_of(by, now)
    if action is not None and action.is_open:
        remove_plan_item(action, by=by)
    now.deleted_at = clock.now()
    now.save(update_fields=["deleted_at"])
    _told("removed", now, by)
    return now


@transaction.atomic
def restore_decision(decision: MeetingDecision, *, by: User) -> MeetingDecision:
    """Bring back a decision that was taken back, and its action. Records `decision.restored`."""
    _refuse_ended(_writable(decision.meeting, decision.project, by))
    now = locked(decision)
    if not now.is_deleted:
        return now
    if now.action_number is not None and action_of(by, now) is None:
        restore_plan_item(Action, now.action_number, now.project, by=by)
    now.deleted_at = None
    now.save(update_fields=["deleted_at"])
    _told("restored", now, by)
    return now


@transaction.atomic
def finish_decision(decision: MeetingDecision, *, by: User, in_meeting: Meeting | None = None) -> MeetingDecision:
    """Mark a decision as done, its action where it has one; `in_meeting` is where it is checked.

    Records `decision.done`, or `action.done`.
    """
    now = _standing(decision, by)
    action = action_of(by, now)
    if action is not None:
        finish_action(action, result="", by=by)
        tell_screens(in_meeting or now.meeting)
        return now
    if now.done_on is not None:
        raise WrongState(_("This is marked as done already."))
    now.done_on = clock.today()
    now.save(update_fields=["done_on"])
    _told("done", now, by, in_meeting)
    return now


@transaction.atomic
def reopen_decision(decision: MeetingDecision, *, by: User, in_meeting: Meeting | None = None) -> MeetingDecision:
    """Let a decision that was marked as done be open again. Records `decision.reopened`, or `action.reopened`."""
    now = _standing(decision, by)
    action = action_of(by, now)
    if action is not None:
        reopen_action(action, by=by)
        tell_screens(in_meeting or now.meeting)
        return now
    if now.done_on is None:
        raise WrongState(_("This is open already."))
    now.done_on = None
    now.save(update_fields=["done_on"])
    _told("reopened", now, by, in_meeting)
    return now


def _standing(decision: MeetingDecision, by: User) -> MeetingDecision:
    _writable(decision.meeting, decision.project, by)
    now = locked(decision)
    if now.is_deleted:
        raise WrongState(_("This was deleted meanwhile; restore it first."))
    return now


def _writable(meeting: Meeting, project: Project, by: User) -> Meeting:
    if not policies.can_decide(by, project):
        raise NotAllowed(_("You cannot change this plan."))
    return locked(meeting)


def _refuse_ended(meeting: Meeting) -> None:
    if not meeting.is_running:
        raise WrongState(_("This meeting has ended; the chair can open it again."))


def _told(verb: str, decision: MeetingDecision, by: User, in_meeting: Meeting | None = None) -> None:
    tell_screens(in_meeting or decision.meeting)
    record(
        f"decision.{verb}",
        decision,
        by=by,
        project_id=decision.project_id,
        name=decision.content[:200],
        meeting=decision.meeting_id,
        action=decision.action_number,
    )
