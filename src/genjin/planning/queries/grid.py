"""The plan table a page at a time.

A page continues after the last row of the one before (its *cursor*), so that the millionth row costs what the first
does: nothing is counted and the whole table is never sorted. Rows come in *sections* (a project, a stage, an owner,
or all rows at once); a page reads section after section until it is full.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain, islice, repeat
from typing import TypeVar

from django.db.models import Exists, OrderBy, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from genjin.people.models import User
from genjin.pipeline.models import Project
from genjin.pipeline.queries.projects import visible_projects
from genjin.pipeline.queries.stages import all_stages
from genjin.planning.models import FollowUp
from genjin.planning.queries.filtered import Filtered, filtered, projects_named
from genjin.planning.queries.follow_ups import in_projects, with_packed_items
from genjin.planning.queries.plan_view import PlanView
from genjin.planning.search import has_any

PAGE_SIZE = 50
# A few projects fill a page as a rule; only where filters leave little of each are more asked for at once.
BATCHES = (4, 16)
Listed = TypeVar("Listed", Project, FollowUp)


@dataclass(frozen=True, slots=True)
class Cursor:
    """The last row of a page: its section, and its place there. Written `section~day~id`."""

    section: str
    day: date
    row: int

    def __str__(self) -> str:
        return f"{self.section}~{self.day.isoformat()}~{self.row}"


def read_cursor(text: str) -> Cursor | None:
    """Read a cursor; anything else gives none, that is the first page."""
    try:
        section, day, row = text.rsplit("~", 2)
        return Cursor(section, date.fromisoformat(day), int(row))
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class GridPage:
    """Some rows, each with the key of its section, and where the next page goes on (None: there is none)."""

    rows: Sequence[tuple[str, FollowUp]]
    following: Cursor | None


def grid_page(
    user: User, view: PlanView, *, after: Cursor | None = None, size: int = PAGE_SIZE, packed: bool = True
) -> GridPage:
    """Return the next rows of the view, in a constant number of queries whatever the depth.

    `packed=False` leaves out what the packed cells hold, for a caller that knows most rows already:
    `read_packed_items` fetches it for the others.
    """
    found = filtered(user, view)
    if view.goes_by_project:
        keyed = _by_project(user, view, found, after, size)
    else:
        keyed = _by_few_sections(view, found.rows, after, size)
    page = list(islice(keyed, size + 1))
    keys = dict(page[:size])
    whole = _whole(keys, packed=packed)
    more = len(page) > size
    last = page[size - 1] if more else None
    following = Cursor(last[1], whole[last[0]].listed_on, last[0]) if last else None
    return GridPage([(section, whole[pk]) for pk, section in keys.items() if pk in whole], following)


def _whole(keys: dict[int, str], *, packed: bool) -> dict[int, FollowUp]:
    """Return the rows by key. Projects and stages are read once each: a join would make them anew for every row."""
    rows = FollowUp.objects.filter(pk__in=keys)
    found = {row.pk: row for row in (with_packed_items(rows) if packed else rows)}
    stages = {stage.pk: stage for stage in all_stages()}
    projects = Project.objects.filter(pk__in={row.project_id for row in found.values()})
    known = {project.pk: project for project in projects.select_related("customer", "owner")}
    for project in known.values():
        project.stage = stages[project.stage_id] if project.stage_id else None
    for row in found.values():
        row.project = known[row.project_id]
        row.stage = stages[row.stage_id] if row.stage_id else None
    return found


def _in_order(rows: QuerySet[FollowUp], view: PlanView, after: Cursor | None) -> QuerySet[FollowUp]:
    """Sort rows inside a section and leave out all up to the cursor."""
    if view.order in {"entered", "-entered"}:
        if after:
            rows = rows.filter(pk__gt=after.row) if view.order == "entered" else rows.filter(pk__lt=after.row)
        return rows.order_by("pk" if view.order == "entered" else "-pk")
    if view.order == "date":
        if after:
            rows = rows.filter(Q(listed_on__gt=after.day) | Q(pk__gt=after.row), listed_on__gte=after.day)
        return rows.order_by("listed_on", "pk")
    if after:
        rows = rows.filter(Q(listed_on__lt=after.day) | Q(pk__lt=after.row), listed_on__lte=after.day)
    return rows.order_by("-listed_on", "-pk")


def _by_few_sections(
    view: PlanView, rows: QuerySet[FollowUp], after: Cursor | None, size: int
) -> Iterator[tuple[int, str]]:
    """Yield row and section where there are at most some dozens of sections: stages, owners, or all as one."""
    for section, part in _sections(view, rows):
        if after and section != after.section:
            continue
        for pk in _in_order(part, view, after).values_list("pk", flat=True)[: size + 1]:
            yield pk, section
        after = None


def _sections(view: PlanView, rows: QuerySet[FollowUp]) -> Iterator[tuple[str, QuerySet[FollowUp]]]:
    if view.group == "stage":
        for stage in all_stages():
            yield f"stage-{stage.pk}", rows.filter(stage=stage)
        yield "stage-", rows.filter(stage__isnull=True)
    elif view.group == "owner":
        for pk in User.objects.order_by("name", "pk").values_list("pk", flat=True):
            yield f"owner-{pk}", rows.filter(in_projects(Project.objects.filter(owner=pk)))
        yield "owner-", rows.filter(project__owner__isnull=True)
    else:
        yield "", rows


def _by_project(
    user: User, view: PlanView, found: Filtered, after: Cursor | None, size: int
) -> Iterator[tuple[int, str]]:
    """Yield row and section project by project: few rows at once, of many some projects at a time."""
    rows = found.rows
    last = _project_of(after)
    if last is not None:
        for pk in _in_order(rows.filter(project=last), view, after).values_list("pk", flat=True)[: size + 1]:
            yield pk, f"project-{last.pk}"
    if found.are_few:
        later = rows if last is None else _later_projects(rows, view, last, "project__")
        yield from _with_projects(later, view, size)
        return
    present = rows.filter(project=OuterRef("pk"))
    projects = _ordered_projects(user, view).filter(has_any(present) if found.have_words else Exists(present))
    if found.since:
        projects = projects.filter(listed_on__gte=found.since)
    for count in chain(BATCHES, repeat(size)):
        batch = list((projects if last is None else _later_projects(projects, view, last))[:count])
        yield from _with_projects(rows.filter(project__in=[project.pk for project in batch]), view, size)
        if len(batch) < count:
            return
        last = batch[-1]


def _with_projects(rows: QuerySet[FollowUp], view: PlanView, size: int) -> Iterator[tuple[int, str]]:
    """Yield the first rows, sorted by project, with their sections."""
    inner = _in_order(rows, view, None)
    ordered = inner.order_by(*_project_order(view, "project__"), *inner.query.order_by)
    for pk, project in ordered.values_list("pk", "project_id")[: size + 1]:
        yield pk, f"project-{project}"


def _project_of(after: Cursor | None) -> Project | None:
    if after is None or not after.section.startswith("project-"):
        return None
    key = after.section.removeprefix("project-")
    return Project.objects.select_related("customer").filter(pk=int(key)).first() if key.isdecimal() else None


def _ordered_projects(user: User, view: PlanView) -> QuerySet[Project]:
    projects = visible_projects(user)
    if view.customer_project:
        projects = projects_named(view.customer_project, among=projects)
    if view.order == "name":
        projects = projects.select_related("customer")
    return projects.order_by(*_project_order(view))


def _project_order(view: PlanView, path: str = "") -> list[str | OrderBy]:
    """Return the order of projects, as seen from them or from their rows (`path`)."""
    if view.order == "name":
        return [_customer_name(path).asc(), f"{path}name", f"{path}pk"]
    return [f"-{path}listed_on", f"-{path}pk"]


def _customer_name(path: str) -> Coalesce:
    return Coalesce(f"{path}customer__name", Value(""))


def _later_projects(listed: QuerySet[Listed], view: PlanView, last: Project, path: str = "") -> QuerySet[Listed]:
    """Leave out the projects up to `last`, or (`path`) their rows."""

    def where(**conditions: object) -> Q:
        return Q(**{f"{path}{name}": value for name, value in conditions.items()})

    if view.order == "name":
        name = last.customer.name if last.customer else ""
        later = where(name__gt=last.name) | where(name=last.name, pk__gt=last.pk)
        named = listed.alias(customer_name=_customer_name(path))
        return named.filter(Q(customer_name__gt=name) | Q(customer_name=name) & later)
    return listed.filter(
        where(listed_on__lt=last.listed_on) | where(pk__lt=last.pk), where(listed_on__lte=last.listed_on)
    )
