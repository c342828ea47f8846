"""Typed and pasted cells."""

from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from genjin.core.errors import NotAllowed, RuleBroken, StaleEdit
from genjin.customers.models import Customer
from genjin.pipeline.models import Project
from genjin.planning.columns import cell_texts
from genjin.planning.models import FollowUp
from genjin.planning.operations.cells import TypedRow, write_cells
from tests.cast import Cast

pytestmark = pytest.mark.usefixtures("stopped_clock")


@pytest.fixture
def stopped_clock() -> object:
    with time_machine.travel("2026-03-18 09:00+08:00", tick=False) as clock:
        yield clock


def texts(row: FollowUp) -> dict[str, str]:
    return cell_texts(FollowUp.objects.get(pk=row.pk))


def test_a_new_row_gets_today_and_the_stage_of_its_project(cast: Cast) -> None:
    cast.log(stage="方案制定")
    [row] = write_cells(
        [TypedRow(None, {"customer_project": "华东精密制造集团/MES 二期", "goal": "约副总"})], by=cast.bo
    )
    assert row.project == cast.project
    assert (texts(row)["date"], texts(row)["stage"]) == ("2026-03-18", "方案制定")


@pytest.mark.parametrize(
    ("typed", "customer", "project"),
    [
        ("滨海银行 / 数据中台", "滨海银行", "数据中台"),
        ("滨海银行/数据中台", "滨海银行", "数据中台"),
        ("滨海银行\n数据中台", "滨海银行", "数据中台"),
        ("滨海银行", "滨海银行", ""),
        ("/ 只有项目", None, "只有项目"),
        ("", None, ""),
    ],
)
def test_a_new_customer_and_project_are_added_as_typed(
    cast: Cast, typed: str, customer: str | None, project: str
) -> None:
    [row] = write_cells([TypedRow(None, {"customer_project": typed})], by=cast.ling)
    stored = Project.objects.get(pk=row.project_id)
    assert (stored.customer.name if stored.customer else None, stored.name, stored.owner) == (
        customer,
        project,
        cast.ling,
    )


def test_a_known_customer_is_found_by_its_short_name_and_any_width(cast: Cast) -> None:
    Customer.objects.filter(pk=cast.customer.pk).update(short_names="华东精密")
    [row] = write_cells([TypedRow(None, {"customer_project": "华东精密/ＭＥＳ二期"})], by=cast.ling)
    assert row.project_id == cast.project.pk


def test_names_that_only_look_alike_stay_apart(cast: Cast) -> None:
    [row] = write_cells([TypedRow(None, {"customer_project": "华东精密制造/MES 二期"})], by=cast.ling)
    assert row.project_id != cast.project.pk


def test_an_unseen_project_of_the_same_name_is_not_found(cast: Cast) -> None:
    [row] = write_cells([TypedRow(None, {"customer_project": "华东精密制造集团/MES 二期"})], by=cast.wei)
    assert row.project_id != cast.project.pk


def test_relative_dates_count_from_the_rows_own_day(cast: Cast) -> None:
    row = cast.log(date=date(2026, 3, 10))
    write_cells([TypedRow(row, {"next_steps": "提交方案（薄远/下周三）"})], by=cast.ling)
    assert texts(row)["next_steps"] == "1. 提交方案（薄远/2026-03-18）"


def test_characters_that_no_database_keeps_are_replaced(cast: Cast) -> None:
    row = cast.log()
    cells = {"goal": "甲\x00乙\ud800", "next_steps": "提交\x00", "customer_project": "华东精密制造集团 / MES\x00"}
    write_cells([TypedRow(row, cells)], by=cast.ling)
    stored = texts(row)
    assert [stored[key] for key in cells] == ["甲\ufffd乙\ufffd", "1. 提交\ufffd", "华东精密制造集团 / MES\ufffd"]


def test_a_date_typed_with_them_counts_first(cast: Cast) -> None:
    row = cast.log(date=date(2026, 3, 10))
    write_cells([TypedRow(row, {"date": "昨天", "next_steps": "提交方案（薄远/明天）"})], by=cast.ling)
    assert texts(row)["date"] == "2026-03-17"
    assert texts(row)["next_steps"] == "1. 提交方案（薄远/2026-03-18）"


