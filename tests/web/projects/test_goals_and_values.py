"""Goals, playbooks and value sheets on a project's page."""

import json

import pytest

from genjin.pipeline.operations.entries import add_entry, edit_entry
from genjin.pipeline.operations.projects import add_project
from genjin.planning.models import Action, Goal, Strategy, ValueSheet
from genjin.planning.playbooks import playbooks
from tests.cast import Cast
from tests.web.pages import signed_in


def module(cast: Cast, key: str) -> str:
    return signed_in(cast.ling).get(f"/projects/{cast.project.pk}/modules/{key}").content.decode()


def test_a_goal_is_ticked_and_the_overall_goal_shows_its_progress(cast: Cast) -> None:
    top = add_entry(Goal(project=cast.project, content="进入短名单"), by=cast.ling)
    part = add_entry(Goal(project=cast.project, content="需求访谈", parent=top), by=cast.ling)
    assert "0/1" in module(cast, "goals")
    client, address = signed_in(cast.bo), f"/projects/{cast.project.pk}/goals/{part.pk}/completion"
    assert client.post(address).status_code == 200
    assert client.post(address).status_code == 409
    assert "1/1" in module(cast, "goals")
    assert client.delete(address).status_code == 200
    other = add_project(customer=cast.customer, name="别的项目", by=cast.ling)
    assert signed_in(cast.ling).post(f"/projects/{other.pk}/goals/{part.pk}/completion").status_code == 404


def test_a_playbook_proposes_and_only_what_is_ticked_is_added(cast: Cast) -> None:
    client, address = signed_in(cast.ling), f"/projects/{cast.project.pk}/playbook"
    assert 'name="proposal"' not in client.get(address).content.decode()
    html = client.get(f"{address}?type=cost").content.decode()
    cost = playbooks()["cost"]
    assert cost.pitfall.zh in html
    assert html.count('name="proposal"') == len(cost.keys)
    assert "checked" not in html
    reply = client.post(address, {"type": "cost", "proposal": ["strategy-1", "action-0"]})
    assert reply.status_code == 200
    assert Strategy.objects.get().content == cost.strategies[1].content.zh
    assert Action.objects.get().content == cost.actions[0].content.zh
    assert client.get(f"{address}?type=cost").content.decode().count("checked disabled") == 2
    assert client.post(address, {"type": "cost", "proposal": ["x"]}).status_code == 422


def test_a_customers_type_opens_its_playbook(cast: Cast) -> None:
    cast.customer.customer_type = "technology"
    cast.customer.save()
    html = signed_in(cast.ling).get(f"/projects/{cast.project.pk}/playbook").content.decode()
    assert playbooks()["technology"].cues.zh in html


def money(**typed: str) -> dict[str, str]:
    return {
        "title": "三年总成本",
        "kind": "return",
        "seen": "{}",
        "value-loss_avoided": "60万",
        "source-loss_avoided": "customer",
        "value-one_off_cost": "900,000",
        "source-one_off_cost": "ours",
        "value-discount_rate": "10%",
        "source-discount_rate": "industry",
        **typed,
    }


def test_a_money_sheet_is_reckoned_and_marked_while_the_customer_did_not_confirm_it(cast: Cast) -> None:
    client, place = signed_in(cast.ling), f"/projects/{cast.project.pk}/entries/value-sheet"
    html = client.get(f"{place}/new?kind=return").content.decode()
    assert 'name="value-loss_avoided"' in html
    assert client.post(place, money()).status_code == 200
    sheet = ValueSheet.objects.get()
    assert sheet.lines[0] == {"key": "loss_avoided", "value": "600000", "source": "customer", "note": ""}
    shown = module(cast, "values")
    assert "18.0 个月" in shown
    assert "未经客户确认" in shown
    assert 'value="600000"' in client.get(f"/entries/value-sheet/{sheet.pk}/").content.decode()
    sent = money(seen=json.dumps({"title": "三年总成本", "kind": "return", "lines": sheet.lines}))
    confirmed = sent | {"source-one_off_cost": "customer"}
    assert client.post(f"/entries/value-sheet/{sheet.pk}/", confirmed).status_code == 200
    assert "未经客户确认" not in module(cast, "values")


def test_criteria_are_scored_and_gaps_are_named(cast: Cast) -> None:
    client, place = signed_in(cast.ling), f"/projects/{cast.project.pk}/entries/value-sheet"
    assert 'name="line-criterion"' in client.get(f"{place}/new?kind=criteria").content.decode()
    lines = {
        "line-criterion": ["性能", "", "开放性"],
        "line-weight": ["60", "", "40"],
        "line-ours": ["8", "", "5"],
        "line-rival": ["6", "", "9"],
        "line-evidence": ["2", "0", "1"],
        "line-note": ["", "", ""],
    }
    sent = {"title": "评分表", "kind": "criteria", "seen": "{}", **lines}
    assert client.post(place, sent).status_code == 200
    assert [line["criterion"] for line in ValueSheet.objects.get().lines] == ["性能", "开放性"]
    shown = module(cast, "values")
    assert "6.8" in shown
    assert "7.2" in shown
    assert "开放性" in shown


def test_lines_that_somebody_else_changed_meanwhile_are_told(cast: Cast) -> None:
    sheet = add_entry(ValueSheet(project=cast.project, kind="return", title="表"), by=cast.ling)
    edit_entry(sheet, {"lines": [{"key": "margin", "value": "20", "source": "ours", "note": ""}]}, seen={}, by=cast.bo)
    sent = money(title="表", seen=json.dumps({"title": "表", "kind": "return", "lines": []}))
    reply = signed_in(cast.ling).post(f"/entries/value-sheet/{sheet.pk}/", sent)
    assert reply.status_code == 409
    assert 'value="600000"' in reply.content.decode()


@pytest.mark.parametrize("kind", ["return", "criteria", "wish"])
def test_an_odd_sheet_is_refused_or_stored_but_never_breaks(cast: Cast, kind: str) -> None:
    sent = {"title": "", "kind": kind, "line-criterion": "x", "value-margin": "很多"}
    reply = signed_in(cast.ling).post(f"/projects/{cast.project.pk}/entries/value-sheet", sent)
    assert reply.status_code == 422
