import json
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone

from genjin.customers.models import Contact
from genjin.pipeline.models import AttitudeFact, BudgetFact, Competitor, Stakeholder
from genjin.pipeline.operations.entries import add_entry
from genjin.pipeline.operations.projects import add_project
from genjin.planning.columns import cell_text
from genjin.planning.models import BuyingSignal, Objection, Risk
from genjin.planning.operations.buying_signals import confirm_signal
from genjin.planning.queries.follow_ups import whole_rows
from genjin.text.cells import AnsweredItem
from genjin.web.signals.proposals import proposal_keys
from tests.cast import Cast
from tests.phrases import PHRASES
from tests.web.pages import signed_in

pytestmark = pytest.mark.usefixtures("phrases")
INBOX = {"HTTP_HX_REQUEST": "true", "HTTP_X_MODULES": "signal-inbox"}


@pytest.fixture
def signal(cast: Cast) -> BuyingSignal:
    return cast.log(feedback="刘总说预算被砍，只剩150万。").signals.get()


@pytest.fixture
def ling(cast: Cast) -> Client:
    return signed_in(cast.ling)


def test_confirming_shows_the_question_the_proposals_and_how_to_take_it_back(
    ling: Client, signal: BuyingSignal
) -> None:
    reply = ling.post(f"/signals/{signal.pk}/confirmation", **INBOX)
    page = reply.content.decode()
    assert reply.status_code == 200
    assert f'id="signal-{signal.pk}"' in page
    assert 'hx-swap-oob="true"' in page
    assert "砍的是总额还是时间" in page
    assert f"/signals/{signal.pk}/proposals/budget-fact" in page
    assert 'id="count-signals" hx-swap-oob="true"></b>' in page
    toast = json.loads(reply["HX-Trigger"])["toast"]
    assert toast["undo"] == f"/signals/{signal.pk}/reopening"
    assert ling.post(toast["undo"], **INBOX).status_code == 200
    signal.refresh_from_db()
    assert signal.state == "new"


def test_on_a_page_without_the_inbox_its_modules_are_renewed(ling: Client, signal: BuyingSignal) -> None:
    reply = ling.post(
        f"/signals/{signal.pk}/dismissal", {"reason": "不是"}, HTTP_HX_REQUEST="true", HTTP_X_MODULES="signals head"
    )
    page = reply.content.decode()
    assert 'id="module-signals"' in page
    assert 'id="module-records"' not in page
    signal.refresh_from_db()
    assert (signal.state, signal.reason) == ("dismissed", "不是")


def test_a_second_decision_is_refused_in_words(ling: Client, cast: Cast, signal: BuyingSignal) -> None:
    confirm_signal(signal, by=cast.bo)
    reply = ling.post(f"/signals/{signal.pk}/confirmation", **INBOX)
    assert reply.status_code == 409
    assert "刚刚已有人处理了这条信号" in reply.content.decode()


def test_the_row_is_drawn_anew_after_a_decision(ling: Client, signal: BuyingSignal) -> None:
    def row() -> str:
        page = ling.get("/plan/?q=").content.decode()
        return page[page.index(f'id="follow-up-{signal.follow_up_id}"') :]

    assert '<mark class="sig neg is-new"' in row()
    assert 'data-text="刘总说预算被砍，只剩150万。"' in row(), "what is edited and copied are the words alone"
    ling.post(f"/signals/{signal.pk}/confirmation")
    assert '<mark class="sig neg"' in row()
    assert '<div class="sig-chips"><span class="chip sig-chip neg"' in row()
    ling.post(f"/signals/{signal.pk}/reopening")
    ling.post(f"/signals/{signal.pk}/dismissal")
    assert "<mark" not in row()
    assert "sig-chips" not in row()


def test_marks_in_objections_and_notes(ling: Client, cast: Cast) -> None:
    cast.log(objections=[AnsweredItem("友商降价", "讲总成本")], note="方案认可")
    page = ling.get("/plan/").content.decode()
    assert ">友商降价</mark> <span" in page
    assert ">方案认可</mark><div" in page


def proposed(client: Client, signal: BuyingSignal, key: str) -> str:
    reply = client.get(f"/signals/{signal.pk}/proposals/{key}")
    assert reply.status_code == 302, reply.status_code
    return str(reply["Location"])


def save(client: Client, address: str, **values: object) -> int:
    """Open the form, send it as it is but for some values, and return the status of the reply."""
    shown = client.get(address)
    assert shown.status_code == 200, shown.content.decode()
    form = shown.context["form"]
    data = {name: form[name].value() for name in form.fields}
    data = {name: ("" if value is None else value) for name, value in data.items()} | values
    target, _mark, query = address.partition("?")
    number = query.rpartition("signal=")[2]
    reply = client.post(f"{target.removesuffix('/new')}?signal={number}", data, **INBOX)
    assert f"signal-{number}" in reply.content.decode(), reply.content.decode()
    return reply.status_code


