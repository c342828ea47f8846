"""What a project is: its profile, changed by hand."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from genjin.activity.record import record
from genjin.activity.tracking import changes_between, values_of
from genjin.core.errors import NotAllowed, RuleBroken, WrongState
from genjin.people.models import User
from genjin.pipeline import policies
from genjin.pipeline.models import Project
from genjin.pipeline.operations.entries import check_fields, locked, refuse_stale
from genjin.planning.models import FollowUp
from genjin.planning.operations.indexing import index_again

# the stage is moved by `stages.py`, the customer stays
PROFILE = {
    "name", "owner_id", "background", "cycle", "value_to_customer", "value_to_us", "forecast_class", "amount",
    "currency", "close_on",
}  # fmt: skip


@transaction.atomic
def edit_project(project: Project, changes: Mapping[str, Any], *, seen: Mapping[str, object], by: User) -> Project:
    """Change some fields of the profile; `seen` holds tracked values as they stood when the editing began.

    Different fields, changed by two people, both hold; the same field is refused with what stands there now. Only the
    owner and the managers above hand a project over. Records `project.edited` where anything differs.
    """
    if not policies.can_edit_project(by, project):
        raise NotAllowed(_("You cannot change this project."))
    if unknown := set(changes) - PROFILE:
        raise RuleBroken(_("This cannot be changed here."), field=min(unknown))
    now = locked(project)
    if now.is_deleted:
        raise WrongState(_("This project was deleted meanwhile."))
    before = values_of(now)
    for name, value in changes.items():
        setattr(now, name, value)
    check_fields(now)
    changed = changes_between(before, values_of(now))
    refuse_stale(before, seen, changed)
    if "owner_id" in changed and not policies.can_hand_over_project(by, project):
        raise NotAllowed(_("Only its owner and the managers above hand a project over."))
    if changed:
        now.version += 1
        now.save(update_fields=[*changed, "version"])
        record("project.edited", now, by=by, project_id=now.pk, name=str(now), changes=changed)
    if "name" in changed:
        index_again(FollowUp.objects.filter(project=now))
    return now