@pytest.mark.parametrize("typed", ["2026-03-01", "3月1日", "３月１日", "2026/3/1", "3.1"])
def test_a_date_is_read_as_people_write_it(cast: Cast, typed: str) -> None:
    row = cast.log()
    write_cells([TypedRow(row, {"date": typed})], by=cast.ling)
    assert texts(row)["date"] == "2026-03-01"


def test_an_empty_cell_empties(cast: Cast) -> None:
    row = cast.log(goal="x", stage="方案制定")
    write_cells([TypedRow(row, {"date": "", "goal": " ", "stage": ""})], by=cast.ling)
    assert [texts(row)[key] for key in ("date", "goal", "stage")] == ["", "", ""]


@pytest.mark.parametrize(
    ("cells", "field"),
    [
        ({"date": "尽快"}, "date"),
        ({"seq": "7"}, "seq"),
        ({"nonsense": "7"}, "nonsense"),
        ({"note": "长" * 100_001}, "note"),
    ],
)
def test_what_cannot_be_written_is_refused_by_name(cast: Cast, cells: dict[str, str], field: str) -> None:
    row = cast.log(goal="bleibt")
    with pytest.raises(RuleBroken) as refusal:
        write_cells([TypedRow(row, {"goal": "anders"} | cells)], by=cast.ling)
    assert refusal.value.field == field
    assert texts(row)["goal"] == "bleibt"


def test_a_paste_is_written_as_a_whole_or_not_at_all(cast: Cast) -> None:
    first, second = cast.log(goal="一"), cast.log(goal="二")
    paste = [TypedRow(first, {"goal": "1"}), TypedRow(None, {"goal": "新"}), TypedRow(second, {"date": "不是日期"})]
    with pytest.raises(RuleBroken):
        write_cells(paste, by=cast.ling)
    assert [texts(first)["goal"], texts(second)["goal"], FollowUp.objects.count()] == ["一", "二", 2]


def test_a_stale_cell_in_a_paste_refuses_the_paste(cast: Cast) -> None:
    first, second = cast.log(goal="一"), cast.log(goal="二")
    paste = [TypedRow(first, {"goal": "1"}, {"goal": "一"}), TypedRow(second, {"goal": "2"}, {"goal": "别人看到的"})]
    with pytest.raises(StaleEdit):
        write_cells(paste, by=cast.ling)
    assert texts(first)["goal"] == "一"


def test_too_many_rows_at_once_are_refused(cast: Cast) -> None:
    with pytest.raises(RuleBroken):
        write_cells([TypedRow(None, {})] * 2001, by=cast.ling)


@pytest.mark.parametrize("who", ["wei", "ada"])
def test_outsiders_and_guests_are_refused(cast: Cast, who: str) -> None:
    row = cast.log(goal="一")
    with pytest.raises(NotAllowed):
        write_cells([TypedRow(row, {"goal": "2"})], by=getattr(cast, who))


def test_a_guest_adds_no_row_and_no_customer(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        write_cells([TypedRow(None, {"customer_project": "新客户"})], by=cast.ada)
    assert not Customer.objects.filter(name="新客户").exists()


def test_pasted_rows_come_back_in_their_order_new_ones_among_the_others(cast: Cast) -> None:
    first, second = cast.log(goal="一"), cast.log(goal="二")
    new = {"customer_project": "滨海银行/灾备"}
    typed = [
        TypedRow(None, {**new, "goal": "三"}),
        TypedRow(second, {"goal": "二改"}),
        TypedRow(None, {**new, "goal": "四"}),
        TypedRow(first, {"goal": "一改"}),
    ]
    written = write_cells(typed, by=cast.ling)
    assert [row.goal for row in written] == ["三", "二改", "四", "一改"]
    assert [row.number for row in written if row.project_id != cast.project.pk] == [1, 2]
    assert Project.objects.filter(name="灾备").count() == 1


def test_pasting_three_new_rows_takes_no_more_queries_than_one(
    cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    cells = {"customer_project": "华东精密制造集团/MES 二期", "goal": "约副总", "next_steps": "1. 报价（凌薇/下周三）"}
    with CaptureQueriesContext(connection) as once:
        write_cells([TypedRow(None, cells)], by=cast.ling)
    with django_assert_max_num_queries(len(once)):
        write_cells([TypedRow(None, cells)] * 3, by=cast.ling)