def test_a_budget_is_proposed_with_words_day_speaker_and_amount(ling: Client, cast: Cast) -> None:
    signal = cast.log(feedback="刘总说预算被砍到150万。").signals.get()
    BuyingSignal.objects.filter(pk=signal.pk).update(evidence="预算被砍到150万")
    assert save(ling, proposed(ling, signal, "budget-fact")) == 200
    fact = BudgetFact.objects.get()
    assert (fact.quote, fact.said_by, fact.observed_on, fact.high) == (
        "预算被砍到150万",
        "刘总",
        date(2026, 3, 10),
        Decimal(1_500_000),
    )
    signal.refresh_from_db()
    assert (signal.state, signal.became) == ("confirmed", [["budget-fact", fact.pk]])


def test_an_attitude_is_proposed_for_the_person_who_spoke(ling: Client, cast: Cast) -> None:
    person = add_entry(Contact(customer=cast.customer, name="刘建国"), by=cast.ling)
    stakeholder = add_entry(Stakeholder(project=cast.project, contact=person), by=cast.ling)
    signal = cast.log(feedback="刘总支持我们").signals.get()
    assert save(ling, proposed(ling, signal, "attitude-fact")) == 200
    fact = AttitudeFact.objects.get()
    assert (fact.stakeholder, fact.attitude, fact.quote) == (stakeholder, 1, "刘总支持我们")


def test_a_known_competitor_is_told_what_it_did(ling: Client, cast: Cast) -> None:
    known = add_entry(Competitor(project=cast.project, name="恒拓", moves="演示过"), by=cast.ling)
    signal = cast.log(feedback="恒拓又来了，友商降价。").signals.get()
    assert save(ling, proposed(ling, signal, "competitor")) == 200
    known.refresh_from_db()
    assert known.moves == "演示过\n2026-03-10 友商降价"
    assert Competitor.objects.count() == 1


def test_an_objection_is_raised_in_the_row_of_its_words(ling: Client, signal: BuyingSignal) -> None:
    assert save(ling, proposed(ling, signal, "objection")) == 200
    objection = Objection.objects.get()
    assert (objection.content, objection.category, objection.follow_up_id) == (
        "预算被砍",
        "budget",
        signal.follow_up_id,
    )
    assert cell_text(whole_rows().get(pk=signal.follow_up_id), "objections") == "1. 预算被砍"


def test_a_risk_an_action_and_a_date(ling: Client, cast: Cast, signal: BuyingSignal) -> None:
    assert save(ling, proposed(ling, signal, "risk")) == 200
    assert (Risk.objects.get().content, Risk.objects.get().category) == ("预算被砍", "budget")
    assert save(ling, proposed(ling, signal, "action")) == 200
    timeline = cast.log(feedback="年底上线").signals.get()
    assert save(ling, proposed(ling, timeline, "close-date"), close_on="2026-12-31") == 200
    cast.project.refresh_from_db()
    assert cast.project.close_on == date(2026, 12, 31)
    signal.refresh_from_db()
    assert [kind for kind, _pk in signal.became] == ["risk", "action"]
    page = ling.get("/signals/?state=confirmed&age=all").content.decode()
    assert f"/items/risk/{Risk.objects.get().pk}/" in page


def test_every_proposal_of_every_kind_opens(ling: Client, cast: Cast) -> None:
    for words in PHRASES:
        row = cast.log(feedback=words)
        for signal in row.signals.all():
            for key, _is_first in proposal_keys(signal):
                assert ling.get(proposed(ling, signal, key)).status_code == 200, (words, key)


def test_proposals_are_for_those_who_may_write_and_of_the_own_project(
    ling: Client, cast: Cast, signal: BuyingSignal
) -> None:
    address = f"/signals/{signal.pk}/proposals/risk"
    assert signed_in(cast.ada).get(address).status_code == 403
    assert signed_in(cast.wei).get(address).status_code == 404
    assert ling.get(f"/signals/{signal.pk}/proposals/nothing").status_code == 404
    elsewhere = add_project(customer=cast.customer, name="别的", by=cast.ling)
    for query in (f"signal={signal.pk}", "signal=x", "signal=99999999"):
        reply = ling.post(f"/projects/{elsewhere.pk}/items/risk?{query}", {"content": "x"})
        assert reply.status_code == 404, query
    assert not Risk.objects.exists()


def test_words_are_marked_by_hand(ling: Client, signal: BuyingSignal) -> None:
    address = f"/follow-ups/{signal.follow_up_id}/signals"
    assert ling.get(address).status_code == 200
    refused = ling.post(address, {"evidence": "没有这句话", "kind": "price -"})
    assert refused.status_code == 422
    assert "客户原话里没有这句话" in refused.content.decode()
    assert ling.post(address, {"evidence": "只剩150万", "kind": "weather +"}).status_code == 422
    saved = ling.post(address, {"evidence": "只剩150万", "kind": "price -"})
    assert saved.status_code == 200
    assert "saved" in saved["HX-Trigger-After-Settle"]
    assert BuyingSignal.objects.get(type="price").state == "confirmed"


def test_the_project_page_shows_signals_and_marks_but_not_on_an_earlier_day(ling: Client, signal: BuyingSignal) -> None:
    place = f"/projects/{signal.project_id}/"
    page = ling.get(place).content.decode()
    assert 'id="module-signals"' in page
    assert ">预算被砍</mark>" in page
    earlier = ling.get(f"{place}?on={timezone.localdate(signal.found_at).isoformat()}").content.decode()
    assert "<mark" not in earlier
    assert "不属于过去某天的计划" in earlier
