"""How plans stand, on the pages: the card, the list, the panel, what somebody says to an alert, the settings."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from genjin.core import clock
from genjin.customers.models import Contact
from genjin.health.engine.registry import CHECKS
from genjin.health.models import AlertSnooze, CheckVerdict, HealthAlert, HealthSettings, PlanHealth
from genjin.health.operations.refresh import refresh_health
from genjin.pipeline.models import AttitudeFact, OutcomeKind, ProjectOutcome, Stage, Stakeholder
from genjin.pipeline.operations.entries import add_entry
from genjin.pipeline.operations.projects import add_project
from genjin.planning.models import Action, Risk
from genjin.planning.operations.plan_items import add_plan_item
from genjin.planning.operations.stages import end_project
from genjin.text.cells import AnsweredItem
from genjin.web.health.remedies import remedy
from tests.cast import Cast
from tests.health.engine.plans import found
from tests.health.engine.test_checks import BORDERS
from tests.web.pages import signed_in

LANGUAGES = ("zh-hans", "en")


@pytest.fixture
def ling(cast: Cast) -> Client:
    return signed_in(cast.ling)


def text(client: Client, address: str, **headers: str) -> str:
    reply = client.get(address, headers=headers)
    assert reply.status_code == 200
    return reply.content.decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_card_shows_the_score_and_the_worst_alerts(cast: Cast, language: str) -> None:
    page = text(signed_in(cast.ling, language), f"/projects/{cast.project.pk}/")
    health = PlanHealth.objects.get()
    assert f"<b>{health.score}</b>" in page
    assert f"{health.completeness}%" in page
    assert ("无下一步" if language != "en" else "No next step") in page or "缺下一步" in page
    assert page.count('class="finding"') <= 3


def test_panel_shows_what_the_card_shows_under_ids_of_its_own(cast: Cast, ling: Client) -> None:
    page = f"/projects/{cast.project.pk}"
    card, panel = (re.findall(r' id="([^"]+)"', text(ling, f"{page}{part}")) for part in ("/", "/health"))
    assert f"verdict-{cast.project.pk}-P1" in card
    assert f"panel-verdict-{cast.project.pk}-P1" in panel
    assert set(card).isdisjoint(panel)
    assert len(card) == len(set(card))
    assert len(panel) == len(set(panel))


def test_card_is_reckoned_when_the_page_is_opened_and_after_each_save(cast: Cast, ling: Client) -> None:
    page = f"/projects/{cast.project.pk}"
    assert "remedy-" in text(ling, f"{page}/")
    before = PlanHealth.objects.get().events_seen
    values = {"content": "提交方案", "owner_words": "凌薇", "due_on": clock.today().isoformat(), "seen": "{}"}
    reply = ling.post(f"{page}/items/action", values, headers={"x-modules": "actions health"})
    assert PlanHealth.objects.get().events_seen > before
    assert 'id="module-health"' in reply.content.decode()
    assert not HealthAlert.objects.filter(check_key="P1").exists()


def test_no_card_for_an_earlier_day_nor_for_an_ended_project(cast: Cast, ling: Client) -> None:
    page = f"/projects/{cast.project.pk}/"
    assert "health-ring" not in text(ling, f"{page}?on={clock.today().isoformat()}")
    outcome = ProjectOutcome(project=cast.project, kind=OutcomeKind.LOST, decided_on=clock.today(), reason="价格")
    end_project(outcome, by=cast.ling)
    assert "health-ring" not in text(ling, page)
    assert "已结束" in text(ling, f"/projects/{cast.project.pk}/health")


def test_a_guest_reads_and_has_no_buttons(cast: Cast) -> None:
    page = text(signed_in(cast.ada), f"/projects/{cast.project.pk}/")
    assert 'class="finding"' in page
    assert "remedy-" not in page
    assert "snooze-" not in page


def test_page_of_a_project_takes_as_many_queries_for_many_alerts_as_for_few(cast: Cast, ling: Client) -> None:
    counts = []
    for _round in range(3):
        cast.log(objections=[AnsweredItem("太贵", None)], risks=[AnsweredItem("低价", None)])
        text(ling, f"/projects/{cast.project.pk}/")
        with CaptureQueriesContext(connection) as queries:
            text(ling, f"/projects/{cast.project.pk}/")
        counts.append(len(queries))
    assert len(set(counts)) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_list_of_plans_that_need_somebody(cast: Cast, language: str) -> None:
    page = text(signed_in(cast.ling, language), "/health/")
    assert "MES 二期" in page
    fragment = text(signed_in(cast.ling, language), "/health/", **{"hx-request": "true"})
    assert "<html" not in fragment
    assert "MES 二期" not in text(signed_in(cast.wei, language), "/health/")


def test_an_empty_list_says_what_will_appear(cast: Cast) -> None:
    assert "没有需要留意的计划" in text(signed_in(cast.wei), "/health/")


def test_list_of_projects_shows_sorts_and_filters_by_health(cast: Cast, ling: Client) -> None:
    add_project(customer=cast.customer, name="备件云", by=cast.ling)
    assert PlanHealth.objects.count() == 0
    text(ling, "/projects/")
    assert PlanHealth.objects.count() == 2  # what the list shows is reckoned
    PlanHealth.objects.filter(project=cast.project).update(score=20, band="red")
    page = text(ling, "/projects/?order=health")
    assert page.index("MES 二期") < page.index("备件云")
    assert 'aria-sort="ascending"' in page
    page = text(ling, "/projects/?health=red")
    assert "MES 二期" in page
    assert "备件云" not in page


def test_putting_off_asks_for_day_and_reason(cast: Cast, ling: Client) -> None:
    place = f"/projects/{cast.project.pk}/health/P1/snooze"
    assert "until" in text(ling, place)
    assert ling.post(place, {"until": clock.today(), "reason": "等"}).status_code == 422
    assert ling.post(place, {"until": "x", "reason": ""}).status_code == 422
    day = clock.today() + timedelta(days=3)
    assert ling.post(place, {"until": day, "reason": "年终盘点"}, headers={"x-modules": "health"}).status_code == 200
    assert "年终盘点" in text(ling, f"/projects/{cast.project.pk}/health")
    assert ling.delete(place).status_code == 200
    assert not AlertSnooze.objects.exists()
    assert ling.delete(place).status_code == 409


def test_a_verdict_is_given_and_taken_back(cast: Cast, ling: Client) -> None:
    place = f"/projects/{cast.project.pk}/health/P1/verdict"
    assert "words" in text(ling, place)
    assert ling.post(place, {"words": "口头已约"}).status_code == 200
    assert CheckVerdict.objects.get().is_wrong
    assert ling.post(place, {"is_right": "1"}).status_code == 200
    assert not CheckVerdict.objects.get().is_wrong
    assert ling.post(place, {"words": "长" * 301}).status_code == 422


def test_an_alert_that_does_not_stand_is_a_conflict_and_an_unknown_check_is_nowhere(cast: Cast, ling: Client) -> None:
    assert ling.get(f"/projects/{cast.project.pk}/health/P8/verdict").status_code == 409
    assert ling.get(f"/projects/{cast.project.pk}/health/X9/verdict").status_code == 404


FINDINGS = {(key, finding.because): finding for key, facts, _bad in BORDERS if (finding := found(key, facts))}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_button_opens_its_form_filled_in_and_writes_nothing(cast: Cast, language: str) -> None:
    contact = add_entry(Contact(customer=cast.customer, name="赵总"), by=cast.ling)
    person = add_entry(Stakeholder(project=cast.project, contact=contact, role="KDM"), by=cast.ling)
    row = cast.log(objections=[AnsweredItem("太贵", None)])
    targets = {
        "action": add_plan_item(Action(project=cast.project, content="跟进一下"), by=cast.ling).pk,
        "risk": add_plan_item(Risk(project=cast.project, content="换人"), by=cast.ling).pk,
        "objection": row.objections.get().pk,
    }
    kinds = {"P2": "action", "E2": "action", "E3": "action", "C5": "objection", "C6": "risk"}
    client, counts = signed_in(cast.ling, language), _rows()
    for (key, because), finding in FINDINGS.items():
        target = person.pk if key == "E4" else targets.get(kinds.get(key, ""), finding.target)
        values = {"since": clock.today(), "severity": 3, "points": 1, "parameters": dict(finding.parameters)}
        alert = HealthAlert(project=cast.project, check_key=key, because=because, target=target, **values)
        with translation.override(language):
            button = remedy(alert)
        assert client.get(button.address).status_code == 200, (key, button.address)
    assert _rows() == counts
    assert {key for key, _because in FINDINGS} == set(CHECKS)


def _rows() -> dict[str, int]:
    return {kind.__name__: kind.objects.count() for kind in (Action, Risk, Stakeholder, AttitudeFact)}


def test_an_action_is_drafted_with_what_is_to_come_of_it(cast: Cast, ling: Client) -> None:
    text(ling, f"/projects/{cast.project.pk}/")
    with translation.override("zh-hans"):
        button = remedy(HealthAlert.objects.get(check_key="P1"))
    form = text(ling, button.address)
    assert "与客户约定下一步" in form
    assert (clock.today() + timedelta(days=3)).isoformat() in form


def test_a_missing_role_is_asked_for(cast: Cast, ling: Client) -> None:
    cast.log(stage="需求调研", date=date(2026, 3, 10))
    refresh_health()
    alert = HealthAlert.objects.get(check_key="R9")
    assert 'value="KDM" selected' in text(ling, remedy(alert).address)


def settings_form(client: Client) -> dict[str, str]:
    """The settings as the page shows them, ready to be sent."""
    page = text(client, "/settings/health/")
    fields = re.findall(r"<input[^>]*>", page)
    values = {}
    for field in fields:
        name, value = re.search(r'name="([^"]*)"', field), re.search(r'value="([^"]*)"', field)
        if name and ('type="checkbox"' not in field or " checked" in field):
            values[name[1]] = value[1] if value else "on" if "checkbox" in field else ""
    return values


@pytest.mark.parametrize("language", LANGUAGES)
def test_settings_hold_and_say_what_the_default_was(cast: Cast, language: str) -> None:
    root = signed_in(cast.root, language)
    values, stage = settings_form(root), Stage.objects.get(position=4)
    values.pop("on-P1")
    reply = root.post("/settings/health/", {**values, f"people-{stage.pk}": "2", "points-P2-HIGH": "20"})
    assert reply.status_code == 302, reply.content.decode()
    stored = HealthSettings.objects.get()
    assert stored.stages == {str(stage.pk): {"people": 2}}
    assert stored.checks == {"P1": {"is_on": False}, "P2": {"points": {"HIGH": 20}}}
    page = text(root, "/settings/health/")
    assert ("默认 4" if language != "en" else "default 4") in page


def test_wrong_and_late_settings_are_refused(cast: Cast) -> None:
    root = signed_in(cast.root)
    values = settings_form(root)
    assert root.post("/settings/health/", {**values, "points-P2-HIGH": "101"}).status_code == 422
    assert root.post("/settings/health/", values).status_code == 302
    assert root.post("/settings/health/", values).status_code == 409


@pytest.mark.parametrize("who", ["ling", "max", "ada", "wei"])
def test_settings_are_for_administrators(cast: Cast, who: str) -> None:
    client = signed_in(getattr(cast, who))
    assert client.get("/settings/health/").status_code == 403
    assert client.post("/settings/health/", {}).status_code == 403
    assert "/settings/health/" not in text(client, "/settings/")


def test_settings_tell_how_often_a_check_was_judged_wrong(cast: Cast) -> None:
    for who, is_wrong in ((cast.ling, True), (cast.bo, False)):
        values = {"project": cast.project, "check_key": "P1", "is_wrong": is_wrong, "given_at": clock.now()}
        CheckVerdict.objects.create(by=who, **values)
    assert "1 / 2" in text(signed_in(cast.root), "/settings/health/")
