"""Marking actions as done, or as open again, from the plan table."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from genjin.activity.record import event_of, record_all
from genjin.activity.tracking import changes_between, values_of
from genjin.core import clock
from genjin.core.errors import NotAllowed, WrongState
from genjin.people.models import User
from genjin.planning import policies
from genjin.planning.models import Action, FollowUp
from genjin.planning.operations.derived import refresh_next_steps, refresh_rows


@transaction.atomic
def tick_actions(actions: Sequence[Action], *, done: bool, by: User) -> list[Action]:
    """Mark actions as done today, or as open again. Records `action.done` or `action.reopened` for each."""
    if not policies.can_log_of_all(by, (action.project for action in actions)):
        raise NotAllowed(_("You cannot change this row."))
    if any((action.done_on is not None) == done for action in actions):
        raise WrongState(_("Somebody has just done that; nothing was changed."))
    changed_days = []
    for action in actions:
        before = values_of(action)
        action.done_on = clock.today() if done else None
        changed_days.append(changes_between(before, values_of(action)))
    Action.objects.filter(pk__in=[action.pk for action in actions]).update(done_on=clock.today() if done else None)
    rows = {action.follow_up_id for action in actions if action.follow_up_id is not None}
    FollowUp.objects.filter(pk__in=rows).update(version=F("version") + 1)
    refresh_rows(rows)
    refresh_next_steps({action.project_id for action in actions})
    kind = "action.done" if done else "action.reopened"
    record_all(
        event_of(kind, action, by=by, project_id=action.project_id, changes=days)
        for action, days in zip(actions, changed_days, strict=True)
    )
    return list(actions)


def tick_action(action: Action, *, done: bool, by: User) -> Action:
    """Mark one action as done today, or as open again."""
    return tick_actions([action], done=done, by=by)[0]
