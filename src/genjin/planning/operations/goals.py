"""Reaching a goal, and finding that it is not reached after all."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from genjin.core import clock
from genjin.core.errors import NotAllowed, WrongState
from genjin.people.models import User
from genjin.pipeline.operations.entries import edit_entry
from genjin.pipeline.policies import can_edit_entry
from genjin.planning.models import Goal


@transaction.atomic
def reach_goal(goal: Goal, *, by: User) -> Goal:
    """Mark a goal as reached today. Records `goal.edited`."""
    _refuse_unless_allowed(by, goal)
    if goal.reached_on is not None:
        raise WrongState(_("Somebody has just done that; nothing was changed."))
    return edit_entry(goal, {"reached_on": clock.today()}, seen={"reached_on": None}, by=by)


@transaction.atomic
def reopen_goal(goal: Goal, *, by: User) -> Goal:
    """Mark a goal as still to be reached. Records `goal.edited`."""
    _refuse_unless_allowed(by, goal)
    if goal.reached_on is None:
        raise WrongState(_("Somebody has just done that; nothing was changed."))
    return edit_entry(goal, {"reached_on": None}, seen={"reached_on": goal.reached_on.isoformat()}, by=by)


def _refuse_unless_allowed(by: User, goal: Goal) -> None:
    if not can_edit_entry(by, goal):
        raise NotAllowed(_("You cannot change this plan."))
