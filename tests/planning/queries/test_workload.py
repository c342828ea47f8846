"""How much waits for whom, and what is overdue by project."""

from datetime import date, timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from genjin.people.models import User
from genjin.pipeline.models import OutcomeKind, ProjectOutcome
from genjin.pipeline.operations.entries import add_entry
from genjin.pipeline.operations.projects import add_project
from genjin.pipeline.queries.projects import is_ended, visible_projects
from genjin.planning.models import Action
from genjin.planning.queries.workload import (
    Load,
    OverdueProject,
    Workload,
    overdue_projects,
    waiting_actions,
    waiting_by_project,
    workload,
)
from genjin.text.cells import ActionItem
from tests.cast import Cast, person

TODAY = date(2026, 3, 20)


def step(words: str, days: int, doer: str | None = "凌薇") -> ActionItem:
    return ActionItem(words, doer, TODAY + timedelta(days=days))


def loads(user: User, people: list[User]) -> dict[str, tuple[int, int, int, int]]:
    going_on = visible_projects(user).filter(~is_ended())
    found = workload(people, going_on, TODAY, waiting_by_project(going_on, TODAY))
    return {load.person.name: (load.overdue, load.week, load.fortnight, load.projects) for load in found.loads}


def test_each_action_is_counted_where_it_is_due(cast: Cast) -> None:
    cast.log(
        next_steps=[step("迟", -1), step("今", 0), step("七", 7), step("八", 8), step("十四", 14), step("远", 15)],
    )
    assert loads(cast.max, [cast.ling]) == {"凌薇": (1, 2, 4, 1)}


def test_what_names_nobody_is_the_owners_and_what_names_two_is_both_ones(cast: Cast) -> None:
    cast.log(next_steps=[step("无人", 1, None), step("两人", 2, "凌薇、薄远")])
    assert loads(cast.max, [cast.ling, cast.bo]) == {"凌薇": (0, 2, 2, 1), "薄远": (0, 1, 1, 0)}


def test_done_cancelled_and_ended_do_not_wait(cast: Cast) -> None:
    cast.log(next_steps=[step("做完", 1), step("取消", 1), step("在", 1)])
    Action.objects.filter(content="做完").update(done_on=TODAY)
    Action.objects.filter(content="取消").update(cancelled_on=TODAY)
    assert loads(cast.max, [cast.ling]) == {"凌薇": (0, 1, 1, 1)}
    add_entry(
        ProjectOutcome(project=cast.project, kind=OutcomeKind.LOST, decided_on=TODAY, reason="价格"), by=cast.ling
    )
    assert loads(cast.max, [cast.ling]) == {"凌薇": (0, 0, 0, 0)}


def test_what_the_manager_may_not_see_is_not_counted(cast: Cast) -> None:
    theirs = add_project(customer=None, name="外部", by=cast.wei)
    cast.log(project=cast.project, next_steps=[step("核价", 1)])
    Action.objects.update(project=theirs, follow_up=None)
    assert loads(cast.max, [cast.ling]) == {"凌薇": (0, 0, 0, 1)}


def test_too_much_is_told_against_the_median_and_not_of_little() -> None:
    few, many = Load(User(name="少"), fortnight=4), Load(User(name="多"), overdue=3, fortnight=6)
    assert Workload([many, few], 4, 1).is_too_much(many)
    assert not Workload([many, few], 6.5, 1).is_too_much(many)  # not half as much again
    assert not Workload([few], 1, 1).is_too_much(few)  # four times the median, and still little


def test_heaviest_stands_first_and_medians_are_the_teams(cast: Cast) -> None:
    cast.log(next_steps=[step("一", 1), step("二", 2), step("三", 1, "薄远")])
    seen = visible_projects(cast.max)
    found = workload([cast.bo, cast.wei, cast.ling], seen, TODAY, waiting_by_project(seen, TODAY))
    assert [load.person for load in found.loads] == [cast.ling, cast.bo, cast.wei]
    assert (found.median, found.median_projects) == (1, 0)


def test_nobody_has_no_load(cast: Cast) -> None:
    found = workload([], visible_projects(cast.max), TODAY, [])
    assert (found.loads, found.median) == ([], 0)


def test_as_many_queries_for_three_people_as_for_one(cast: Cast) -> None:
    people = [cast.ling, person("yun", "云"), person("he", "何")]
    cast.log(next_steps=[step("核价", 1, "凌薇、云、何")])
    counts = []
    for some in (people[:1], people):
        with CaptureQueriesContext(connection) as queries:
            loads(cast.max, some)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def overdue(user: User, limit: int) -> tuple[list[OverdueProject], int]:
    return overdue_projects(waiting_by_project(visible_projects(user), TODAY), limit)


def test_overdue_projects_come_oldest_first_with_all_their_actions(cast: Cast) -> None:
    other = add_project(customer=cast.customer, name="三期", by=cast.ling)
    cast.log(next_steps=[step("一", -1), step("二", -3), step("不迟", 0)])
    cast.log(project=other, next_steps=[step("三", -9)])
    found, count = overdue(cast.max, 5)
    assert [(entry.project, entry.count, entry.oldest) for entry in found] == [
        (other, 1, TODAY - timedelta(days=9)),
        (cast.project, 2, TODAY - timedelta(days=3)),
    ]
    assert count == 3
    assert overdue(cast.wei, 5) == ([], 0)
    assert len(overdue(cast.max, 1)[0]) == 1


def test_actions_behind_a_figure_are_those_that_it_counts(cast: Cast) -> None:
    cast.log(next_steps=[step("迟", -1), step("无人", 3, None), step("远", 20), step("他人", 2, "薄远")])
    going_on = visible_projects(cast.max)
    mine = waiting_actions(going_on, TODAY + timedelta(days=7), since=TODAY, doers=[cast.ling.pk])
    assert [action.content for action in mine] == ["无人"]
    everybody = waiting_actions(going_on, TODAY + timedelta(days=7))
    assert [action.content for action in everybody] == ["迟", "他人", "无人"]
