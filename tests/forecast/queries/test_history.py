"""The product's own log as the engine's history."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from genjin.core import clock
from genjin.forecast.engine.events import AMOUNT, STAGE
from genjin.forecast.engine.snapshots import open_now
from genjin.forecast.models import PastLog
from genjin.forecast.queries.history import deal_name, main_currency, seconds_of, whole_history
from genjin.pipeline.models import OutcomeKind, Project, Stage
from genjin.pipeline.operations.entries import delete_entry
from genjin.planning.content import NewRow, RowContent
from genjin.planning.operations.follow_ups import log_follow_up
from genjin.planning.operations.project_profile import edit_project
from genjin.planning.operations.stages import move_project_to_stage
from tests.cast import Cast
from tests.forecast.log import TODAY, ended, project

pytestmark = pytest.mark.django_db


def stages_of(pk: int, *, day: date = TODAY) -> list[tuple[int, str]]:
    past = whole_history("CNY").until(seconds_of(day))
    deal = past.names.index(deal_name(pk))
    rows = (past.deal == deal) & (past.kind == STAGE)
    return [(int(at), past.stages[int(value)]) for at, value in zip(past.at[rows], past.value[rows], strict=True)]


def test_stages_are_told_by_follow_ups_and_moves(cast: Cast) -> None:
    found = project(cast.customer, cast.ling, days=20, stages=2)
    third = Stage.objects.order_by("position")[2]
    with clock.stopped_at(clock.end_of(TODAY)):
        move_project_to_stage(found, third, by=cast.root, reason="急")
    names = [name for _at, name in stages_of(found.pk)]
    assert names == [stage.name for stage in Stage.objects.order_by("position")[:3]]
    # what came later was not known before
    assert len(stages_of(found.pk, day=TODAY - timedelta(days=15))) == 1


def test_project_without_follow_ups_is_in_its_stage_since_it_was_added(cast: Cast) -> None:
    stage = Stage.objects.order_by("position")[1]
    found = project(cast.customer, cast.ling, stages=0, stage=stage)
    assert [name for _at, name in stages_of(found.pk, day=clock.today())] == [stage.name]


def test_ended_project_stays_ended_whatever_stage_is_named_later(cast: Cast) -> None:
    found = project(cast.customer, cast.ling, days=40)
    ended(found, OutcomeKind.LOST, cast.ling, TODAY - timedelta(days=5))
    log_follow_up(NewRow(found, RowContent(date=TODAY, stage=Stage.objects.order_by("position")[0].name)), by=cast.ling)
    past = whole_history("CNY").until(seconds_of(TODAY))
    deal = past.names.index(deal_name(found.pk))
    assert past.is_closed[deal]
    assert not past.won[deal]
    assert past.closed[deal] == -5


def test_outcome_taken_back_opens_the_project(cast: Cast) -> None:
    found = project(cast.customer, cast.ling, days=40)
    outcome = ended(found, OutcomeKind.WON, cast.ling)
    delete_entry(outcome, by=cast.ling)
    past = whole_history("CNY").until(seconds_of(TODAY))
    assert not past.is_closed[past.names.index(deal_name(found.pk))]


def test_amounts_are_told_with_their_changes(cast: Cast) -> None:
    found = project(cast.customer, cast.ling, days=30)
    with clock.stopped_at(clock.end_of(TODAY - timedelta(days=3))):
        edit_project(found, {"amount": Decimal(800_000)}, seen={"amount": "1000000"}, by=cast.ling)
    past = whole_history("CNY").until(seconds_of(TODAY))
    rows = (past.deal == past.names.index(deal_name(found.pk))) & (past.kind == AMOUNT)
    assert past.value[rows].tolist() == [1_000_000, 800_000]
    assert past.days[rows].tolist() == [-30, -3]


def test_amount_in_another_currency_is_not_said(cast: Cast) -> None:
    found = project(cast.customer, cast.ling)
    edit_project(found, {"currency": "USD"}, seen={"currency": "CNY"}, by=cast.ling)
    past = whole_history("CNY").until(seconds_of(TODAY))
    assert AMOUNT not in past.kind[past.deal == past.names.index(deal_name(found.pk))]


def test_currency_of_most_projects_is_ours(cast: Cast) -> None:
    assert main_currency() == "CNY"
    for _ in range(2):
        other = project(cast.customer, cast.ling)
        edit_project(other, {"currency": "EUR"}, seen={"currency": "CNY"}, by=cast.ling)
    assert main_currency() == "EUR"


def test_history_from_elsewhere_is_learnt_from(cast: Cast) -> None:
    rows = "deal,at,event,value,owner\nA,2025-01-01,stage,初步接洽,老王\nA,2025-03-01,won,,老王\n"
    PastLog.objects.create(name="旧系统", content=rows, deals=1, closed=1, added_at=clock.now())
    past = whole_history("CNY").until(seconds_of(TODAY))
    assert past.is_closed.sum() == 1
    assert "初步接洽" in past.stages


def test_deals_from_elsewhere_are_out_of_sight_when_their_log_ends(cast: Cast) -> None:
    rows = "deal,at,event,value,owner\nA,2025-01-01,stage,初步接洽,\nA,2025-02-01,won,,\nB,2025-01-11,stage,初步接洽,\n"
    PastLog.objects.create(name="旧系统", content=rows, deals=2, closed=1, added_at=clock.now())
    past = whole_history("CNY").until(seconds_of(TODAY))
    assert len(open_now(past).deal) == 0
    assert past.is_closed.sum() == 1
    assert sorted((past.spells.end - past.spells.start).tolist()) == [21, 31]


def test_stages_that_we_lack_leave_ours_as_they_are(cast: Cast) -> None:
    project(cast.customer, cast.ling)
    before = whole_history("CNY").until(seconds_of(TODAY)).stages
    rows = "deal,at,event,value\nA,2025-01-01,stage,Demo\nA,2025-03-01,won,\n"
    PastLog.objects.create(name="旧系统", content=rows, deals=1, closed=1, added_at=clock.now())
    assert whole_history("CNY").until(seconds_of(TODAY)).stages == before


def test_deleted_projects_are_not_read(cast: Cast) -> None:
    found = project(cast.customer, cast.ling)
    Project.objects.filter(pk=found.pk).update(deleted_at=clock.now())
    assert deal_name(found.pk) not in whole_history("CNY").deals


def test_as_many_queries_for_three_projects_as_for_one(cast: Cast) -> None:
    project(cast.customer, cast.ling)
    with CaptureQueriesContext(connection) as one:
        whole_history("CNY")
    for _ in range(2):
        ended(project(cast.customer, cast.ling), OutcomeKind.WON, cast.ling)
    with CaptureQueriesContext(connection) as three:
        whole_history("CNY")
    assert len(three) == len(one)
