"""The list of projects, the page of one, its profile and its team."""

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from genjin.core import clock
from genjin.pipeline.models import BudgetFact, Competitor, Need, Project, TeamMember
from genjin.pipeline.operations.entries import add_entry
from genjin.planning.models import Goal, Strategy
from genjin.text.cells import ActionItem
from genjin.web.projects.modules import MODULES
from tests.cast import Cast
from tests.web.pages import signed_in


def page(cast: Cast, language: str = "zh-hans") -> str:
    return signed_in(cast.ling, language).get(f"/projects/{cast.project.pk}/").content.decode()


def fill(cast: Cast) -> None:
    """Everything that the page shows, once."""
    step = ActionItem("提交报价", "薄远", clock.today())
    cast.log(date=clock.today(), stage="方案制定", goal="预算", next_steps=[step])
    for entry in (
        Need(project=cast.project, content="三班报工无纸化", said_by="王总工"),
        BudgetFact(project=cast.project, low=1_500_000, said_by="刘总"),
        Competitor(project=cast.project, name="恒拓软件"),
        Strategy(project=cast.project, content="先谈产能"),
    ):
        add_entry(entry, by=cast.ling)
    top = add_entry(Goal(project=cast.project, content="进入短名单"), by=cast.ling)
    add_entry(Goal(project=cast.project, content="需求访谈", parent=top), by=cast.ling)


def test_page_shows_the_plan(cast: Cast) -> None:
    fill(cast)
    html = page(cast)
    for words in (
        "华东精密制造集团",
        "MES 二期",
        "三班报工无纸化",
        "150 万",
        "恒拓软件",
        "进入短名单",
        "先谈产能",
        "薄远",
    ):
        assert words in html
    assert 'class="now" aria-current="step"' in html
    assert "Needs and pains" in page(cast, "en")


def test_page_asks_as_often_with_three_of_each_as_with_one(cast: Cast) -> None:
    client, counts = signed_in(cast.ling), []
    for _round in (1, 2, 3):
        fill(cast)
        client.get(f"/projects/{cast.project.pk}/")  # reckons how the plan stands, which has a test of its own
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/projects/{cast.project.pk}/")
        counts.append(len(queries))
    assert len(set(counts)) == 1


def test_a_guest_reads_the_page_and_is_offered_nothing_to_add(cast: Cast) -> None:
    fill(cast)
    html = signed_in(cast.ada).get(f"/projects/{cast.project.pk}/").content.decode()
    assert "三班报工无纸化" in html
    assert 'id="add-need"' not in html


def test_a_save_is_answered_by_the_modules_that_the_page_shows(cast: Cast) -> None:
    need = {"content": "无纸化", "kind": "need", "evidence": "2", "seen": "{}"}
    client, address = signed_in(cast.ling), f"/projects/{cast.project.pk}/entries/need"
    html = client.post(address, need, headers={"X-Modules": "head profile goals"}).content.decode()
    assert 'id="module-profile"' in html
    assert 'hx-swap-oob="true"' in html
    assert 'id="module-goals"' not in html
    assert client.post(address, need, headers={"X-Modules": ""}).content == b""


@pytest.mark.parametrize("key", MODULES)
def test_each_module_can_be_asked_for(cast: Cast, key: str) -> None:
    html = signed_in(cast.ling).get(f"/projects/{cast.project.pk}/modules/{key}").content.decode()
    assert f'data-module="{key}"' in html
    assert "hx-swap-oob" not in html
    assert signed_in(cast.ling).get(f"/projects/{cast.project.pk}/modules/wish").status_code == 404


