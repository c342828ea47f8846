"""The list of projects a page at a time: the one heard of last stands first."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal, cast, get_args
from urllib.parse import urlencode

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery

from genjin.core.ids import read_id
from genjin.core.storable import storable_text
from genjin.people.models import User
from genjin.pipeline.models import Project, ProjectOutcome
from genjin.pipeline.queries.projects import is_ended, visible_projects
from genjin.planning.models import Action, Place
from genjin.planning.queries.filtered import projects_named

PAGE_SIZE = 50
BANDS = ("red", "amber", "green")
Scope = Literal["open", "no_next_step", "overdue", "ended", "all"]
Order = Literal["recent", "health"]


@dataclass(frozen=True, slots=True)
class ProjectFilter:
    """Which projects are looked at; an empty value filters nothing. `owner` is the id of one of us.

    How a plan stands (`band`, and the order by health) is known above this package, which leaves it to the asking side.
    """

    words: str = ""
    scope: Scope = "open"
    stage: str = ""
    owner: int | None = None
    band: str = ""
    order: Order = "recent"

    @property
    def is_filtered(self) -> bool:
        """Tell whether anything but ended projects is left out."""
        return bool(replace(self, order="recent").query())

    def query(self) -> str:
        """Return the filter as the query of an address; `read_project_filter` is the inverse."""
        pairs = {
            "q": self.words,
            "scope": "" if self.scope == "open" else self.scope,
            "stage": self.stage,
            "owner": str(self.owner or ""),
            "health": self.band,
            "order": "" if self.order == "recent" else self.order,
        }
        return urlencode({key: value for key, value in pairs.items() if value})


def read_project_filter(pairs: Mapping[str, str]) -> ProjectFilter:
    """Read a filter from an address; what cannot be understood filters nothing."""
    keys = ("q", "scope", "stage", "owner", "health", "order")
    words = {key: storable_text(pairs.get(key, "")).strip()[:200] for key in keys}
    return ProjectFilter(
        words=words["q"],
        scope=cast("Scope", words["scope"] if words["scope"] in get_args(Scope) else "open"),
        stage=words["stage"],
        owner=read_id(words["owner"]),
        band=words["health"] if words["health"] in BANDS else "",
        order="health" if words["order"] == "health" else "recent",
    )


@dataclass(frozen=True, slots=True)
class ProjectLine:
    """A project with what is to be done next in it; `overdue` counts the steps whose day has passed."""

    project: Project
    outcome: ProjectOutcome | None
    next_step: Action | None
    overdue: int


@dataclass(frozen=True, slots=True)
class ProjectList:
    """Some projects, and the cursor after which the next ones stand ("" if there are none)."""

    lines: Sequence[ProjectLine] = field(default_factory=list)
    following: str = ""


def project_list(
    user: User, view: ProjectFilter, today: date, *, after: str = "", size: int = PAGE_SIZE, among: Q | None = None
) -> ProjectList:
    """Return the next visible projects that pass the filter, in a constant number of queries whatever the depth.

    `among` narrows them further.
    """
    projects = filtered_projects(user, view, today).filter(among or Q()).order_by("-listed_on", "-pk")
    if (cursor := _read_cursor(after)) is not None:
        day, pk = cursor
        projects = projects.filter(Q(listed_on__lt=day) | Q(listed_on=day, pk__lt=pk))
    found = list(projects.select_related("customer", "stage", "owner")[: size + 1])
    page, last = found[:size], found[size - 1] if len(found) > size else None
    return ProjectList(project_lines(page, today), f"{last.listed_on.isoformat()}~{last.pk}" if last else "")


def project_lines(projects: Sequence[Project], today: date) -> list[ProjectLine]:
    """Return the projects with how they ended and what is to be done next, in three queries."""
    outcomes = {row.project_id: row for row in ProjectOutcome.objects.filter(project__in=projects, deleted_at=None)}
    steps, overdue = next_steps(projects), _overdue(projects, today)
    return [
        ProjectLine(project, outcomes.get(project.pk), steps.get(project.pk), overdue.get(project.pk, 0))
        for project in projects
    ]


def filtered_projects(user: User, view: ProjectFilter, today: date) -> QuerySet[Project]:
    """Return the visible projects that pass the filter."""
    projects = visible_projects(user)
    if view.scope != "all":
        projects = projects.filter(is_ended() if view.scope == "ended" else ~is_ended())
    if view.scope == "no_next_step":
        projects = projects.filter(has_next_step=False)
    if view.scope == "overdue":
        projects = projects.filter(Exists(open_steps().filter(project=OuterRef("pk"), due_on__lt=today)))
    if view.stage:
        projects = projects.filter(stage__name=view.stage)
    if view.owner:
        projects = projects.filter(owner=view.owner)
    if view.words:
        projects = projects.filter(pk__in=projects_named(view.words))
    return projects


def open_steps() -> QuerySet[Action]:
    """Return what is still to be done: next steps, and actions of plans."""
    kept = Q(follow_up__isnull=True) | Q(follow_up__deleted_at__isnull=True)
    return Action.objects.filter(kept, done_on=None, cancelled_on=None, place__in=[Place.NEXT_STEP, Place.PLAN])


def next_steps(projects: Iterable[Project]) -> dict[int, Action]:
    """Return the open step of each project that is due first; one without a day comes after all others."""
    return next_steps_of(project.pk for project in projects)


def next_steps_of(ids: Iterable[int]) -> dict[int, Action]:
    """Return the same by the ids of projects."""
    steps = open_steps().filter(project=OuterRef("pk")).order_by(F("due_on").asc(nulls_last=True), "pk")
    first = Project.objects.filter(pk__in=list(ids)).values_list(Subquery(steps.values("pk")[:1]))
    return {step.project_id: step for step in Action.objects.filter(pk__in=[pk for (pk,) in first if pk])}


def _overdue(projects: Iterable[Project], today: date) -> dict[int, int]:
    """Return how many open steps of each project are overdue."""
    late = open_steps().filter(project__in=projects, due_on__lt=today).order_by()
    return dict(late.values_list("project").annotate(count=Count("pk")))


def _read_cursor(text: str) -> tuple[date, int] | None:
    day, _tilde, pk = text.partition("~")
    try:
        known = read_id(pk)
        return None if known is None else (date.fromisoformat(day), known)
    except ValueError:
        return None
