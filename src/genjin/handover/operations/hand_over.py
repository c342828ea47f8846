"""Handing over everything of a leaver to a successor: one act, one transaction, told on each project and customer."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import F, Model
from django.utils.translation import gettext_lazy as _

from genjin.activity.record import event_of, record_all
from genjin.activity.tracking import Was, values_of, was
from genjin.core.errors import NotAllowed, RuleBroken, WrongState
from genjin.customers.models import Customer
from genjin.forecast.models import Target
from genjin.forecast.operations.targets import MOST
from genjin.handover.doers import with_other_doer
from genjin.handover.queries.holdings import holdings_of
from genjin.people import policies
from genjin.people.models import User
from genjin.people.operations.audit import write_audit
from genjin.people.operations.leaving import deactivate_person
from genjin.pipeline.models import Duty, Project, Stakeholder, TeamMember
from genjin.planning.models import Action, FollowUp, Risk, SavedView
from genjin.planning.operations.indexing import index_again
from genjin.planning.operations.saved_views import LONGEST_NAME

Told = defaultdict[int, list[Was]]  # what rows of each project were before


@transaction.atomic
def hand_over(leaver: User, successor: User, *, by: User, deactivate: bool = False) -> dict[str, int]:
    """Give the successor all that the leaver holds (`holdings_of`), and let the leaver sign in no more if wished.

    Returns how many rows of each kind went over. Records `project.handed_over` and `customer.handed_over` on each that
    is touched, and writes `person.handed_over` with the counts. Refuses a successor who only reads or has left.
    """
    if not policies.can_look_after(by, leaver):
        raise NotAllowed(_("Only administrators and the managers above hand over what somebody holds."))
    if successor.pk == leaver.pk or not policies.can_write(successor):
        raise RuleBroken(_("%(name)s cannot take this over.") % {"name": successor}, field="successor")
    holdings = holdings_of(leaver, by=by)
    counts = holdings.counts()
    if not any(counts.values()) and not deactivate:
        raise WrongState(_("%(name)s holds nothing that could go over.") % {"name": leaver})
    told: Told = defaultdict(list)
    change = _Change(leaver, successor, told)
    # all is read before anything is written: what `by` sees may hang on the leaver
    customers, projects = list(holdings.customers.select_for_update()), list(holdings.projects.select_for_update())
    ended, members = list(holdings.ended_projects), list(holdings.memberships.select_for_update())
    # held like the others: a doer whom somebody else writes at this moment is not overwritten
    actions = list(holdings.actions.select_for_update(of=("self",)))
    risks = list(holdings.risks.select_for_update(of=("self",)))
    stakeholders = list(holdings.stakeholders.select_for_update(of=("self",)))
    _hand_over_projects(projects, change)
    _show_ended_projects(ended, change)
    _hand_over_teams(members, change)
    _hand_over_actions(actions, change)
    _hand_over_pointers(risks, stakeholders, change)
    _hand_over_targets(holdings.targets, successor)
    _hand_over_views(list(holdings.shared_views.select_for_update()), change)
    Customer.objects.filter(pk__in=_ids(customers)).update(owner=successor, version=F("version") + 1)
    _tell(customers, change, by)
    write_audit("person.handed_over", by=by, target=leaver, to=str(successor), to_id=successor.pk, counts=counts)
    if deactivate:
        deactivate_person(leaver, by=by)
    return counts


@dataclass(frozen=True, slots=True)
class _Change:
    """From whom to whom, and what rows of each project were before."""

    leaver: User
    successor: User
    told: Told


def _tell(customers: Iterable[Customer], change: _Change, by: User) -> None:
    names: dict[str, Any] = {"from_name": str(change.leaver), "to_name": str(change.successor)}
    owner = {"owner_id": [change.leaver.pk, change.successor.pk]}
    projects = Project.objects.select_related("customer").in_bulk(change.told)
    events = [
        event_of("customer.handed_over", row, by=by, customer_id=row.pk, name=row.name, changes=owner, **names)
        for row in customers
    ]
    events += [
        event_of("project.handed_over", projects[pk], by=by, project_id=pk, was=rows, name=str(projects[pk]), **names)
        for pk, rows in sorted(change.told.items())
    ]
    record_all(events)


def _hand_over_projects(projects: list[Project], change: _Change) -> None:
    for project in projects:
        change.told[project.pk].append(was(project, {"owner_id": change.leaver.pk}))
    Project.objects.filter(pk__in=_ids(projects)).update(owner=change.successor, version=F("version") + 1)


def _show_ended_projects(ended: list[Project], change: _Change) -> None:
    """Put the successor on the teams of what has ended: it can be looked up, and keeps its owner."""
    known = set(TeamMember.objects.filter(user=change.successor, project__in=ended).values_list("project", flat=True))
    for project in ended:
        if project.pk not in known:
            member = TeamMember.objects.create(project=project, user=change.successor, duty=Duty.LEAD)
            change.told[project.pk].append(was(member, None))


def _hand_over_teams(members: list[TeamMember], change: _Change) -> None:
    """Put the successor in the leaver's place; where the successor is on the team already, the leaver's goes."""
    projects = [member.project_id for member in members]
    known = set(
        TeamMember.objects.filter(user=change.successor, project__in=projects).values_list("project", flat=True)
    )
    for member in members:
        change.told[member.project_id].append(was(member, values_of(member)))
    TeamMember.objects.filter(pk__in=[member.pk for member in members if member.project_id in known]).delete()
    TeamMember.objects.filter(pk__in=_ids(members)).update(user=change.successor)


def _hand_over_actions(actions: list[Action], change: _Change) -> None:
    for action in actions:
        change.told[action.project_id].append(was(action, {"owner_words": action.owner_words}))
        action.owner_words = with_other_doer(action.owner_words, change.leaver.name, change.successor.name)
    Action.objects.bulk_update(actions, ["owner_words"], batch_size=500)
    link = Action.doers.through
    own = link.objects.filter(action__in=_ids(actions))
    have = set(own.filter(user=change.successor).values_list("action", flat=True))
    own.filter(user=change.leaver).delete()
    link.objects.bulk_create(
        [link(action_id=action.pk, user_id=change.successor.pk) for action in actions if action.pk not in have]
    )
    rows = FollowUp.objects.filter(pk__in={action.follow_up_id for action in actions} - {None})
    rows.update(version=F("version") + 1)
    index_again(rows)


def _hand_over_pointers(risks: list[Risk], stakeholders: list[Stakeholder], change: _Change) -> None:
    for risk in risks:
        change.told[risk.project_id].append(was(risk, {"owner_id": change.leaver.pk}))
    for stakeholder in stakeholders:
        change.told[stakeholder.project_id].append(was(stakeholder, {"covered_by_id": change.leaver.pk}))
    Risk.objects.filter(pk__in=_ids(risks)).update(owner=change.successor)
    Stakeholder.objects.filter(pk__in=_ids(stakeholders)).update(covered_by=change.successor)


def _hand_over_targets(targets: Iterable[Target], successor: User) -> None:
    """Add the leaver's targets of periods that go on to the successor's: the projects to reach them with went over."""
    for target in targets:
        kept = Target.objects.select_for_update().filter(person=successor, period=target.period).first()
        if kept is None:
            Target.objects.filter(pk=target.pk).update(person=successor)
        else:
            kept.amount = min(kept.amount + target.amount, MOST)
            kept.save(update_fields=["amount"])
            target.delete()


def _hand_over_views(views: list[SavedView], change: _Change) -> None:
    """Let the successor look after the ways of looking that all use; one of a name that is taken says whose it was."""
    taken = set(SavedView.objects.filter(owner=change.successor).values_list("name", flat=True))
    for view in views:
        view.owner = change.successor
        if view.name in taken:
            view.name = f"{change.leaver.name[:15]}: {view.name}"[:LONGEST_NAME]
        if view.name not in taken:
            view.save(update_fields=["owner", "name"])


def _ids(rows: Iterable[Model]) -> list[int]:
    return [row.pk for row in rows]
