"""The page of the plan table and its further rows."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from genjin.core import clock
from genjin.people.models import User
from genjin.pipeline.operations.projects import add_customer, add_project
from genjin.planning.operations.ticking import tick_action
from genjin.text.cells import ActionItem, AnsweredItem
from genjin.web.planning import rendered_rows
from tests.cast import Cast, cast

__all__ = ["cast"]


def signed_in(user: User, language: str = "zh-hans") -> Client:
    client = Client(headers={"accept-language": language})
    client.force_login(user)
    return client


def page(user: User, query: str = "", language: str = "zh-hans") -> str:
    reply = signed_in(user, language).get(f"/plan/{query}")
    assert reply.status_code == 200
    return reply.content.decode()


def test_home_leads_to_today_and_strangers_to_the_sign_in(cast: Cast) -> None:
    assert signed_in(cast.ling).get("/", follow=True).redirect_chain == [("/today/", 302)]
    assert "/sign-in/login/" in Client().get("/plan/").headers["Location"]


def test_page_shows_whole_rows_to_owner_team_manager_and_administrator(cast: Cast) -> None:
    row = cast.log(goal="拿到二次汇报的机会", next_steps=[ActionItem("提交报价", "薄远", date(2026, 3, 12))])
    for user in (cast.ling, cast.bo, cast.max, cast.root, cast.ada):
        html = page(user)
        assert f'id="follow-up-{row.pk}"' in html
        assert "拿到二次汇报的机会" in html
        assert 'data-text="1. 提交报价（薄远/2026-03-12）"' in html


def test_outsider_sees_an_empty_table_that_says_what_to_do(cast: Cast) -> None:
    cast.log(goal="不给外人看")
    html = page(cast.wei)
    assert "不给外人看" not in html
    assert 'class="empty"' in html


def test_guest_gets_no_editor_and_no_new_row(cast: Cast) -> None:
    cast.log(next_steps=[ActionItem("提交报价", "薄远", None)])
    html = page(cast.ada)
    for sign in ("data-may-edit", 'class="tick"', 'data-command="new-row"', 'class="add"', 'data-command="delete"'):
        assert sign not in html
        assert sign in page(cast.ling)


def test_texts_are_escaped(cast: Cast) -> None:
    bad = '<script>alert("x")</script>'
    cast.log(
        goal=bad,
        stage=bad,
        actions=[ActionItem(bad, bad, None)],
        risks=[AnsweredItem(bad, bad)],
        objections=[AnsweredItem(bad, None)],
    )
    assert "<script>alert" not in page(cast.ling)


def test_late_done_and_coming_days(cast: Cast) -> None:
    today = clock.today()
    late = cast.log(
        date=today - timedelta(days=9),
        actions=[ActionItem("当天拜访", "凌薇", today - timedelta(days=9))],
        next_steps=[
            ActionItem("晚了", "薄远", today - timedelta(days=2)),
            ActionItem("做了", "薄远", today - timedelta(days=3)),
            ActionItem("还早", "薄远", today + timedelta(days=3)),
        ],
    )
    tick_action(late.actions.get(content="做了"), done=True, by=cast.ling)
    html = page(cast.ling)
    assert html.count('class="late"') == 1
    assert "逾期 2 天" in html
    assert html.count('class="is-done"') == 1
    assert "2 days late" in page(cast.ling, language="en")


def test_project_head_says_stage_amount_close_and_missing_next_step(cast: Cast) -> None:
    cast.project.amount, cast.project.close_on = 3_200_000, date(2027, 3, 1)
    cast.project.save(update_fields=["amount", "close_on"])
    cast.log(stage="方案制定")
    html = page(cast.ling)
    assert "华东精密制造集团 · MES 二期" in html
    assert "320 万 · 预计 2027-03" in html
    assert "缺下一步" in html.split("<tbody")[1]
    assert "¥3.2M" in page(cast.ling, language="en")
    cast.log(next_steps=[ActionItem("提交报价", None, None)])
    assert "缺下一步" not in page(cast.ling).split("<tbody")[1]


@pytest.mark.parametrize("group", ["project", "stage", "owner", "none"])
def test_groups_have_heads_and_hold_every_row(cast: Cast, group: str) -> None:
    for stage in ("方案制定", "需求调研", "自己的说法"):
        cast.log(stage=stage)
    html = page(cast.ling, f"?group={group}")
    assert html.count("data-version=") == 3
    assert html.count('<tr class="grp">') == {"project": 1, "stage": 3, "owner": 1, "none": 0}[group]


def test_further_rows_continue_a_section_without_a_second_head(cast: Cast) -> None:
    for _ in range(53):
        cast.log()
    html = page(cast.ling)
    assert html.count("data-version=") == 50
    address = html.split('<tbody id="more" hx-get="')[1].split('"')[0].replace("&amp;", "&")
    rest = signed_in(cast.ling).get(address).content.decode()
    assert rest.count("data-version=") == 3
    assert "grp" not in rest
    assert 'id="more"' not in rest
    assert "<html" not in rest


FILTERS = {
    "since=2026-03-12": "日期",
    "until=2026-01-31": "早的",
    "customer_project=滨海": "别的项目",
    "stage=商务谈判": "谈判",
    "stage=商务谈判&stage=自己的说法": "谈判 说法",
    "goal=降价": "目标",
    "actions=登门": "行动",
    "doer=李娜": "行动",
    "feedback=满意": "反馈",
    "objections=太贵": "异议",
    "objections=分期": "异议",
    "next_steps=寄合同": "下一步",
    "risks=调岗": "风险",
    "note=备忘": "备注",
    "q=登门": "行动",
    "q=滨海": "别的项目",
    "scope=no_next_step": "别的项目",
    "scope=overdue": "下一步",
}


@pytest.mark.parametrize("query", FILTERS)
def test_each_filter_leaves_its_rows(cast: Cast, query: str) -> None:
    other = add_project(customer=add_customer(name="滨海银行", by=cast.ling), name="数据中台", by=cast.ling)
    rows = {
        "日期": cast.log(date=date(2026, 3, 15)),
        "早的": cast.log(date=date(2026, 1, 5)),
        "别的项目": cast.log(project=other),
        "谈判": cast.log(stage="商务谈判"),
        "说法": cast.log(stage="自己的说法"),
        "目标": cast.log(goal="谈降价"),
        "行动": cast.log(actions=[ActionItem("登门拜访", "李娜", None)]),
        "反馈": cast.log(feedback="客户很满意"),
        "异议": cast.log(objections=[AnsweredItem("太贵", "可以分期")]),
        "下一步": cast.log(next_steps=[ActionItem("寄合同", "薄远", date(2026, 3, 11))]),
        "风险": cast.log(risks=[AnsweredItem("刘总调岗", None)]),
        "备注": cast.log(note="备忘一条"),
    }
    html = page(cast.ling, f"?{query}")
    assert {name for name, row in rows.items() if f'id="follow-up-{row.pk}"' in html} == set(FILTERS[query].split())


def test_filtered_page_says_how_to_see_everything(cast: Cast) -> None:
    cast.log()
    html = page(cast.ling, "?goal=没有的词")
    assert 'class="empty"' in html
    assert 'class="chip">本次跟进目标' in html


def test_htmx_gets_the_fragment_and_the_tidy_address(cast: Cast) -> None:
    cast.log()
    reply = signed_in(cast.ling).get("/plan/?q=&scope=all&goal=甲&order=-date", headers={"HX-Request": "true"})
    html = reply.content.decode()
    assert "<html" not in html
    assert html.strip().startswith('<div id="plan"')
    assert reply.headers["HX-Push-Url"] == "/plan/?goal=%E7%94%B2"


def test_columns_come_from_the_address_else_from_the_cookie(cast: Cast) -> None:
    client = signed_in(cast.ling)
    assert "hide-note" in client.get("/plan/?hide=note&widths=goal:200").content.decode()
    client.cookies["plan_columns"] = "hide%3Drisks%26widths%3Dgoal%253A240"
    html = client.get("/plan/").content.decode()
    assert "hide-risks" in html
    assert 'data-width="240"' in html
    assert "hide-risks" not in client.get("/plan/?hide=note").content.decode()


@pytest.mark.parametrize("address", ["/plan/", "/plan/?group=none", "/plan/rows"])
def test_as_many_queries_for_three_rows_as_for_one(cast: Cast, address: str) -> None:
    def queries() -> int:
        rendered_rows.forget()
        client = signed_in(cast.ling)
        with CaptureQueriesContext(
            connection,
        ) as captured:
            client.get(address)
        return len(captured)

    items = [ActionItem("提交报价", "薄远", date(2026, 3, 12))]
    cast.log(actions=items, next_steps=items, risks=[AnsweredItem("低价", None)])
    one = queries()
    for _ in range(2):
        cast.log(actions=items, next_steps=items, risks=[AnsweredItem("低价", None)])
    assert queries() == one


def test_known_rows_are_not_rendered_again_until_they_change(cast: Cast) -> None:
    row = cast.log(goal="旧", next_steps=[ActionItem("提交报价", None, None)])
    page(cast.ling)
    assert len(rendered_rows._rendered) == 1
    page(cast.bo)
    assert len(rendered_rows._rendered) == 1
    tick_action(row.actions.get(), done=True, by=cast.ling)
    assert 'class="is-done"' in page(cast.ling)
    cast.customer.name = "改名的客户"
    cast.customer.save(update_fields=["name"])
    assert "<b>改名的客户</b>" in page(cast.ling)


@pytest.mark.parametrize(("language", "words"), [("zh-hans", "记一次跟进"), ("en", "Log a follow-up")])
def test_page_speaks_both_languages(cast: Cast, language: str, words: str) -> None:
    cast.log(stage="方案制定")
    html = page(cast.ling, language=language)
    assert words in html
    assert ("Solution design" in html) == (language == "en")


def test_page_has_a_strict_policy_and_nothing_inline(cast: Cast) -> None:
    cast.log()
    reply = signed_in(cast.ling).get("/plan/")
    assert "default-src 'self'" in reply.headers["Content-Security-Policy"]
    html = reply.content.decode()
    assert " style=" not in html
    assert "<style" not in html
    assert "<script>" not in html
    assert " onclick=" not in html


def test_filter_by_project_is_named_and_only_to_those_who_see_the_project(cast: Cast) -> None:
    def chips(user: User) -> str:
        html = page(user, f"?project={cast.project.pk}")
        return html[html.index("chips") : html.index("</form>", html.index("chips"))]

    cast.log(goal="预算")
    assert "华东精密制造集团 · MES 二期" in chips(cast.ling)
    assert f"#{cast.project.pk}" in chips(cast.wei)
    assert "华东" not in chips(cast.wei)
    assert "#99999" in page(cast.ling, "?project=99999")


def test_a_row_leads_to_its_project_and_its_customer(cast: Cast) -> None:
    row = cast.log(goal="预算")
    assert f'data-project="{cast.project.pk}" data-customer="{cast.customer.pk}"' in page(cast.ling)
    panel = signed_in(cast.ling).get(f"/plan/follow-ups/{row.pk}/").content.decode()
    assert f'href="/projects/{cast.project.pk}/"' in panel
    assert f'href="/customers/{cast.customer.pk}/"' in panel
