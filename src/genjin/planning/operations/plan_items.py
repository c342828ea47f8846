"""Actions, objections and risks one by one, wherever they stand: in a cell of a row, or in the plan itself.

A packed cell is a view of its items, so changing one here changes the cell, and the row counts the change.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, TypeVar, cast

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from genjin.activity.models import ActivityEvent
from genjin.activity.record import record
from genjin.activity.rewind import was_before
from genjin.activity.tracking import changes_between, set_values, values_of, was
from genjin.core import clock
from genjin.core.errors import NotAllowed, RuleBroken, WrongState
from genjin.people.models import User
from genjin.pipeline.models import Project
from genjin.pipeline.operations.entries import check_fields, locked, refuse_stale
from genjin.planning import policies
from genjin.planning.columns import cell_texts
from genjin.planning.models import Action, FollowUp, Objection, ObjectionState, Place, Risk
from genjin.planning.operations.derived import refresh_next_steps, refresh_rows
from genjin.planning.operations.find_signals import find_signals
from genjin.planning.operations.packed_items import link_doers, people_named
from genjin.planning.queries.follow_ups import whole_rows
from genjin.planning.search import index_rows

Item = TypeVar("Item", bound="Action | Objection | Risk")


@transaction.atomic
def add_plan_item(item: Item, *, by: User) -> Item:
    """Add an action or a risk to the plan itself, an objection to its row. Records `<kind>.added`."""
    _refuse_unless_allowed(by, item.project)
    if isinstance(item, Action):
        item.place = Place.PLAN
    beside = type(item)._default_manager.filter(project=item.project, follow_up=item.follow_up_id)
    last = beside.order_by("-position").first()
    item.position = last.position + 1 if last else 1
    check_fields(item)
    item.save(force_insert=True)
    _after_writing(item)
    record(f"{_noun(item)}.added", item, by=by, project_id=item.project_id, name=item.content[:200])
    return item


@transaction.atomic
def edit_plan_item(
    item: Item, changes: Mapping[str, Any], *, seen: Mapping[str, object], by: User, verb: str = "edited"
) -> Item:
    """Change some fields of one item; refused where a field was changed since `seen`. Records `<kind>.<verb>`."""
    _refuse_unless_allowed(by, item.project)
    now = locked(item)
    before = values_of(now)
    for name, value in changes.items():
        setattr(now, name, value)
    check_fields(now)
    changed = changes_between(before, values_of(now))
    refuse_stale(before, seen, changed)
    if changed:
        now.save(update_fields=list(changed))
        _after_writing(now)
        record(f"{_noun(now)}.{verb}", now, by=by, project_id=now.project_id, changes=changed, name=now.content[:200])
    return now


@transaction.atomic
def remove_plan_item(item: Item, *, by: User) -> None:
    """Take an item out of its cell or of the plan; its event keeps it whole. Records `<kind>.removed`."""
    _refuse_unless_allowed(by, item.project)
    before, row = was(item, values_of(item)), item.follow_up_id
    record(f"{_noun(item)}.removed", item, by=by, project_id=item.project_id, was=[before], name=item.content[:200])
    type(item)._default_manager.filter(pk=item.pk).delete()
    _after_row_changed(item, row)


@transaction.atomic
def restore_plan_item(kind: type[Item], pk: int, project: Project, *, by: User) -> Item:
    """Put an item that was removed back where it stood. Records `<kind>.restored`."""
    _refuse_unless_allowed(by, project)
    name = str(kind._meta.model_name)
    removed = (
        ActivityEvent.objects.filter(kind=f"{name}.removed", target_type=name, target_id=pk, project_id=project.pk)
        .order_by("pk")
        .last()
    )
    if removed is None or kind._default_manager.filter(pk=pk).exists():
        raise WrongState(_("There is nothing to bring back."))
    item = cast("Item", kind(pk=pk))
    set_values(item, was_before(removed)[0][2] or {})
    row: int | None = item.follow_up_id
    if row is not None and not FollowUp.objects.filter(pk=row).exists():
        raise WrongState(_("The row in which this stood is gone."))
    item.save(force_insert=True)
    _after_writing(item)
    record(f"{name}.restored", item, by=by, project_id=project.pk, was=[was(item, None)], name=item.content[:200])
    return item


def finish_action(action: Action, *, result: str, by: User) -> Action:
    """Mark an action as done today, with what came of it. Records `action.done`."""
    _refuse_closed(action)
    return edit_plan_item(
        action, {"done_on": clock.today(), "closing_words": result.strip()}, seen={}, by=by, verb="done"
    )


def cancel_action(action: Action, *, reason: str, by: User) -> Action:
    """Give an action up; says why. Records `action.cancelled`."""
    _refuse_closed(action)
    reason = _said(reason, "reason")
    changes = {"cancelled_on": clock.today(), "closing_words": reason}
    return edit_plan_item(action, changes, seen={}, by=by, verb="cancelled")


def postpone_action(action: Action, *, until: date, reason: str, by: User) -> Action:
    """Move an action to a later day; says why. The first day it was due stays known. Records `action.postponed`."""
    _refuse_closed(action)
    if action.due_on is not None and until <= action.due_on:
        raise RuleBroken(_("Choose a day after %s.") % action.due_on.isoformat(), field="until")
    changes = {
        "due_on": until,
        "postponed_from": action.postponed_from or action.due_on,
        "postponed_because": _said(reason, "reason"),
    }
    return edit_plan_item(action, changes, seen={"due_on": values_of(action)["due_on"]}, by=by, verb="postponed")


def reopen_action(action: Action, *, by: User) -> Action:
    """Let an action that was done or cancelled be open again. Records `action.reopened`."""
    if action.is_open:
        raise WrongState(_("This action is open already."))
    changes = {"done_on": None, "cancelled_on": None, "closing_words": ""}
    return edit_plan_item(action, changes, seen={}, by=by, verb="reopened")


def answer_objection(objection: Objection, *, response: str, by: User) -> Objection:
    """Say what we answered. It is not settled by that. Records `objection.answered`."""
    changes = {"response": _said(response, "response"), "state": ObjectionState.ANSWERED}
    return edit_plan_item(objection, changes, seen={}, by=by, verb="answered")


def settle_objection(objection: Objection, *, words: str, on: date, by: User) -> Objection:
    """Settle an objection by the customer's own words: nothing else settles one. Records `objection.settled`."""
    if on > clock.today():
        raise RuleBroken(_("This day is still to come."), field="settled_on")
    changes = {
        "state": ObjectionState.SETTLED,
        "settled_on": on,
        "settling_words": _said(words, "settling_words", _("Only the customer's own words settle an objection.")),
    }
    return edit_plan_item(objection, changes, seen={}, by=by, verb="settled")


