"""Keeping ways of looking at the plan table."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from genjin.core.errors import NotAllowed, RuleBroken
from genjin.core.storable import storable_text
from genjin.people.models import User
from genjin.planning import policies
from genjin.planning.models import SavedView
from genjin.planning.queries.plan_view import PlanView

LONGEST_NAME = 60


@transaction.atomic
def save_view(name: str, view: PlanView, *, by: User, is_shared: bool = False) -> SavedView:
    """Keep a view under a name; the same name again replaces it. Refuses an empty name, and a guest's sharing."""
    name = storable_text(name).strip()
    if not name or len(name) > LONGEST_NAME:
        raise RuleBroken(_("Give the view a name of 1 to 60 characters."), field="name")
    if is_shared and not policies.can_share_view(by):
        raise NotAllowed(_("A guest cannot share views."))
    saved, _created = SavedView.objects.update_or_create(
        owner=by, name=name, defaults={"query": view.query(), "is_shared": is_shared}
    )
    return saved


@transaction.atomic
def delete_view(view: SavedView, *, by: User) -> None:
    """Delete a saved view; refuses all but its owner."""
    if not policies.can_change_view(by, view):
        raise NotAllowed(_("Only the owner of a view can delete it."))
    view.delete()
