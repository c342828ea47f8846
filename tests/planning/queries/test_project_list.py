"""The list of projects: what passes a filter, in which order, and page after page."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from genjin.core import clock
from genjin.pipeline.models import OutcomeKind, Project, ProjectOutcome
from genjin.pipeline.operations.entries import add_entry
from genjin.pipeline.operations.projects import add_project
from genjin.planning.queries.project_list import ProjectFilter, project_list, read_project_filter
from genjin.text.cells import ActionItem
from tests.cast import Cast

TODAY = date(2026, 3, 20)


def project(cast: Cast, name: str, **row: object) -> Project:
    found = add_project(customer=cast.customer, name=name, by=cast.ling)
    if row:
        cast.log(project=found, **row)
    return found


def names(cast: Cast, **filters: object) -> list[str]:
    listed = project_list(cast.ling, ProjectFilter(**filters), TODAY)  # type: ignore[arg-type]
    return [line.project.name for line in listed.lines]


@pytest.fixture
def four(cast: Cast) -> Cast:
    """One with a late step, one with an open one, one without, one that is lost."""
    late, coming = (ActionItem("提交报价", "薄远", TODAY + timedelta(days=days)) for days in (-3, 5))
    project(cast, "有逾期", date=date(2026, 3, 10), stage="方案制定", next_steps=[coming, late])
    project(cast, "有下一步", date=date(2026, 3, 12), stage="商务谈判", next_steps=[coming])
    lost = project(cast, "已丢单", date=date(2026, 3, 14), next_steps=[late])
    outcome = ProjectOutcome(project=lost, kind=OutcomeKind.LOST, decided_on=TODAY, reason="价格")
    add_entry(outcome, by=cast.ling)
    return cast


def test_what_was_heard_of_last_stands_first_and_what_has_no_day_before_it(four: Cast) -> None:
    assert names(four) == ["MES 二期", "有下一步", "有逾期"]


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"scope": "no_next_step"}, ["MES 二期"]),
        ({"scope": "overdue"}, ["有逾期"]),
        ({"scope": "ended"}, ["已丢单"]),
        ({"scope": "all"}, ["MES 二期", "已丢单", "有下一步", "有逾期"]),
        ({"stage": "商务谈判"}, ["有下一步"]),
        ({"words": "华东 逾期"}, ["有逾期"]),
        ({"owner": 0}, ["MES 二期", "有下一步", "有逾期"]),
        ({"owner": 10**9}, []),
    ],
)
def test_filters(four: Cast, filters: dict[str, object], found: list[str]) -> None:
    assert names(four, **filters) == found


def test_the_earliest_open_step_is_shown_and_overdue_ones_are_counted(four: Cast) -> None:
    lines = {line.project.name: line for line in project_list(four.ling, ProjectFilter(scope="all"), TODAY).lines}
    step = lines["有逾期"].next_step
    assert step is not None
    assert (step.due_on, lines["有逾期"].overdue) == (date(2026, 3, 17), 1)
    assert lines["MES 二期"].next_step is None
    assert str(lines["已丢单"].outcome) == "丢单"


def test_pages_follow_each_other_without_gap_or_repetition(cast: Cast) -> None:
    for number in range(5):
        project(cast, f"项目 {number}", date=date(2026, 3, 10))
    seen: list[str] = []
    after, pages = "", 0
    while pages == 0 or after:
        page = project_list(cast.ling, ProjectFilter(), TODAY, after=after, size=2)
        seen += [line.project.name for line in page.lines]
        after, pages = page.following, pages + 1
    assert (pages, seen) == (3, ["MES 二期", *(f"项目 {number}" for number in (4, 3, 2, 1, 0))])


def test_outsiders_see_no_project_and_the_team_sees_its_own(four: Cast) -> None:
    assert project_list(four.wei, ProjectFilter(), TODAY).lines == []
    assert [line.project.name for line in project_list(four.bo, ProjectFilter(), TODAY).lines] == ["MES 二期"]


def test_asks_as_often_for_three_projects_as_for_one(cast: Cast) -> None:
    counts = []
    for number in (1, 2, 3):
        project(cast, f"项目 {number}", date=clock.today(), next_steps=[ActionItem("提交", "薄远", TODAY)])
        with CaptureQueriesContext(connection) as queries:
            lines = project_list(cast.ling, ProjectFilter(), TODAY).lines
            assert [str(line.project) + str(line.project.stage) + str(line.project.owner) for line in lines]
        counts.append(len(queries))
    assert len(set(counts)) == 1


@pytest.mark.parametrize("after", ["x", "2026-03-10~x", "~", "2026-03-10"])
def test_a_damaged_cursor_gives_the_first_page(cast: Cast, after: str) -> None:
    assert len(project_list(cast.ling, ProjectFilter(), TODAY, after=after).lines) == 1


def test_filter_and_address_are_inverses() -> None:
    view = ProjectFilter(words="华东", scope="overdue", stage="商务谈判", owner=3)
    pairs = dict(pair.split("=") for pair in view.query().split("&"))
    assert set(pairs) == {"q", "scope", "stage", "owner"}
    assert read_project_filter({"q": "华东", "scope": "overdue", "stage": "商务谈判", "owner": "3"}) == view
    assert read_project_filter({"scope": "x", "owner": "²"}) == ProjectFilter()
