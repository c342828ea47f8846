"""What is still open in the plans of a meeting: steps, objections, risks, signals."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Q

from genjin.meetings.models import AgendaItem, Meeting
from genjin.pipeline.models import ProjectOutcome
from genjin.planning.models import Action, BuyingSignal, Objection, ObjectionState, Risk, SignalState
from genjin.planning.queries.buying_signals import recent, with_rows
from genjin.planning.queries.project_list import open_steps

Shown = Q(follow_up__isnull=True) | Q(follow_up__deleted_at__isnull=True)


@dataclass(frozen=True, slots=True)
class OpenPoints:
    """What is open in one plan, the most urgent of each first."""

    steps: Sequence[Action] = ()
    objections: Sequence[Objection] = ()
    risks: Sequence[Risk] = ()
    signals: Sequence[BuyingSignal] = ()

    def overdue(self, today: date) -> list[Action]:
        """Return the steps whose day has passed."""
        return [step for step in self.steps if step.is_overdue(today)]


def open_points(projects: Collection[int]) -> dict[int, OpenPoints]:
    """Return what is open in each plan, in four queries; whoever asks has the projects from a query of visible ones."""
    steps = open_steps().filter(project__in=projects).order_by(F("due_on").asc(nulls_last=True), "pk")
    objections = Objection.objects.filter(project__in=projects, follow_up__deleted_at=None)
    risks = Risk.objects.filter(Shown, project__in=projects, closed_on=None)
    weight = (F("probability") * F("impact")).desc(nulls_last=True)
    signals = BuyingSignal.objects.filter(project__in=projects, deleted_at=None, state=SignalState.NEW)
    found: Mapping[str, Mapping[int, list[Any]]] = {
        "steps": _by_project(steps),
        "objections": _by_project(objections.exclude(state=ObjectionState.SETTLED).order_by("-is_veto", "-pk")),
        "risks": _by_project(risks.order_by(weight, "-pk")),
        "signals": _by_project(with_rows(recent(signals)).order_by("-severity", "-observed_on", "-pk")),
    }
    return {pk: OpenPoints(**{name: rows.get(pk, []) for name, rows in found.items()}) for pk in projects}


def outcomes_of(projects: Collection[int]) -> dict[int, ProjectOutcome]:
    """Return how those of the projects ended that have ended."""
    return {row.project_id: row for row in ProjectOutcome.objects.filter(project__in=projects, deleted_at=None)}


def items_before(meeting: Meeting, projects: Collection[int]) -> dict[int, AgendaItem]:
    """Return how the plans stood at the meeting before this one, by project."""
    before = AgendaItem.objects.filter(meeting=meeting.previous_id or 0, project__in=projects)
    return {item.project_id: item for item in before}


def _by_project(rows: Iterable[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.project_id].append(row)
    return found
