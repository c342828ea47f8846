"""Who asks, and what that person may see: the only way to a row from an address."""

from collections.abc import Iterable
from typing import TypeVar

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from genjin.customers.models import Customer, CustomerEntry
from genjin.people.models import User
from genjin.pipeline.models import Project, ProjectEntry, TeamMember
from genjin.pipeline.queries.entries import deleted_entries, visible_entries
from genjin.pipeline.queries.projects import visible_customers, visible_projects, visible_team_members
from genjin.planning.models import Action, BuyingSignal, FollowUp, Objection, Risk, SavedView
from genjin.planning.queries.buying_signals import visible_signals, with_rows
from genjin.planning.queries.follow_ups import deleted_follow_ups, visible_actions, visible_follow_ups, whole_rows
from genjin.planning.queries.plan_items import visible_plan_items
from genjin.planning.queries.saved_views import visible_views
from genjin.plantable.models import PlanImport
from genjin.plantable.queries.imports import own_imports, visible_imports

Entry = TypeVar("Entry", bound="ProjectEntry | CustomerEntry")
Item = TypeVar("Item", bound="Action | Objection | Risk")


def signed_in(request: HttpRequest) -> User:
    """Return who asks; only pages behind the sign-in may call this."""
    if not isinstance(request.user, User):
        raise Http404
    return request.user


def follow_up_or_404(request: HttpRequest, pk: int) -> FollowUp:
    """Return a row that this person may see, with all that its cells show."""
    return get_object_or_404(whole_rows(), pk__in=visible_follow_ups(signed_in(request)).filter(pk=pk))


def bare_follow_up_or_404(request: HttpRequest, pk: int) -> FollowUp:
    """Return a row that this person may see, without the items of its cells: for whoever reads it anew anyway."""
    return get_object_or_404(_bare(signed_in(request)), pk=pk)


def follow_ups_or_404(request: HttpRequest, pks: Iterable[int]) -> dict[int, FollowUp]:
    """Return rows by id, without the items of their cells; one that this person may not see refuses all."""
    wanted = set(pks)
    found = {row.pk: row for row in _bare(signed_in(request)).filter(pk__in=wanted)}
    if len(found) < len(wanted):
        raise Http404
    return found


def _bare(user: User) -> QuerySet[FollowUp]:
    return visible_follow_ups(user).select_related("project__customer", "stage")


def deleted_or_404(request: HttpRequest, pks: Iterable[int]) -> list[FollowUp]:
    """Return deleted rows that this person may bring back."""
    wanted = set(pks)
    found = list(deleted_follow_ups(signed_in(request)).filter(pk__in=wanted).select_related("project"))
    if len(found) < len(wanted):
        raise Http404
    return found


def action_or_404(request: HttpRequest, pk: int) -> Action:
    """Return an action of a row that this person may see."""
    return get_object_or_404(visible_actions(signed_in(request)).select_related("project"), pk=pk)


def project_or_404(request: HttpRequest, pk: int) -> Project:
    """Return a project that this person may see."""
    projects = visible_projects(signed_in(request)).select_related("customer", "stage", "owner")
    return get_object_or_404(projects, pk=pk)


def team_member_or_404(request: HttpRequest, project_pk: int, pk: int) -> TeamMember:
    """Return a colleague on the team of a project that this person may see."""
    return get_object_or_404(visible_team_members(signed_in(request)), project=project_pk, pk=pk)


def customer_or_404(request: HttpRequest, pk: int) -> Customer:
    """Return a customer that this person may see."""
    return get_object_or_404(visible_customers(signed_in(request)), pk=pk)


def entry_or_404(request: HttpRequest, model: type[Entry], pk: int) -> Entry:
    """Return an entry of a project or customer that this person may see."""
    return get_object_or_404(visible_entries(signed_in(request), model), pk=pk)


def deleted_entry_or_404(request: HttpRequest, model: type[Entry], pk: int) -> Entry:
    """Return a deleted entry that this person may bring back."""
    return get_object_or_404(deleted_entries(signed_in(request), model), pk=pk)


def past_entry_or_404(request: HttpRequest, model: type[Entry], pk: int) -> Entry:
    """Return an entry that this person may see, or that was deleted from what this person may see."""
    user = signed_in(request)
    return get_object_or_404(visible_entries(user, model) | deleted_entries(user, model), pk=pk)


def saved_view_or_404(request: HttpRequest, pk: int) -> SavedView:
    """Return a saved view that this person may see."""
    return get_object_or_404(visible_views(signed_in(request)), pk=pk)


def plan_item_or_404(request: HttpRequest, model: type[Item], pk: int) -> Item:
    """Return an action, objection or risk of a plan that this person may see."""
    return get_object_or_404(visible_plan_items(signed_in(request), model), pk=pk)


def signal_or_404(request: HttpRequest, pk: int) -> BuyingSignal:
    """Return a decision signal that this person may see."""
    return get_object_or_404(with_rows(visible_signals(signed_in(request))), pk=pk)


def import_or_404(request: HttpRequest, pk: int) -> PlanImport:
    """Return an import that this person may see."""
    return get_object_or_404(visible_imports(signed_in(request)), pk=pk)


def own_import_or_404(request: HttpRequest, pk: int) -> PlanImport:
    """Return an import of this person's own."""
    return get_object_or_404(own_imports(signed_in(request)), pk=pk)
