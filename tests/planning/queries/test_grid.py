"""Pages of the plan table: every row once, in order, at any depth, in a constant number of queries."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from genjin.people.models import User
from genjin.pipeline.models import Project
from genjin.pipeline.operations.projects import add_customer, add_project
from genjin.planning.content import NewRow, RowContent
from genjin.planning.models import FollowUp
from genjin.planning.operations.follow_ups import delete_follow_ups, log_follow_ups
from genjin.planning.queries.grid import Cursor, grid_page, read_cursor
from genjin.planning.queries.plan_view import PlanView
from tests.cast import Cast

GROUPS = ("project", "stage", "owner", "none")
ORDERS = ("-date", "date", "-entered", "entered", "name")
STAGES = ("初步接洽", "商务谈判", "招投标", "")


@pytest.fixture
def many(cast: Cast) -> list[FollowUp]:
    """Thirty rows over five projects, many on the same day, some without one."""
    other = add_customer(name="滨海银行", by=cast.ling)
    projects = [
        cast.project,
        add_project(customer=other, name="数据中台", by=cast.ling),
        add_project(customer=other, name="", by=cast.bo),
        add_project(customer=None, name="无客户项目", by=cast.ling),
        add_project(customer=cast.customer, name="WMS", by=cast.bo),
    ]
    contents = [
        RowContent(
            date=None if n % 11 == 0 else date(2026, 3, 1) + timedelta(days=n % 4), stage=STAGES[n % 4], goal=str(n)
        )
        for n in range(30)
    ]
    rows = [NewRow(projects[n * 7 % 5], content) for n, content in enumerate(contents)]
    return log_follow_ups(rows, by=cast.root)


def walk(user: User, view: PlanView, size: int) -> list[tuple[str, FollowUp]]:
    """Read page after page to the end, through the written form of the cursor."""
    found: list[tuple[str, FollowUp]] = []
    after: Cursor | None = None
    while True:
        page = grid_page(user, view, after=after, size=size)
        assert len(page.rows) <= size
        found += page.rows
        if page.following is None:
            return found
        after = read_cursor(str(page.following))
        assert after == page.following


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("group", GROUPS)
@pytest.mark.parametrize("size", [1, 4, 50])
def test_pages_hold_every_row_once_and_in_order(
    cast: Cast, many: list[FollowUp], group: str, order: str, size: int
) -> None:
    found = walk(cast.root, PlanView(group=group, order=order), size)
    assert sorted(row.pk for _section, row in found) == [row.pk for row in many]
    sections = [section for section, _row in found]
    assert len(set(sections)) == 1 + sum(one != two for one, two in pairwise(sections)), "a section comes back"
    for (section, one), (next_section, two) in pairwise(found):
        if section == next_section:
            assert in_order(one, two, order)


def in_order(one: FollowUp, two: FollowUp, order: str) -> bool:
    if order in {"entered", "-entered"}:
        return (one.pk < two.pk) == (order == "entered")
    keys = (one.listed_on, one.pk), (two.listed_on, two.pk)
    return keys[0] < keys[1] if order == "date" else keys[0] > keys[1]


def test_projects_with_the_latest_contact_come_first(cast: Cast, many: list[FollowUp]) -> None:
    found = walk(cast.root, PlanView(), 7)
    days = [Project.objects.get(pk=row.project_id).listed_on for _section, row in found]
    assert days == sorted(days, reverse=True)


def test_order_by_name_goes_by_customer_and_project(cast: Cast, many: list[FollowUp]) -> None:
    found = walk(cast.root, PlanView(order="name"), 3)
    names = [(row.project.customer.name if row.project.customer else "", row.project.name) for _section, row in found]
    assert names == sorted(names)


@pytest.mark.parametrize(("who", "sees"), [("ling", True), ("bo", True), ("max", True), ("ada", True), ("wei", False)])
def test_only_visible_rows_are_listed(cast: Cast, who: str, *, sees: bool) -> None:
    row = cast.log(goal="只给团队看")
    found = [found for _section, found in walk(getattr(cast, who), PlanView(), 50)]
    assert found == ([row] if sees else [])


def test_a_cursor_of_a_foreign_project_shows_nothing_of_it(cast: Cast, many: list[FollowUp]) -> None:
    foreign = Cursor(f"project-{cast.project.pk}", date.max, 0)
    assert not grid_page(cast.wei, PlanView(), after=foreign).rows


@pytest.mark.parametrize("text", ["", "x", "a~b~c", "~~", "project-x~2026-01-01~1", "project-99~2026-01-01~1"])
def test_a_wrong_cursor_does_no_harm(cast: Cast, text: str) -> None:
    cast.log()
    assert grid_page(cast.ling, PlanView(), after=read_cursor(text)).following is None


def test_deleted_rows_are_not_listed(cast: Cast, many: list[FollowUp]) -> None:
    delete_follow_ups([row for row in FollowUp.objects.select_related("project") if row.pk % 2], by=cast.root)
    assert {row.pk % 2 for _section, row in walk(cast.root, PlanView(group="none"), 50)} == {0}


@pytest.mark.parametrize("group", GROUPS)
def test_one_row_and_three_take_the_same_queries(
    cast: Cast, group: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    view = PlanView(group=group)
    content = RowContent(date=date(2026, 3, 1), stage="初步接洽", goal="一")
    log_follow_ups([NewRow(cast.project, content)], by=cast.ling)
    with CaptureQueriesContext(connection) as one:
        grid_page(cast.ling, view)
    other = add_project(customer=cast.customer, name="WMS", by=cast.ling)
    log_follow_ups([NewRow(project, content) for project in (cast.project, other)], by=cast.ling)
    with django_assert_num_queries(len(one)):
        assert len(grid_page(cast.ling, view).rows) == 3
