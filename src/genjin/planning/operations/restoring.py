"""Giving a single value back what it was: by the same operations as typing it."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from genjin.activity.tracking import tracked_fields
from genjin.core.errors import WrongState
from genjin.customers.models import CustomerEntry
from genjin.people.models import User
from genjin.pipeline.models import Project, ProjectEntry
from genjin.pipeline.operations.entries import edit_entry
from genjin.planning.content import RowChanges
from genjin.planning.models import Action, FollowUp, Objection, Risk
from genjin.planning.operations.contact_details import DETAILS, edit_contact_details
from genjin.planning.operations.follow_ups import PLAIN, edit_follow_up
from genjin.planning.operations.plan_items import edit_plan_item
from genjin.planning.operations.project_profile import PROFILE, edit_project
from genjin.planning.queries.project_plan import KINDS, project_plan

Give = Callable[[Any, Mapping[str, Any], User], object]


@transaction.atomic
def restore_value(project: Project, kind: str, pk: int, field: str, *, since: datetime, by: User) -> None:
    """Let one field of one row of a plan read as it did at the moment. Records what editing it records."""
    model = KINDS.get(kind)
    then = _row(project, model, pk, at=since)
    now = _row(project, model, pk)
    if then is None or now is None or not may_be_restored(now, field):
        raise WrongState(_("This value cannot be brought back here."))
    _giver(now, field)(now, {field: getattr(then, field)}, by)


def may_be_restored(row: Model, field: str) -> bool:
    """Tell whether one field alone can be given back."""
    if isinstance(row, Project):
        return field in PROFILE
    if isinstance(row, FollowUp):
        return field in PLAIN or field in DETAILS
    if isinstance(row, (ProjectEntry, CustomerEntry, Action, Objection, Risk)):
        return field in tracked_fields(type(row)) and field != "deleted_at"
    return False


def _row(project: Project, model: type[Model] | None, pk: int, *, at: datetime | None = None) -> Model | None:
    if model is None:
        return None
    plan = project_plan(project, at=at)
    rows: list[Model] = [plan.project] if model is Project else list(plan.of(model))
    return next((row for row in rows if row.pk == pk), None)


def _giver(row: Model, field: str) -> Give:
    if isinstance(row, Project):
        return lambda it, changes, by: edit_project(it, changes, seen={}, by=by)
    if isinstance(row, FollowUp) and field in PLAIN:
        return lambda it, changes, by: edit_follow_up(it, RowChanges(changes), seen={}, by=by)
    if isinstance(row, FollowUp):
        return lambda it, changes, by: edit_contact_details(it, changes, seen={}, by=by)
    if isinstance(row, (Action, Objection, Risk)):
        return lambda it, changes, by: edit_plan_item(it, changes, seen={}, by=by)
    return lambda it, changes, by: edit_entry(it, changes, seen={}, by=by)