def test_profile_is_saved_and_its_conflict_shown(cast: Cast) -> None:
    client, address = signed_in(cast.ling), f"/projects/{cast.project.pk}/profile"
    html = client.get(address).content.decode()
    assert 'name="owner"' in html
    assert 'name="owner"' not in signed_in(cast.bo).get(address).content.decode()
    sent = {"name": "MES 二期", "owner": cast.ling.pk, "currency": "CNY", "forecast_class": "best", "amount": "320万"}
    seen = json.dumps({"forecast_class": "pipeline", "name": "MES 二期", "cycle": "", "amount": None})
    assert client.post(address, sent | {"seen": seen}).status_code == 200
    stored = Project.objects.get(pk=cast.project.pk)
    assert (stored.amount, stored.forecast_class) == (3_200_000, "best")
    reply = client.post(address, sent | {"seen": seen, "forecast_class": "committed"})
    assert reply.status_code == 409
    assert "对方的" in reply.content.decode()
    assert client.post(address, sent | {"seen": seen, "amount": "很多"}).status_code == 422


def test_team_is_changed_from_its_form(cast: Cast) -> None:
    client, address = signed_in(cast.ling), f"/projects/{cast.project.pk}/team"
    sent = {"user": cast.wei.pk, "duty": "commercial", "duties": "商务条款", "seen": "{}"}
    assert client.post(address, sent).status_code == 200
    member = TeamMember.objects.get(user=cast.wei)
    own = f"{address}/{member.pk}"
    assert "商务条款" in client.get(own).content.decode()
    assert client.post(own, {"duty": "delivery", "duties": "", "seen": "{}"}).status_code == 200
    assert client.post(own, {"duty": "boss", "seen": "{}"}).status_code == 422
    member.refresh_from_db()
    assert member.duty == "delivery"
    assert client.delete(own).status_code == 200
    assert not TeamMember.objects.filter(user=cast.wei).exists()


def test_who_leaves_the_team_is_led_away_from_what_is_no_longer_seen(cast: Cast) -> None:
    member = TeamMember.objects.get(user=cast.bo)
    reply = signed_in(cast.bo).delete(f"/projects/{cast.project.pk}/team/{member.pk}")
    assert reply["HX-Redirect"] == "/projects/"


def test_a_member_of_another_project_is_not_found(cast: Cast) -> None:
    member = TeamMember.objects.get(user=cast.bo)
    assert signed_in(cast.ling).get(f"/projects/{cast.project.pk + 1}/team/{member.pk}").status_code == 404


def test_list_shows_what_is_seen_and_filters(cast: Cast) -> None:
    late = ActionItem("提交报价", "薄远", clock.today() - timedelta(days=3))
    cast.log(stage="方案制定", next_steps=[late])
    client = signed_in(cast.ling)
    html = client.get("/projects/").content.decode()
    assert "MES 二期" in html
    assert "逾期 3 天" in html
    part = client.get("/projects/?scope=ended", headers={"HX-Request": "true"})
    assert "MES 二期" not in part.content.decode()
    assert "<html" not in part.content.decode()
    assert part["HX-Push-Url"] == "/projects/?scope=ended"
    assert "没有符合条件的项目" in part.content.decode()
    assert "MES 二期" not in signed_in(cast.wei).get("/projects/").content.decode()
    assert "MES 二期" in client.get("/projects/rows").content.decode()


def test_an_empty_list_says_what_to_do(cast: Cast) -> None:
    assert "添加第一个，或者导入您已有的计划表。" in signed_in(cast.wei).get("/projects/").content.decode()


def test_a_project_is_added_with_its_customer(cast: Cast) -> None:
    client = signed_in(cast.wei)
    assert 'name="customer"' in client.get("/projects/new").content.decode()
    assert client.post("/projects/", {"customer": ""}).status_code == 422
    reply = client.post("/projects/", {"customer": "滨海银行", "name": "数据中台"})
    project = Project.objects.get(name="数据中台")
    assert reply["HX-Redirect"] == f"/projects/{project.pk}/"
    assert str(project) == "滨海银行 · 数据中台"
    guest = signed_in(cast.ada)
    assert guest.get("/projects/new").status_code == 403
    assert guest.post("/projects/", {"customer": "x"}).status_code == 403


def test_plan_table_leads_to_the_project(cast: Cast) -> None:
    cast.log(goal="验收")
    assert f'href="/projects/{cast.project.pk}/"' in signed_in(cast.ling).get("/plan/").content.decode()
