from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from genjin.activity.models import ActivityEvent
from genjin.core import clock
from genjin.pipeline.models import Competitor
from genjin.pipeline.operations.entries import add_entry, delete_entry
from genjin.pipeline.operations.projects import add_project
from genjin.planning.columns import signals_of_row
from genjin.planning.content import NewRow, RowChanges, RowContent
from genjin.planning.models import BuyingSignal, FollowUp, Objection, SignalState
from genjin.planning.operations.buying_signals import confirm_signal, dismiss_signal, reopen_signal
from genjin.planning.operations.contact_details import edit_contact_details
from genjin.planning.operations.follow_ups import (
    delete_follow_ups,
    edit_follow_up,
    log_follow_up,
    log_follow_ups,
    restore_follow_ups,
)
from genjin.planning.operations.plan_items import edit_plan_item, remove_plan_item, restore_plan_item
from genjin.planning.queries.follow_ups import whole_rows
from genjin.text.cells import ActionItem, AnsweredItem
from tests.cast import Cast

pytestmark = pytest.mark.usefixtures("phrases")


def signals(row: FollowUp) -> list[str]:
    return [f"{it.type}{it.polarity} {it.column}: {it.evidence}" for it in row.signals.order_by("pk")]


def edit(cast: Cast, row: FollowUp, **values: object) -> FollowUp:
    return edit_follow_up(row, RowChanges(values), seen={}, by=cast.ling)


def test_a_known_competitor_is_heard_by_its_name(cast: Cast) -> None:
    assert signals(cast.log(feedback="凯云降价")) == []
    add_entry(Competitor(project=cast.project, name="凯云"), by=cast.ling)
    assert signals(cast.log(feedback="凯云降价")) == ["competitor- feedback: 凯云降价"]
    known = [*cast.project.competitors.all()]
    delete_entry(known[0], by=cast.ling)
    assert signals(cast.log(feedback="凯云降价")) == []


def test_log_finds_what_the_customer_says_and_not_what_we_plan(cast: Cast) -> None:
    row = cast.log(
        goal="听听是否预算被砍",
        actions=[ActionItem("确认预算批了", None, None)],
        feedback="王工：方案认可。",
        objections=[AnsweredItem("友商降价", "预算批了再说")],
        next_steps=[ActionItem("盯合同会签", None, None)],
        risks=[AnsweredItem("预算被砍", None)],
        note="听说刘总支持我们",
    )
    assert signals(row) == [
        "technical+ feedback: 方案认可",
        "competitor- objections: 友商降价",
        "attitude+ note: 刘总支持我们",
    ]
    signal = row.signals.get(type="technical")
    assert (signal.state, signal.project_id, signal.observed_on) == ("new", cast.project.pk, date(2026, 3, 10))
    assert (signal.score, signal.engine, signal.severity) == (0.8, "", 6)
    assert not ActivityEvent.objects.filter(kind__startswith="signal.").exists()


def test_log_of_many_rows_takes_as_many_queries_as_of_one(cast: Cast) -> None:
    def queries(count: int) -> int:
        rows = [NewRow(cast.project, RowContent(feedback="预算被砍", date=date(2026, 3, 10))) for _ in range(count)]
        with CaptureQueriesContext(connection) as captured:
            log_follow_ups(rows, by=cast.ling)
        return len(captured)

    assert queries(3) == queries(1)
    assert BuyingSignal.objects.count() == 4


def test_edit_follows_the_words(cast: Cast) -> None:
    row = cast.log(feedback="预算被砍。方案认可。")
    known = row.signals.get(type="budget")
    edit(cast, row, feedback="预算冻结。友商降价。")
    assert signals(row) == ["budget- feedback: 预算冻结", "competitor- feedback: 友商降价"]
    assert row.signals.get(type="budget").pk == known.pk, "one that is said in other words keeps its age"
    edit(cast, row, feedback="")
    assert signals(row) == []


def test_edit_of_other_cells_leaves_signals_alone(cast: Cast) -> None:
    row = cast.log(feedback="预算被砍")
    row.signals.update(evidence="as it was")
    edit(cast, row, goal="预算批了")
    assert signals(row) == ["budget- feedback: as it was"]


def test_edit_returns_a_row_that_knows_its_signals(cast: Cast) -> None:
    row = edit(cast, cast.log(feedback="预算被砍"), feedback="方案认可")
    assert [it.evidence for it in signals_of_row(row)] == ["方案认可"]
    assert all(it.pk for it in signals_of_row(row))


def test_what_was_decided_stays_when_its_words_go(cast: Cast) -> None:
    row = cast.log(feedback="预算被砍。方案认可。友商降价。")
    confirm_signal(row.signals.get(type="budget"), by=cast.ling)
    dismiss_signal(row.signals.get(type="technical"), by=cast.ling)
    edit(cast, row, feedback="没说什么")
    assert signals(row) == ["budget- feedback: 预算被砍", "technical+ feedback: 方案认可"]


