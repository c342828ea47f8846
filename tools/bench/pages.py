"""What the server takes for a page of 50 rows as HTML and as JSON, without the network: from request to reply."""

from collections.abc import Callable
from io import BytesIO
from itertools import cycle
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import Count
from django.test import Client
from django.urls import reverse
from figures import Sheet

from genjin.core import clock
from genjin.people.models import Role, User
from genjin.people.operations.people import local_administrator
from genjin.pipeline.models import Project
from genjin.planning.models import FollowUp
from genjin.planning.queries.grid import PAGE_SIZE, Cursor, grid_page
from genjin.planning.queries.plan_view import PlanView
from genjin.plantable.queries.export import plan_rows_of
from genjin.plantable.writing.json import write_json
from genjin.web.planning.rendered_rows import forget

PAGE_GOAL, JSON_GOAL = 25, 15
ROWS_NEW = " · rows new"
GROUPS = ("project", "stage", "owner", "none")
ORDERS = ("date", "entered", "name")
SCOPES = ("week", "mine", "no_next_step", "overdue")
DEPTHS = 30


def signed_in_client(user: User) -> Client:
    """Return a browser of this person's, without the network."""
    settings.ALLOWED_HOSTS = ["*"]
    client = Client()
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
    return client


def asking(client: Client, address: str, **query: object) -> Callable[[int], None]:
    """Return what asks for a page."""
    address = f"{address}?{urlencode(query)}"

    def ask(_round: int) -> None:
        reply = client.get(address)
        assert reply.status_code == 200, reply.status_code  # noqa: S101  a wrong page must not count as a quick one

    return ask


def measure_pages(sheet: Sheet) -> None:
    """Measure first pages, filtered and grouped ones, depth, and JSON."""
    by = local_administrator()
    plan, client = reverse("plan"), signed_in_client(by)

    def page(name: str, who: Client = client, **query: object) -> None:
        measure_twice(sheet, name, asking(who, plan, **query), goal=PAGE_GOAL)

    page("first page")
    for group in GROUPS[1:]:
        page(f"grouped by {group}", group=group)
    for order in ORDERS:
        page(f"order {order}, by project", order=order)
        page(f"order {order}, flat", order=order, group="none")
    measure_filters(page)
    for title, person in ordinary_people().items():
        theirs = signed_in_client(person)
        page(f"{title}: first page", theirs)
        page(f"{title}: flat", theirs, group="none")
        page(f"{title}: mine", theirs, scope="mine")
        page(f"{title}: one stage", theirs, stage="商务谈判")
    measure_depth(sheet, client, by)
    measure_json(sheet, by)


def measure_twice(sheet: Sheet, name: str, ask: Callable[[int], None], *, goal: float) -> None:
    """Measure a page as one finds it on an ordinary day, and with rows that nobody looked at before."""
    sheet.time(name, ask, goal=goal)
    sheet.time(f"{name}{ROWS_NEW}", ask, goal=goal, before=forget)


def measure_filters(page: Callable[..., None]) -> None:
    """Measure a filter of every column, with a common word and with a rare one, by project and flat."""
    for scope in SCOPES:
        page(f"filter {scope}", scope=scope)
        page(f"filter {scope}, flat", scope=scope, group="none")
    today = clock.today()
    page("filter one stage", stage="商务谈判")
    page("filter one stage, flat", stage="商务谈判", group="none")
    page("filter days of a month last year", since=today.replace(year=today.year - 1), until=today)
    page("filter customer (one)", customer_project="青禾医院00002集团")
    page("filter customer (an eighth)", customer_project="青禾")
    page("filter doer (many)", doer="王伟")
    page("filter doer (nobody)", doer="欧阳修")
    for key in ("goal", "actions", "feedback", "objections", "next_steps", "risks", "note"):
        page(f"filter {key}, common word", **{key: "预算"})
        page(f"filter {key}, rare word", **{key: "语音审计"})
    page("filter stage and common word", stage="商务谈判", feedback="预算")
    page("filter scope, stage, customer and word", scope="overdue", stage="商务谈判", customer_project="医院", q="排产")


def ordinary_people() -> dict[str, User]:
    """Return somebody who sees some dozen projects, and the manager of a department of such people."""
    sales = User.objects.filter(username__startswith="sales").order_by("pk")
    people, managers = sales.filter(role=Role.SALES), sales.filter(role=Role.MANAGER)
    return {"a salesperson": people[people.count() // 2], "a manager": managers[managers.count() // 2]}


def measure_depth(sheet: Sheet, client: Client, by: User) -> None:
    """Measure pages at nine tenths of the table, another one each time."""
    rows = reverse("plan-rows")

    def deep(name: str, cursors: list[Cursor], **query: object) -> None:
        places = cycle(cursors)
        ask = lambda _round: asking(client, rows, after=next(places), **query)(0)  # noqa: E731  a word for the line below
        sheet.time(name, ask, goal=PAGE_GOAL)

    forget()
    by_date = FollowUp.objects.order_by("-listed_on", "-pk")
    start = by_date.count() * 9 // 10
    spread = by_date[start : start + DEPTHS * PAGE_SIZE : PAGE_SIZE]
    deep("at 90 % depth, flat", [Cursor("", row.listed_on, row.pk) for row in spread], group="none")
    projects = Project.objects.annotate(count=Count("follow_ups")).filter(count__gt=0).order_by("-listed_on", "-pk")
    late = projects[projects.count() * 9 // 10 :][:DEPTHS]
    ends = [project.follow_ups.order_by("-listed_on", "-pk")[0] for project in late]
    deep("at 90 % depth, by project", [Cursor(f"project-{row.project_id}", row.listed_on, row.pk) for row in ends])
    staged = by_date.filter(stage__isnull=False).order_by("listed_on", "pk")[: DEPTHS * PAGE_SIZE : PAGE_SIZE]
    ends = [Cursor(f"stage-{row.stage_id}", row.listed_on, row.pk) for row in staged]
    deep("at the end of a stage", ends, group="stage")
    assert grid_page(by, PlanView(group="none")).rows  # noqa: S101


def measure_json(sheet: Sheet, by: User) -> None:
    """Measure the rows of the first page as JSON."""

    def as_json(_round: int) -> None:
        page = grid_page(by, PlanView(), packed=False)
        write_json(plan_rows_of([row.pk for _section, row in page.rows], 1), BytesIO())

    sheet.time("the same rows as JSON", as_json, goal=JSON_GOAL)
