"""Actions, objections, risks and contacts on the page of a project."""

import json
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from genjin.customers.models import Contact
from genjin.pipeline.operations.entries import add_entry
from genjin.pipeline.operations.projects import add_customer, add_project
from genjin.planning.models import Action, FollowUp, Objection, Risk
from genjin.planning.operations.plan_items import edit_plan_item
from genjin.text.cells import ActionItem, AnsweredItem
from genjin.web.plan_items.forms import ActionForm
from tests.cast import Cast
from tests.web.pages import signed_in


@pytest.fixture
def row(cast: Cast) -> FollowUp:
    return cast.log(
        goal="讲方案",
        next_steps=[ActionItem("跟进一下", None, None), ActionItem("提交方案", "凌薇", date(2026, 3, 12))],
        objections=[AnsweredItem("太贵", None)],
        risks=[AnsweredItem("对手低价", "三年总成本")],
    )


def modules(*names: str) -> dict[str, str]:
    return {"X-Modules": " ".join(names)}


def sent(action: Action, **typed: str) -> dict[str, str]:
    form = ActionForm(instance=action)
    fields = {field.name: field.value() for field in form}
    return {
        **{name: "" if value is None else str(value) for name, value in fields.items()},
        "seen": json.dumps(form.initial["seen"]),
        **typed,
    }


def test_page_shows_what_is_to_be_done_and_what_an_action_lacks(cast: Cast, row: FollowUp) -> None:
    html = signed_in(cast.ling).get(f"/projects/{cast.project.pk}/").content.decode()
    for words in ("提交方案", "没有写明： 具体做什么、谁来做、何时完成", "太贵", "三年总成本", "讲方案", "未评级"):
        assert words in html


def test_action_is_added_changed_and_ticked_off_with_its_result(cast: Cast) -> None:
    client, place = signed_in(cast.ling), f"/projects/{cast.project.pk}"
    added = client.post(
        f"{place}/items/action",
        {"content": "样板参观", "owner_words": "凌薇", "seen": "{}"},
        headers=modules("actions"),
    )
    assert added.status_code == 200
    assert 'id="module-actions"' in added.content.decode()
    action = Action.objects.get()
    client.post(f"/items/action/{action.pk}/", sent(action, due_on="2026-04-01", resources="样板车一辆"))
    action.refresh_from_db()
    assert (action.due_on, action.resources) == (date(2026, 4, 1), "样板车一辆")
    assert "有什么结果" in client.get(f"/items/action/{action.pk}/completion").content.decode()
    done = client.post(f"/items/action/{action.pk}/completion", {"result": "看了半小时"}, headers=modules("actions"))
    assert "看了半小时" in done.content.decode()
    action.refresh_from_db()
    assert action.done_on is not None
    assert client.post(f"/items/action/{action.pk}/completion", {"result": ""}).status_code == 409


def test_refusals_stand_at_their_field(cast: Cast, row: FollowUp) -> None:
    client, step = signed_in(cast.ling), row.actions.get(content="提交方案")
    reply = client.post(f"/items/action/{step.pk}/postponement", {"until": "2026-03-01", "reason": "核价"})
    assert reply.status_code == 422
    assert "请选择 2026-03-12 之后的日期" in reply.content.decode()
    reply = client.post(
        f"/items/objection/{row.objections.get().pk}/settlement", {"settling_words": " ", "settled_on": "2026-03-12"}
    )
    assert reply.status_code == 422
    reply = client.post(f"/projects/{cast.project.pk}/items/risk", {"content": "x", "probability": "9", "seen": "{}"})
    assert reply.status_code == 422
    assert Objection.objects.get().state == "raised"


def test_only_the_customers_words_offer_the_settled_state(cast: Cast, row: FollowUp) -> None:
    html = signed_in(cast.ling).get(f"/items/objection/{row.objections.get().pk}/").content.decode()
    assert 'value="answered"' in html
    assert 'value="settled"' not in html