def test_dismissed_words_do_not_come_back_in_their_row_nor_confirmed_ones_twice(cast: Cast) -> None:
    row = cast.log(feedback="预算被砍。方案认可。")
    dismiss_signal(row.signals.get(type="budget"), by=cast.ling)
    confirm_signal(row.signals.get(type="technical"), by=cast.ling)
    edit(cast, row, feedback="方案认可。另外预算被砍。")
    assert signals(row) == ["budget- feedback: 预算被砍", "technical+ feedback: 方案认可"]
    assert sorted(row.signals.values_list("state", flat=True)) == ["confirmed", "dismissed"]


def test_dismissed_words_are_not_proposed_elsewhere_until_they_are_confirmed(cast: Cast) -> None:
    first, second = cast.log(feedback="预算被砍"), cast.log(feedback="预算被砍")
    dismiss_signal(first.signals.get(), by=cast.ling)
    assert signals(cast.log(feedback="预算被砍，方案认可")) == ["technical+ feedback: 方案认可"]
    confirm_signal(second.signals.get(), by=cast.ling)
    assert signals(cast.log(feedback="预算被砍")) == ["budget- feedback: 预算被砍"]


def test_a_kind_that_was_mostly_dismissed_has_to_be_surer(cast: Cast) -> None:
    rows = log_follow_ups([NewRow(cast.project, RowContent(feedback="方案认可")) for _ in range(10)], by=cast.ling)
    for number, row in enumerate(rows):
        decide = confirm_signal if number == 0 else dismiss_signal
        decide(row.signals.get(), by=cast.ling)
    assert signals(cast.log(feedback="方案认可，预算被砍")) == ["budget- feedback: 预算被砍"]


def test_deleting_a_row_hides_its_signals_and_restoring_shows_them(cast: Cast) -> None:
    row = cast.log(feedback="预算被砍")
    delete_follow_ups([row], by=cast.ling)
    assert row.signals.get().deleted_at is not None
    restore_follow_ups([FollowUp.objects.get(pk=row.pk)], by=cast.ling)
    assert row.signals.get().deleted_at is None


def test_a_row_that_moves_takes_its_signals_along(cast: Cast) -> None:
    other = add_project(customer=cast.customer, name="三期", by=cast.ling)
    row = cast.log(feedback="预算被砍")
    edit_follow_up(row, RowChanges({"date": date(2026, 3, 12)}, other), seen={}, by=cast.ling)
    assert (row.signals.get().project_id, row.signals.get().observed_on) == (other.pk, date(2026, 3, 12))


def test_details_of_the_contact_are_read_too(cast: Cast) -> None:
    row = cast.log(feedback="见面")
    edit_contact_details(row, {"disagreement": "友商降价"}, seen={}, by=cast.ling)
    assert signals(row) == ["competitor- disagreement: 友商降价"]


def test_an_objection_edited_by_itself_is_read_anew(cast: Cast) -> None:
    row = cast.log(objections=[AnsweredItem("友商降价", None)])
    objection = row.objections.get()
    edit_plan_item(objection, {"content": "预算被砍"}, seen={}, by=cast.ling)
    assert signals(row) == ["budget- objections: 预算被砍"]
    remove_plan_item(Objection.objects.get(pk=objection.pk), by=cast.ling)
    assert signals(row) == []
    restore_plan_item(Objection, objection.pk, cast.project, by=cast.ling)
    assert signals(row) == ["budget- objections: 预算被砍"]


def test_proposals_of_another_engine_stay_while_their_words_do(cast: Cast) -> None:
    row = cast.log(feedback="预算被砍，方案认可")
    row.signals.filter(type="budget").update(engine="a model", evidence="预算被砍，")
    edit(cast, row, feedback="预算被砍，方案认可！")
    assert signals(row) == ["budget- feedback: 预算被砍，", "technical+ feedback: 方案认可"]
    edit(cast, row, feedback="方案认可！")
    assert signals(row) == ["technical+ feedback: 方案认可"]


def test_a_reopened_signal_follows_its_words_again(cast: Cast) -> None:
    row = cast.log(feedback="预算被砍")
    dismissed = dismiss_signal(row.signals.get(), by=cast.ling)
    reopen_signal(dismissed, by=cast.ling)
    edit(cast, row, feedback="")
    assert not row.signals.exists()


def test_whole_rows_read_signals_along(cast: Cast) -> None:
    cast.log(feedback="预算被砍")
    row = whole_rows().get()
    with CaptureQueriesContext(connection) as captured:
        assert [it.state for it in signals_of_row(row)] == [SignalState.NEW]
    assert not captured.captured_queries


def test_undated_row_is_observed_when_it_is_logged(cast: Cast) -> None:
    with clock.stopped_at(datetime(2026, 3, 9, 4, tzinfo=UTC)):
        row = log_follow_up(NewRow(cast.project, RowContent(feedback="预算被砍")), by=cast.ling)
    assert row.signals.get().observed_on == date(2026, 3, 9)