def risk_from_objection(objection: Objection, *, by: User) -> Risk:
    """Take an objection up as a risk of the plan. Records `risk.added`."""
    risk = Risk(project=objection.project, objection=objection, content=objection.content, response=objection.response)
    return add_plan_item(risk, by=by)


def close_risk(risk: Risk, *, words: str, by: User) -> Risk:
    """Close a risk with what happened. Records `risk.closed`."""
    if risk.closed_on is not None:
        raise WrongState(_("This risk is closed already."))
    changes = {"closed_on": clock.today(), "closing_words": _said(words, "closing_words")}
    return edit_plan_item(risk, changes, seen={}, by=by, verb="closed")


def reopen_risk(risk: Risk, *, by: User) -> Risk:
    """Let a closed risk be open again. Records `risk.reopened`."""
    if risk.closed_on is None:
        raise WrongState(_("This risk is open already."))
    return edit_plan_item(risk, {"closed_on": None, "closing_words": ""}, seen={}, by=by, verb="reopened")


def _said(words: str, field: str, sentence: object = None) -> str:
    if not words.strip():
        raise RuleBroken(str(sentence or _("Say it in a few words.")), field=field)
    return words.strip()


def _refuse_closed(action: Action) -> None:
    if not action.is_open:
        raise WrongState(_("This action is closed already."))


def _refuse_unless_allowed(by: User, project: Project) -> None:
    if not policies.can_log(by, project):
        raise NotAllowed(_("You cannot change this plan."))


def _noun(item: Action | Objection | Risk) -> str:
    return str(item._meta.model_name)


def _after_writing(item: Action | Objection | Risk) -> None:
    if isinstance(item, Action):
        Action.doers.through.objects.filter(action=item).delete()
        link_doers([item], people_named([item.owner_words]))
    _after_row_changed(item, item.follow_up_id)


def _after_row_changed(item: Action | Objection | Risk, follow_up_id: int | None) -> None:
    """Bring up to date what follows from the items of a row."""
    if follow_up_id is None:
        return
    FollowUp.objects.filter(pk=follow_up_id).update(version=F("version") + 1)
    refresh_rows([follow_up_id])
    refresh_next_steps({item.project_id})
    row = whole_rows().filter(pk=follow_up_id).first()
    if row is not None:
        if isinstance(item, Objection):
            find_signals([row])
        index_rows({row.pk: "\n".join(cell_texts(row).values())})