def test_field_changed_meanwhile_is_shown_beside_yours(cast: Cast, row: FollowUp) -> None:
    action = row.actions.get(content="提交方案")
    typed = sent(action, content="提交分期方案")
    edit_plan_item(action, {"content": "提交两份方案"}, seen={}, by=cast.bo)
    reply = signed_in(cast.ling).post(f"/items/action/{action.pk}/", typed)
    assert reply.status_code == 409
    assert "提交两份方案" in reply.content.decode()
    assert "提交分期方案" in reply.content.decode()


def test_removed_item_can_be_taken_back(cast: Cast, row: FollowUp) -> None:
    client, risk = signed_in(cast.ling), row.risks.get()
    reply = client.delete(f"/items/risk/{risk.pk}/", headers=modules("risks"))
    undo = json.loads(reply["HX-Trigger"])["toast"]["undo"]
    assert not Risk.objects.exists()
    assert client.post(undo, headers=modules("risks")).status_code == 200
    assert Risk.objects.get().response == "三年总成本"


def test_item_points_only_to_its_own_plan(cast: Cast, row: FollowUp) -> None:
    other = add_customer(name="滨海银行", by=cast.ling)
    stranger = add_entry(Contact(customer=other, name="李行长"), by=cast.ling)
    objection = row.objections.get()
    html = signed_in(cast.ling).get(f"/items/objection/{objection.pk}/").content.decode()
    assert "李行长" not in html
    fields = {"content": "太贵", "state": "raised", "raised_by": str(stranger.pk), "seen": "{}"}
    assert signed_in(cast.ling).post(f"/items/objection/{objection.pk}/", fields).status_code == 422


def test_contact_is_logged_with_the_steps_that_it_closes(cast: Cast, row: FollowUp) -> None:
    client, place = signed_in(cast.ling), f"/projects/{cast.project.pk}"
    liu = add_entry(Contact(customer=cast.customer, name="刘总"), by=cast.ling)
    first, second = row.actions.order_by("pk")
    html = client.get(f"{place}/contact").content.decode()
    assert "上次约定的事" in html
    assert f'name="done-{first.pk}"' in html
    fields = {
        "date": "2026-03-20",
        "channel": "visit",
        "contacts": str(liu.pk),
        "goal": "二次汇报",
        "feedback": "认可",
        f"done-{first.pk}": "on",
        f"done-{second.pk}": "on",
        f"result-{second.pk}": "已签收",
    }
    refused = client.post(f"{place}/contact", fields)
    assert refused.status_code == 422
    assert "下一步做什么" in refused.content.decode()
    assert FollowUp.objects.count() == 1
    reply = client.post(
        f"{place}/contact", {**fields, "next_steps": "约赵总（凌薇/4月1日）"}, headers=modules("records")
    )
    assert reply.status_code == 200
    assert "刘总" in reply.content.decode()
    second.refresh_from_db()
    assert second.closing_words == "已签收"
    assert FollowUp.objects.order_by("pk").last().contacts.get() == liu


def test_details_of_a_contact_are_changed(cast: Cast, row: FollowUp) -> None:
    client = signed_in(cast.bo)
    reply = client.post(
        f"/follow-ups/{row.pk}/details",
        {"channel": "demo", "consensus": "分两期", "seen": "{}", "colleagues": str(cast.bo.pk)},
        headers=modules("records"),
    )
    assert reply.status_code == 200
    assert "产品演示" in reply.content.decode()
    row.refresh_from_db()
    assert (row.channel, row.consensus, row.colleagues.get()) == ("demo", "分两期", cast.bo)


def test_page_asks_as_often_for_three_rows_as_for_one(cast: Cast) -> None:
    client, counts = signed_in(cast.ling), []
    add_project(customer=cast.customer, name="别的", by=cast.ling)
    for rows in (1, 2):
        for _number in range(rows):
            cast.log(
                next_steps=[ActionItem("提交方案", "凌薇", None)],
                objections=[AnsweredItem("太贵", None)],
                risks=[AnsweredItem("对手低价", None)],
            )
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/projects/{cast.project.pk}/")
        counts.append(len(queries))
    assert counts[0] == counts[1]
