"""What is known of projects when a meeting begins: what their order follows from."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Min, Q

from genjin.health.models import PlanHealth
from genjin.health.queries.plan_health import health_of
from genjin.meetings.models import AgendaItem, Meeting
from genjin.meetings.queries.changes import NOTHING, ProjectChanges
from genjin.meetings.rules import Change, ProjectFacts
from genjin.pipeline.models import OutcomeKind, Project, ProjectOutcome
from genjin.planning.models import BuyingSignal, SignalPolarity, SignalState
from genjin.planning.queries.buying_signals import recent
from genjin.planning.queries.project_list import open_steps


@dataclass(frozen=True, slots=True)
class _Steps:
    """The open steps of one project: how many there are, how many overdue, and the day of the oldest of those."""

    count: int = 0
    overdue: int = 0
    oldest: date | None = None


def facts_of(
    projects: Sequence[Project], changes: Mapping[int, ProjectChanges], previous: Meeting | None, today: date
) -> list[ProjectFacts]:
    """Return what is known of each project, in a constant number of queries; health as it was last reckoned.

    How healthy a plan was before says the last meeting; nobody knows it of a project that this did not talk about.
    """
    pks = [project.pk for project in projects]
    health, before, signals, steps = health_of(pks), bands_at(previous), _red_signals(pks), _open_steps(pks, today)
    ended = set(ProjectOutcome.objects.filter(project__in=pks, deleted_at=None).values_list("project", flat=True))
    found = []
    for project in projects:
        known, own = health.get(project.pk, PlanHealth(band="")), steps.get(project.pk, _Steps())
        changed = changes.get(project.pk, NOTHING)
        found.append(
            ProjectFacts(
                project=project.pk,
                amount=project.amount or Decimal(0),
                score=100 if known.score is None else known.score,
                band=known.band,
                band_before=before.get(project.pk, ""),
                is_open=project.pk not in ended,
                red_signals=signals.get(project.pk, 0),
                needs_date=known.lacks_date and project.pk not in ended,
                close_on=project.close_on,
                changes=counted(changed),
                contacts=len(changed.logged),
                overdue=own.overdue,
                overdue_days=(today - own.oldest).days if own.oldest else 0,
                has_next_step=own.count > 0,
            )
        )
    return found


def bands_at(meeting: Meeting | None) -> dict[int, str]:
    """Return how healthy the plans were when a meeting began, by project."""
    if meeting is None:
        return {}
    return dict(AgendaItem.objects.filter(meeting=meeting).values_list("project", "band"))


def counted(changes: ProjectChanges) -> dict[Change, int]:
    """Return how often each kind of change happened that makes a project need talk."""
    is_won = changes.outcome is not None and changes.outcome.kind == OutcomeKind.WON
    counts: dict[Change, int] = {
        "won": int(is_won),
        "ended": int(changes.outcome is not None and not is_won),
        "new": int(changes.is_new),
        "stage": int(changes.stage is not None),
        "close": int(changes.close_on is not None),
        "amount": int(changes.amount is not None),
        "objections": len(changes.objections),
        "risks": len(changes.risks),
    }
    return {kind: count for kind, count in counts.items() if count}


def _red_signals(projects: Collection[int]) -> dict[int, int]:
    """Return how many signals against us wait for a decision, by project."""
    waiting = BuyingSignal.objects.filter(
        project__in=projects, deleted_at=None, state=SignalState.NEW, polarity=SignalPolarity.AGAINST
    )
    return dict(recent(waiting).order_by().values_list("project").annotate(count=Count("pk")))


def _open_steps(projects: Collection[int], today: date) -> dict[int, _Steps]:
    late = Q(due_on__lt=today)
    steps = open_steps().filter(project__in=projects).order_by().values_list("project")
    rows = steps.annotate(count=Count("pk"), overdue=Count("pk", filter=late), oldest=Min("due_on", filter=late))
    return {pk: _Steps(count, overdue, oldest) for pk, count, overdue, oldest in rows}
