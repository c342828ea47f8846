"""The list of projects by how their plans stand: only those of a band, and the worst first."""

from datetime import date

from django.db.models import F, Q

from genjin.health.queries.plan_health import health_of
from genjin.people.models import User
from genjin.planning.queries.project_list import (
    PAGE_SIZE,
    ProjectFilter,
    ProjectList,
    filtered_projects,
    project_lines,
    project_list,
)

UNKNOWN = 101  # after every score: what has ended, or was never reckoned


def projects_by_health(
    user: User, view: ProjectFilter, today: date, *, after: str = "", size: int = PAGE_SIZE
) -> ProjectList:
    """Return the next visible projects that pass the filter, in the order asked for; a constant number of queries."""
    among = Q(health__band=view.band) if view.band else Q()
    if view.order != "health":
        return project_list(user, view, today, after=after, size=size, among=among)
    projects = filtered_projects(user, view, today).filter(among)
    if (cursor := _read_cursor(after)) is not None:
        projects = projects.filter(_after(*cursor))
    ordered = projects.order_by(F("health__score").asc(nulls_last=True), "pk")
    found = list(ordered.select_related("customer", "stage", "owner")[: size + 1])
    page = found[:size]
    if len(found) <= size:
        return ProjectList(project_lines(page, today), "")
    last = page[-1]
    known = health_of([last.pk]).get(last.pk)
    score = UNKNOWN if known is None or known.score is None else known.score
    return ProjectList(project_lines(page, today), f"{score}~{last.pk}")


def _after(score: int, pk: int) -> Q:
    if score == UNKNOWN:
        return Q(health__score__isnull=True, pk__gt=pk)
    return Q(health__score__gt=score) | Q(health__score__isnull=True) | Q(health__score=score, pk__gt=pk)


def _read_cursor(text: str) -> tuple[int, int] | None:
    score, _tilde, pk = text.partition("~")
    numbers = [int(word) for word in (score, pk) if word.isascii() and word.isdigit() and len(word) < 19]
    return (numbers[0], numbers[1]) if len(numbers) == 2 else None
