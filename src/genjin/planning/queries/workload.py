"""How much waits for each person of a team: to see who needs help, not who is busy."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from django.db.models import Count, Min, Q, QuerySet

from genjin.people.models import User
from genjin.pipeline.models import Project
from genjin.planning.models import Action
from genjin.planning.queries.due import open_actions

WEEK, FORTNIGHT = timedelta(days=7), timedelta(days=14)
MUCH_MORE, AT_LEAST = 1.5, 5
KEYS = ("overdue", "week", "fortnight")


@dataclass(frozen=True, slots=True)
class Load:
    """What waits for one person: open actions that are overdue, due within 7 and within 14 days, and projects owned."""

    person: User
    overdue: int = 0
    week: int = 0
    fortnight: int = 0
    projects: int = 0

    @property
    def waiting(self) -> int:
        """Return what is overdue or due within 14 days."""
        return self.overdue + self.fortnight


@dataclass(frozen=True, slots=True)
class Workload:
    """The loads of a team, the heaviest first, and the medians that they are seen against."""

    loads: Sequence[Load]
    median: float
    median_projects: float

    def is_too_much(self, load: Load) -> bool:
        """Tell whether a load is half as much again as the team's median, and five actions or more above it."""
        return load.waiting >= MUCH_MORE * self.median and load.waiting - self.median >= AT_LEAST


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits in one project: how many open actions by when they are due, and the day of the oldest.

    `unnamed` are those of them that name nobody: the owner's.
    """

    project: int
    overdue: int
    oldest: date | None
    unnamed: tuple[int, int, int]


def waiting_by_project(going_on: QuerySet[Project], today: date) -> list[Waiting]:
    """Return what waits in these projects, of each that has any; one query, which passes every open action once."""
    actions = open_actions(going_on, today + FORTNIGHT).order_by()
    rows = actions.values_list("project").annotate(
        late=Count("pk", filter=Q(due_on__lt=today)),
        oldest=Min("due_on", filter=Q(due_on__lt=today)),
        **_counts(today, Q(owner_words="")),
    )
    return [Waiting(pk, late, oldest, tuple(rest)) for pk, late, oldest, *rest in rows]


def workload(people: Sequence[User], going_on: QuerySet[Project], today: date, waiting: Iterable[Waiting]) -> Workload:
    """Return what waits for these people in projects that go on; two queries beside what was asked by project."""
    owners = dict(going_on.order_by().values_list("pk", "owner"))
    owned = Counter(owners.values())
    # asked of all projects: told which ones, databases look up every open action before who does it
    named = open_actions(None, today + FORTNIGHT).exclude(owner_words="").filter(doers__isnull=False).order_by()
    of_doers = named.values_list("doers", "project").annotate(**_counts(today, Q()))
    counts: Counter[tuple[int | None, str]] = Counter()
    waits = [(doer, rest) for doer, project, *rest in of_doers if project in owners]
    for pk, rest in (*waits, *((owners.get(entry.project), entry.unnamed) for entry in waiting)):
        counts.update({(pk, key): count for key, count in zip(KEYS, rest, strict=True)})
    loads = [
        Load(person, **{key: counts[person.pk, key] for key in KEYS}, projects=owned[person.pk]) for person in people
    ]
    return Workload(
        sorted(loads, key=lambda load: -load.waiting),
        median([load.waiting for load in loads] or [0]),
        median([load.projects for load in loads] or [0]),
    )


def _counts(today: date, among: Q) -> dict[str, Count]:
    return {
        "overdue": Count("pk", filter=among & Q(due_on__lt=today)),
        "week": Count("pk", filter=among & Q(due_on__gte=today, due_on__lte=today + WEEK)),
        "fortnight": Count("pk", filter=among & Q(due_on__gte=today)),
    }


def waiting_actions(
    going_on: QuerySet[Project], until: date, *, since: date | None = None, doers: Collection[int] | None = None
) -> QuerySet[Action]:
    """Return the open actions up to a day that these people (None: anybody) do, by day; unnamed: the owner's."""
    actions = open_actions(going_on, until)
    if since is not None:
        actions = actions.filter(due_on__gte=since)
    if doers is not None:
        named = Action.doers.through.objects.filter(user__in=doers)
        actions = actions.filter(Q(pk__in=named.values("action")) | Q(owner_words="", project__owner__in=doers))
    return actions.select_related("project__customer", "project__owner").order_by("due_on", "pk")


@dataclass(frozen=True, slots=True)
class OverdueProject:
    """A project with overdue actions: how many, and the day of the oldest."""

    project: Project
    count: int
    oldest: date


def overdue_projects(waiting: Iterable[Waiting], limit: int) -> tuple[list[OverdueProject], int]:
    """Return the projects whose actions are overdue, the oldest first, and how many actions there are in all."""
    late = sorted((entry.oldest, entry.project, entry.overdue) for entry in waiting if entry.oldest is not None)
    known = Project.objects.select_related("customer", "owner").in_bulk([pk for _day, pk, _count in late[:limit]])
    found = [OverdueProject(known[pk], count, day) for day, pk, count in late[:limit] if pk in known]
    return found, sum(count for _day, _pk, count in late)
