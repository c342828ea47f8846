"""The two-minute brief before a visit: who, last words, promises of both sides, open objections, what to find out."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from django.db.models import Exists, F, Model, OuterRef, QuerySet

from genjin.people.models import User
from genjin.pipeline.models import (
    AttitudeFact,
    BudgetFact,
    Competitor,
    CriterionCheck,
    ExitCriterion,
    Project,
    Stakeholder,
    StakeholderRole,
)
from genjin.planning.brief_rules import PlanFacts, commitment_to_ask_for, thing_to_find_out
from genjin.planning.models import Action, FollowUp, Objection, ObjectionState
from genjin.planning.queries.project_list import open_steps

MOST_PEOPLE = 5
MOST_LINES = 4
MOST_ROWS = 300
ROLES = {StakeholderRole.KDM: 0, StakeholderRole.KI: 1, StakeholderRole.KU: 2}
Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True, slots=True)
class PersonBrief:
    """Somebody we may meet. `words` are the person's last words that were written down, said on `said_on`."""

    stakeholder: Stakeholder
    words: str
    said_on: date | None


@dataclass(frozen=True, slots=True)
class Brief:
    """What one should know before meeting the people of a project."""

    project: Project
    people: Sequence[PersonBrief]
    last: FollowUp | None
    ours: Sequence[Action]
    theirs: Sequence[Action]
    objections: Sequence[Objection]
    find_out: str
    ask_for: str


def briefs(projects: Sequence[Project], today: date) -> dict[int, Brief]:
    """Return the brief of each project, by its id, in a constant number of queries."""
    ids = [project.pk for project in projects]
    facts = _facts(ids)
    steps = _by_project(open_steps().filter(project__in=ids).order_by(F("due_on").asc(nulls_last=True), "pk"))
    ours = _ours(action for found in steps.values() for action in found)
    return {project.pk: _brief(project, facts, steps[project.pk], ours, today) for project in projects}


def _brief(project: Project, facts: "_Facts", steps: Sequence[Action], ours: Collection[int], today: date) -> Brief:
    pk = project.pk
    people = _people(facts.stakeholders[pk], facts.attitudes[pk])
    theirs = [step for step in steps if step.pk not in ours]
    known = PlanFacts(
        missing_roles=[person.placeholder for person in facts.stakeholders[pk] if person.is_placeholder],
        unknown_attitudes=[str(person.contact) for person in facts.stakeholders[pk] if _is_unknown(person)],
        has_decision_maker=any(_decides(person) for person in facts.stakeholders[pk]),
        has_budget=bool(facts.budgets[pk]),
        has_close_day=project.close_on is not None,
        has_competitor=bool(facts.competitors[pk]),
        open_objections=[objection.content for objection in facts.objections[pk]],
        their_promises=[(step.content, step.due_on) for step in theirs],
        unmet=[str(criterion) for criterion in facts.unmet(project)],
    )
    return Brief(
        project=project,
        people=people,
        last=next(iter(facts.rows[pk]), None),
        ours=[step for step in steps if step.pk in ours][:MOST_LINES],
        theirs=theirs[:MOST_LINES],
        objections=facts.objections[pk][:MOST_LINES],
        find_out=thing_to_find_out(known),
        ask_for=commitment_to_ask_for(known, today),
    )


@dataclass(frozen=True, slots=True)
class _Facts:
    """The rows that briefs rest on, by project."""

    stakeholders: Mapping[int, list[Stakeholder]]
    attitudes: Mapping[int, list[AttitudeFact]]
    budgets: Mapping[int, list[BudgetFact]]
    competitors: Mapping[int, list[Competitor]]
    objections: Mapping[int, list[Objection]]
    rows: Mapping[int, list[FollowUp]]
    checks: Mapping[int, list[CriterionCheck]]
    criteria: Sequence[ExitCriterion]

    def unmet(self, project: Project) -> list[ExitCriterion]:
        """Return what the present stage of a project still needs, hard criteria first."""
        met = {check.criterion_id for check in self.checks[project.pk]}
        own = [entry for entry in self.criteria if entry.stage_id == project.stage_id and entry.pk not in met]
        return sorted(own, key=lambda entry: (not entry.is_hard_for(project), entry.position))


def _facts(ids: Collection[int]) -> _Facts:
    rows = FollowUp.objects.filter(project__in=ids, deleted_at__isnull=True).exclude(feedback="")
    newer = rows.filter(project=OuterRef("project"), listed_on__gt=OuterRef("listed_on"))
    shown = Objection.objects.filter(project__in=ids, follow_up__deleted_at__isnull=True)
    return _Facts(
        stakeholders=_by_project(_entries(Stakeholder, ids).select_related("contact")),
        attitudes=_by_project(_entries(AttitudeFact, ids).exclude(quote="").order_by("observed_on", "pk")),
        budgets=_by_project(_entries(BudgetFact, ids)),
        competitors=_by_project(_entries(Competitor, ids)),
        objections=_by_project(shown.exclude(state=ObjectionState.SETTLED).order_by("-is_veto", "-pk")),
        rows=_by_project(rows.filter(~Exists(newer)).order_by("-pk")[:MOST_ROWS]),
        checks=_by_project(_entries(CriterionCheck, ids)),
        criteria=list(ExitCriterion.objects.order_by("position", "pk")),
    )


def _entries(kind: type[Row], ids: Collection[int]) -> "QuerySet[Row]":
    return kind._default_manager.filter(project__in=ids, deleted_at__isnull=True)


def _by_project(rows: Iterable[Any]) -> "defaultdict[int, list[Any]]":
    found: defaultdict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.project_id].append(row)
    return found


def _people(stakeholders: Sequence[Stakeholder], facts: Sequence[AttitudeFact]) -> list[PersonBrief]:
    """Return the people on the map, deciders first and of those whose word weighs most, with their last words."""
    last = {fact.stakeholder_id: fact for fact in facts}
    named = [person for person in stakeholders if not person.is_placeholder]
    named.sort(key=lambda person: (ROLES.get(StakeholderRole(person.role), 9), -person.influence, person.pk))
    return [
        PersonBrief(person, last[person.pk].quote, last[person.pk].observed_on)
        if person.pk in last
        else PersonBrief(person, "", None)
        for person in named[:MOST_PEOPLE]
    ]


def _decides(person: Stakeholder) -> bool:
    return person.role == StakeholderRole.KDM and not person.is_placeholder


def _is_unknown(person: Stakeholder) -> bool:
    """Tell whether nobody knows how somebody stands whose word weighs."""
    return person.attitude is None and not person.is_placeholder and (_decides(person) or person.is_key_player)


def _ours(steps: Iterable[Action]) -> set[int]:
    """Return the ids of the steps that we do: those of our people, and those that name nobody."""
    steps = list(steps)
    linked = set(Action.doers.through.objects.filter(action__in=steps).values_list("action_id", flat=True))
    names = set(User.objects.values_list("name", flat=True))
    return {step.pk for step in steps if not step.owner_words or step.pk in linked or step.owner_words in names}
