"""Filters of the plan table, one by one."""

from datetime import date
from urllib.parse import parse_qsl

import pytest
import time_machine

from genjin.people.models import User
from genjin.pipeline.operations.projects import find_or_add_project
from genjin.planning import search
from genjin.planning.content import NewRow, RowChanges, RowContent
from genjin.planning.models import FollowUp
from genjin.planning.operations.buying_signals import dismiss_signal
from genjin.planning.operations.follow_ups import delete_follow_ups, edit_follow_up, log_follow_up
from genjin.planning.operations.ticking import tick_action
from genjin.planning.queries import filtered
from genjin.planning.queries.filtered import filtered_follow_ups
from genjin.planning.queries.plan_view import PlanView, read_plan_view
from genjin.text.cells import ActionItem, AnsweredItem
from tests.cast import Cast

TODAY = "2026-03-18 09:00+08:00"


@pytest.fixture
def rows(cast: Cast) -> dict[str, FollowUp]:
    bank = find_or_add_project("滨海银行", "数据中台", by=cast.ling)
    first = RowContent(
        date=date(2026, 3, 10),
        stage="需求调研",
        goal="摸清MES预算",
        actions=[ActionItem("拜访王总", "薄远", date(2026, 3, 10))],
        feedback="预算从200万压到150万，友商已介入",
        next_steps=[ActionItem("提交方案", "凌薇", date(2026, 3, 17))],
    )
    second = RowContent(
        date=date(2026, 3, 17),
        stage="招投标",
        goal="敲定付款节点",
        feedback="100% 同意_付款",
        objections=[AnsweredItem("验收标准不细", "补充附件")],
        risks=[AnsweredItem("年底封账", "本周会签")],
        note="A/B 角",
    )
    return {
        "mes": log_follow_up(NewRow(cast.project, first), by=cast.ling),
        "bank": log_follow_up(NewRow(bank, second), by=cast.ling),
    }


def found(user: User, rows: dict[str, FollowUp], **query: str) -> set[str]:
    names = {row.pk: name for name, row in rows.items()}
    return {names[row.pk] for row in filtered_follow_ups(user, read_plan_view(query))}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, {"mes", "bank"}),
        ({"q": "预算"}, {"mes"}),
        ({"q": "mes"}, {"mes"}),
        ({"q": "ＭＥＳ"}, {"mes"}),
        ({"q": "款"}, {"bank"}),
        ({"q": "付款 封账"}, {"bank"}),
        ({"q": "付款 预算"}, set()),
        ({"q": "万压到150"}, {"mes"}),
        ({"q": "万友"}, set()),
        ({"q": "滨海"}, {"bank"}),
        ({"q": "凌薇"}, {"mes"}),
        ({"q": "补充附件"}, {"bank"}),
        ({"q": "同意付款"}, set()),
        ({"q": "100%"}, {"bank"}),
        ({"q": "，。！"}, {"mes", "bank"}),
        ({"q": "\" OR NEAR('*:"}, set()),
        ({"since": "2026-03-11"}, {"bank"}),
        ({"until": "2026-03-16"}, {"mes"}),
        ({"since": "待定"}, {"mes", "bank"}),
        ({"customer_project": "银行"}, {"bank"}),
        ({"customer_project": "华东/mes"}, {"mes"}),
        ({"stage": "需求调研"}, {"mes"}),
        ({"stage": "招投标|需求调研"}, {"mes", "bank"}),
        ({"doer": "薄远"}, {"mes"}),
        ({"goal": "付款"}, {"bank"}),
        ({"actions": "王总"}, {"mes"}),
        ({"actions": "方案"}, set()),
        ({"feedback": "友商"}, {"mes"}),
        ({"feedback": "同意_"}, {"bank"}),
        ({"objections": "附件"}, {"bank"}),
        ({"next_steps": "凌薇"}, {"mes"}),
        ({"risks": "会签"}, {"bank"}),
        ({"note": "A/B"}, {"bank"}),
        ({"scope": "week"}, {"bank"}),
        ({"scope": "overdue"}, {"mes"}),
        ({"scope": "no_next_step"}, {"bank"}),
        ({"scope": "nonsense"}, {"mes", "bank"}),
    ],
)
@time_machine.travel(TODAY, tick=False)
def test_filter_leaves_in(cast: Cast, rows: dict[str, FollowUp], query: dict[str, str], expected: set[str]) -> None:
    assert found(cast.ling, rows, **query) == expected


def test_mine_is_what_i_own_or_do(cast: Cast, rows: dict[str, FollowUp]) -> None:
    assert found(cast.bo, rows, scope="mine") == {"mes"}
    assert found(cast.ling, rows, scope="mine") == {"mes", "bank"}
    assert found(cast.max, rows, scope="mine") == set()


@time_machine.travel(TODAY, tick=False)
def test_a_done_step_is_not_overdue(cast: Cast, rows: dict[str, FollowUp]) -> None:
    tick_action(rows["mes"].actions.get(content="提交方案"), done=True, by=cast.ling)
    assert found(cast.ling, rows, scope="overdue") == set()


@pytest.mark.parametrize("query", [{"q": "预算"}, {"feedback": "预算"}, {"customer_project": "华东"}, {"doer": "薄远"}])
def test_no_filter_finds_what_is_not_visible(cast: Cast, rows: dict[str, FollowUp], query: dict[str, str]) -> None:
    assert found(cast.wei, rows, **query) == set()


def test_a_common_word_is_found_without_the_index(
    cast: Cast, rows: dict[str, FollowUp], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(filtered, "FEW_HITS", 0)
    assert found(cast.ling, rows, q="预算") == {"mes"}


def test_an_edit_is_found_by_its_new_words_only(cast: Cast, rows: dict[str, FollowUp]) -> None:
    changes = RowChanges({"feedback": "资金已落实"})
    edit_follow_up(rows["mes"], changes, seen={}, by=cast.ling)
    assert list(FollowUp.objects.filter(pk__in=search.rows_with(["友商"]))) == []
    assert list(FollowUp.objects.filter(pk__in=search.rows_with(["资金", "落实"]))) == [rows["mes"]]
    assert found(cast.ling, rows, q="友商") == set()


def test_deleted_rows_are_not_found(cast: Cast, rows: dict[str, FollowUp]) -> None:
    delete_follow_ups([rows["mes"]], by=cast.ling)
    assert found(cast.ling, rows, q="预算") == set()


def test_a_view_is_written_and_read_back() -> None:
    view = PlanView(
        words="预算 & 价格",
        scope="mine",
        since=date(2026, 1, 1),
        until=date(2026, 2, 1),
        customer_project="A/B",
        stages=("需求调研", "招投标"),
        doer="张伟",
        contains={"goal": "x=1&y", "risks": "+"},
        project=7,
        group="owner",
        order="entered",
    )
    assert read_plan_view(dict(parse_qsl(view.query()))) == view
    assert view.is_filtered
    assert not PlanView(group="none").is_filtered


@pytest.mark.usefixtures("phrases")
@pytest.mark.parametrize("few", [0, 100])
def test_rows_with_new_signals(cast: Cast, monkeypatch: pytest.MonkeyPatch, few: int) -> None:
    monkeypatch.setattr(filtered, "FEW_HITS", few)
    rows = {"new": cast.log(feedback="预算被砍"), "dismissed": cast.log(feedback="友商降价"), "none": cast.log()}
    dismiss_signal(rows["dismissed"].signals.get(), by=cast.ling)
    assert found(cast.ling, rows, scope="new_signals") == {"new"}
