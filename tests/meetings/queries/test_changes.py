"""What changed in many plans at once: the same as the plans of both moments say, whatever was done."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given
from hypothesis import settings as example_settings
from hypothesis import strategies as st

from genjin.core import clock
from genjin.meetings.queries.changes import ProjectChanges, changes_of
from genjin.pipeline.models import AttitudeFact, OutcomeKind, ProjectOutcome, Stage, Stakeholder
from genjin.pipeline.operations.entries import add_entry
from genjin.planning.models import Action, FollowUp, Objection, ObjectionState, Risk
from genjin.planning.operations.buying_signals import dismiss_signal
from genjin.planning.operations.plan_items import (
    add_plan_item,
    close_risk,
    finish_action,
    postpone_action,
    settle_objection,
)
from genjin.planning.operations.project_profile import edit_project
from genjin.planning.operations.stages import end_project, move_project_to_stage, reopen_project
from genjin.planning.queries.project_plan import ProjectPlan, project_plan
from genjin.text.cells import ActionItem, AnsweredItem
from tests.cast import Cast
from tests.meetings.holding import more_projects
from tests.planning.queries.test_project_plan import START, Doings

MONDAY = START


def pks(rows: object) -> set[int]:
    return {row.pk for row in rows}  # type: ignore[attr-defined]


def expected(then: ProjectPlan, now: ProjectPlan) -> dict[str, object]:
    """What the two plans say."""

    def fresh(kind: type) -> list:
        before = pks(then.of(kind))
        return [row for row in now.of(kind) if row.pk not in before]

    def became(kind: type, holds: object) -> set[int]:
        before = {row.pk: row for row in then.of(kind)}
        return {row.pk for row in now.of(kind) if holds(row) and not (row.pk in before and holds(before[row.pk]))}

    one, other = then.project, now.project
    return {
        "stage": None if one.stage_id == other.stage_id else (one.stage_id, other.stage_id),
        "amount": None if one.amount == other.amount else (one.amount, other.amount),
        "close_on": None if one.close_on == other.close_on else (one.close_on, other.close_on),
        "outcome": pks(fresh(ProjectOutcome)),
        "logged": pks(fresh(FollowUp)),
        "attitudes": pks(fresh(AttitudeFact)),
        "added": {row.pk for row in fresh(Action) if row.is_open},
        "done": became(Action, lambda row: row.done_on is not None),
        "objections": {row.pk for row in fresh(Objection) if row.state != ObjectionState.SETTLED},
        "settled": became(Objection, lambda row: row.state == ObjectionState.SETTLED),
        "risks": {row.pk for row in fresh(Risk) if row.closed_on is None},
        "closed": became(Risk, lambda row: row.closed_on is not None),
    }


def found(changes: ProjectChanges) -> dict[str, object]:
    return {
        "stage": changes.stage and tuple(stage and stage.pk for stage in changes.stage),
        "amount": changes.amount,
        "close_on": changes.close_on,
        "outcome": pks([changes.outcome] if changes.outcome else []),
        **{
            name: pks(getattr(changes, name))
            for name in ("logged", "attitudes", "added", "done", "objections", "settled", "risks", "closed")
        },
    }


@example_settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    numbers=st.lists(st.integers(0, 60), min_size=2, max_size=12),
    seed=st.integers(0, 999),
    places=st.tuples(*[st.integers(0, 12)] * 2),
)
def test_whatever_was_done_it_says_what_the_plans_of_both_moments_say(
    cast: Cast, numbers: list[int], seed: int, places: tuple[int, int]
) -> None:
    with transaction.atomic():
        with clock.stopped_at(START):
            doings = Doings(cast, seed)
        for hour, number in enumerate(numbers, 1):
            with clock.stopped_at(START + timedelta(hours=hour)):
                doings.do(number)
        since, until = (START + timedelta(hours=place, minutes=30) for place in sorted(places))
        then, now = (project_plan(cast.project, at=moment) for moment in (since, until))
        assert found(changes_of([cast.project.pk], since, until)[cast.project.pk]) == expected(then, now)
        now = project_plan(cast.project)
        assert found(changes_of([cast.project.pk], since)[cast.project.pk]) == expected(then, now)
        transaction.set_rollback(True)


def test_each_kind_of_change_is_told(cast: Cast) -> None:
    with clock.stopped_at(MONDAY):
        row = cast.log(
            stage="需求调研",
            date=date(2035, 3, 2),
            next_steps=[
                ActionItem("交方案", "凌薇", date(2035, 3, 7)),
                ActionItem("约赵总", None, date(2035, 3, 6)),
            ],
            objections=[AnsweredItem("太贵", None)],
            risks=[AnsweredItem("对手低价", None)],
        )
        edit_project(cast.project, {"amount": Decimal(3_000_000), "close_on": date(2035, 4, 1)}, seen={}, by=cast.ling)
    with clock.stopped_at(MONDAY + timedelta(days=2)):
        first, second = row.actions.select_related("project").order_by("position")
        finish_action(first, result="已交", by=cast.ling)
        postpone_action(second, until=date(2035, 3, 13), reason="赵总出差", by=cast.ling)
        settle_objection(row.objections.get(), words="这个价可以接受", on=clock.today(), by=cast.ling)
        close_risk(row.risks.get(), words="对手退出", by=cast.ling)
        add_plan_item(Action(project=cast.project, content="备样板"), by=cast.ling)
        edit_project(cast.project, {"amount": Decimal(3_200_000), "close_on": date(2035, 6, 11)}, seen={}, by=cast.ling)
        move_project_to_stage(cast.project, Stage.objects.get(name="方案制定"), by=cast.max, reason="客户催")
        holder = add_entry(Stakeholder(project=cast.project, placeholder="财务总监"), by=cast.ling)
        fact = {"observed_on": clock.today(), "attitude": 1, "quote": "思路对"}
        add_entry(AttitudeFact(project=cast.project, stakeholder=holder, **fact), by=cast.ling)
        cast.log(date=date(2035, 3, 7), feedback="今年预算被砍了三成", objections=[AnsweredItem("怕实施失败", None)])
    changes = changes_of([cast.project.pk], MONDAY)[cast.project.pk]
    assert [stage and stage.name for stage in changes.stage or ()] == ["需求调研", "方案制定"]
    assert changes.amount == (Decimal(3_000_000), Decimal(3_200_000))
    assert changes.close_on == (date(2035, 4, 1), date(2035, 6, 11))
    told = {name: [str(row) for row in getattr(changes, name)] for name in ("done", "postponed", "added", "settled")}
    assert told == {"done": ["交方案"], "postponed": ["约赵总"], "added": ["备样板"], "settled": ["太贵"]}
    assert [[str(row) for row in rows] for rows in (changes.objections, changes.risks, changes.closed)] == [
        ["怕实施失败"], [], ["对手低价"],
    ]  # fmt: skip
    assert [row.happened_on for row in changes.logged] == [date(2035, 3, 7)]
    assert len(changes.attitudes) == 1
    assert changes.others == 1  # the stakeholder
    assert not changes.is_new
    before = changes_of([cast.project.pk], MONDAY, MONDAY + timedelta(days=1))[cast.project.pk]
    assert found(before) == found(ProjectChanges())
    assert before.others == 0


def test_signals_found_since_are_told_but_for_dismissed_ones(cast: Cast) -> None:
    with clock.stopped_at(MONDAY):
        cast.log(date=date(2035, 3, 2), feedback="今年预算被砍了三成")
    with clock.stopped_at(MONDAY + timedelta(days=1)):
        row = cast.log(date=date(2035, 3, 3), feedback="领导决定项目先放一放，预算冻结了")
        kept = {signal.pk for signal in row.signals.all()}
        assert kept
        assert {signal.pk for signal in changes_of([cast.project.pk], MONDAY)[cast.project.pk].signals} == kept
        for signal in row.signals.select_related("project"):
            dismiss_signal(signal, by=cast.ling)
    assert changes_of([cast.project.pk], MONDAY)[cast.project.pk].signals == []


def test_project_that_was_not_there_is_new(cast: Cast) -> None:
    with clock.stopped_at(MONDAY + timedelta(days=1)):
        project = more_projects(cast, "WMS")[0]
    changes = changes_of([project.pk, cast.project.pk], MONDAY)
    assert (changes[project.pk].is_new, changes[cast.project.pk].is_new) == (True, False)


def test_end_and_reopening_are_told(cast: Cast) -> None:
    outcome = ProjectOutcome(project=cast.project, kind=OutcomeKind.WON, decided_on=date(2035, 3, 6), reason="低价")
    with clock.stopped_at(MONDAY + timedelta(days=1)):
        end_project(outcome, by=cast.ling)
    with clock.stopped_at(MONDAY + timedelta(days=3)):
        reopen_project(cast.project, by=cast.ling)
    first = changes_of([cast.project.pk], MONDAY, MONDAY + timedelta(days=2))[cast.project.pk]
    later = changes_of([cast.project.pk], MONDAY + timedelta(days=2))[cast.project.pk]
    assert (first.outcome, first.is_reopened, later.outcome, later.is_reopened) == (outcome, False, None, True)
    assert changes_of([cast.project.pk], MONDAY)[cast.project.pk].outcome is None


def test_as_many_queries_for_three_projects_as_for_one(cast: Cast) -> None:
    projects = [cast.project, *more_projects(cast, "WMS", "APS")]
    since = MONDAY - timedelta(days=1)
    for project in projects:
        cast.log(project=project, next_steps=[ActionItem("交方案", None, None)], risks=[AnsweredItem("对手低价", None)])
    with CaptureQueriesContext(connection) as one:
        changes_of([cast.project.pk], since)
    with CaptureQueriesContext(connection) as three:
        changes_of([project.pk for project in projects], since)
    assert len(one) == len(three)


@pytest.mark.django_db
def test_no_projects_no_changes() -> None:
    assert changes_of([], MONDAY) == {}
