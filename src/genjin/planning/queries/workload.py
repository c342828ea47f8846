"""How much waits for each person of a team: to see who needs help, not who is busy."""

from collections import Counter
from collections.abc import Collection, Sequence
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


def workload(people: Sequence[User], going_on: QuerySet[Project], today: date) -> Workload:
    """Return what waits for these people in projects that go on, in three queries."""
    ids = [person.pk for person in people]
    waiting = open_actions(going_on, today + FORTNIGHT).order_by()
    doers = Action.doers.through.objects.filter(user__in=ids, action__in=waiting.values("pk"))
    of_doers = doers.order_by().values_list("user").annotate(**_counts("action__", today))
    of_nobody = waiting.filter(owner_words="", project__owner__in=ids).values_list("project__owner")
    of_owners = of_nobody.annotate(**_counts("", today))
    owned = dict(going_on.filter(owner__in=ids).order_by().values_list("owner").annotate(count=Count("pk")))
    counts: Counter[tuple[int, str]] = Counter()
    for pk, overdue, week, fortnight in (*of_doers, *of_owners):
        counts.update({(pk, "overdue"): overdue, (pk, "week"): week, (pk, "fortnight"): fortnight})
    loads = [
        Load(
            person,
            overdue=counts[person.pk, "overdue"],
            week=counts[person.pk, "week"],
            fortnight=counts[person.pk, "fortnight"],
            projects=owned.get(person.pk, 0),
        )
        for person in people
    ]
    return Workload(
        sorted(loads, key=lambda load: -load.waiting),
        median([load.waiting for load in loads] or [0]),
        median([load.projects for load in loads] or [0]),
    )


def _counts(path: str, today: date) -> dict[str, Count]:
    due = f"{path}due_on"
    week = Q(**{f"{due}__gte": today, f"{due}__lte": today + WEEK})
    return {
        "overdue": Count("pk", filter=Q(**{f"{due}__lt": today})),
        "week": Count("pk", filter=week),
        "fortnight": Count("pk", filter=Q(**{f"{due}__gte": today})),
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


def overdue_projects(going_on: QuerySet[Project], today: date, limit: int) -> tuple[list[OverdueProject], int]:
    """Return the projects whose actions are overdue, the oldest first, and how many actions there are in all."""
    late = open_actions(going_on, today - timedelta(days=1)).order_by()
    rows = list(
        late.values_list("project").annotate(count=Count("pk"), oldest=Min("due_on")).order_by("oldest", "project")
    )
    projects = Project.objects.select_related("customer", "owner").in_bulk([pk for pk, _count, _day in rows[:limit]])
    found = [OverdueProject(projects[pk], count, day) for pk, count, day in rows[:limit] if pk in projects]
    return found, sum(count for _pk, count, _day in rows)
