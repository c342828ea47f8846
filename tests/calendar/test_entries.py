"""What stands in a person's calendar."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from genjin.calendar.entries import CalendarEntry
from genjin.calendar.models import EntryKind
from genjin.calendar.queries.entries import calendar_entries
from genjin.people.models import User
from genjin.pipeline.models import OutcomeKind, Project, ProjectOutcome
from genjin.pipeline.operations.entries import add_entry
from genjin.pipeline.operations.projects import add_project
from genjin.planning.models import Action, FollowUp, Goal, Risk
from genjin.text.cells import ActionItem
from tests.cast import Cast

TODAY = date(2026, 3, 10)
LATER = date(2026, 3, 27)


def entries(user: User, *kinds: str) -> list[CalendarEntry]:
    return calendar_entries(user, kinds or EntryKind.values, TODAY)


def titles(user: User, *kinds: str) -> list[str]:
    return [entry.title for entry in entries(user, *kinds)]


def plan_everything(cast: Cast, project: Project | None = None) -> None:
    """One of each kind, all dated."""
    project = project or cast.project
    row = cast.log(
        project=project, goal="演示排产", next_steps=[ActionItem("提交方案", "凌薇", LATER)], date=date(2026, 3, 20)
    )
    FollowUp.objects.filter(pk=row.pk).update(channel="visit")
    Project.objects.filter(pk=project.pk).update(close_on=date(2026, 6, 30))
    add_entry(Goal(project=project, content="签约", due_on=date(2026, 6, 1)), by=cast.ling)
    Risk.objects.create(project=project, position=1, content="预算被冻结", owner=cast.ling, review_on=date(2026, 4, 1))


def test_each_kind_stands_on_its_day_in_order(cast: Cast) -> None:
    plan_everything(cast)
    found = entries(cast.ling)
    assert [(entry.kind, entry.day) for entry in found] == [
        ("visits", date(2026, 3, 20)),
        ("actions", LATER),
        ("risks", date(2026, 4, 1)),
        ("goals", date(2026, 6, 1)),
        ("closes", date(2026, 6, 30)),
    ]
    assert {entry.project for entry in found} == {cast.project.pk}
    assert found[1].title == "提交方案 · 华东精密制造集团 · MES 二期"


@pytest.mark.parametrize("kind", EntryKind.values)
def test_a_kind_that_is_not_wanted_is_left_out(cast: Cast, kind: str) -> None:
    plan_everything(cast)
    only = {entry.kind for entry in entries(cast.ling, kind)}
    assert only == {"risks" if kind == "reviews" else kind}


def test_each_of_the_cast_sees_their_own_and_no_more(cast: Cast) -> None:
    plan_everything(cast)
    assert titles(cast.wei) == []
    assert titles(cast.root) == []  # an administrator may see all of it, but has none of it to do
    assert titles(cast.max) == []
    on_the_team = {entry.kind for entry in entries(cast.bo)}
    assert on_the_team == {"visits", "closes", "goals"}
    assert {entry.kind for entry in entries(cast.ada)} == on_the_team


def test_named_doer_who_may_not_see_the_project_sees_no_action(cast: Cast) -> None:
    cast.log(next_steps=[ActionItem("核价", "魏然", LATER)])
    assert Action.objects.get().doers.get() == cast.wei
    assert titles(cast.wei) == []


def test_action_that_names_nobody_is_the_owners(cast: Cast) -> None:
    cast.log(next_steps=[ActionItem("核价", None, LATER)])
    assert titles(cast.ling, "actions") == ["核价 · 华东精密制造集团 · MES 二期"]
    assert titles(cast.bo, "actions") == []


def test_what_is_done_is_told_as_done_and_what_is_cancelled_is_not_told(cast: Cast) -> None:
    cast.log(next_steps=[ActionItem("核价", "凌薇", LATER), ActionItem("样机", "凌薇", LATER)])
    Action.objects.filter(content="核价").update(done_on=TODAY)
    Action.objects.filter(content="样机").update(cancelled_on=TODAY)
    (entry,) = entries(cast.ling, "actions")
    assert entry.title.startswith("✓ 核价")
    assert entry.is_done


def test_visit_that_names_colleagues_is_theirs_alone(cast: Cast) -> None:
    row = cast.log(date=date(2026, 3, 20), goal="演示")
    FollowUp.objects.filter(pk=row.pk).update(channel="demo")
    row.colleagues.add(cast.bo)
    assert titles(cast.ling, "visits") == []
    assert titles(cast.bo, "visits") == ["产品演示：演示 · 华东精密制造集团 · MES 二期"]


def test_telephone_and_long_ago_and_far_away_are_no_visits(cast: Cast) -> None:
    for day, channel in [(TODAY, "phone"), (TODAY - timedelta(days=32), "visit"), (TODAY + timedelta(367), "visit")]:
        row = cast.log(date=day)
        FollowUp.objects.filter(pk=row.pk).update(channel=channel)
    assert titles(cast.ling, "visits") == []


def test_ended_and_deleted_projects_leave_the_calendar(cast: Cast) -> None:
    plan_everything(cast)
    add_entry(
        ProjectOutcome(project=cast.project, kind=OutcomeKind.SHELVED, decided_on=TODAY, reason="预算", wake_on=LATER),
        by=cast.ling,
    )
    assert [entry.kind for entry in entries(cast.ling)] == ["visits", "shelved"]
    Project.objects.update(deleted_at="2026-03-10T00:00:00Z")
    assert entries(cast.ling) == []


def test_as_many_queries_for_three_projects_as_for_one(cast: Cast) -> None:
    plan_everything(cast)
    counts = []
    for more in (0, 2):
        for number in range(more):
            plan_everything(cast, add_project(customer=cast.customer, name=f"三期 {number}", by=cast.ling))
        with CaptureQueriesContext(connection) as queries:
            found = entries(cast.ling)
        counts.append(len(queries))
        assert len(found) == 5 * (1 + more)
    assert counts[0] == counts[1]
