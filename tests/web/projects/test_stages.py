"""The stages of a project on its page: criteria, moves, ends."""

from datetime import date

import pytest
from django.http import HttpResponse

from genjin.health.models import HealthSettings
from genjin.pipeline.models import CriterionCheck, ExitCriterion, Project, ProjectOutcome, Stage
from genjin.pipeline.operations.entries import add_entry
from tests.cast import Cast
from tests.web.pages import signed_in


@pytest.fixture
def stages(cast: Cast) -> dict[int, Stage]:
    """The stages by position; the project is in the first one."""
    found = {stage.position: stage for stage in Stage.objects.all()}
    cast.log(date=date(2026, 3, 10), stage=found[1].name)
    return found


def move(cast: Cast, to: Stage, who: str = "ling", **sent: object) -> HttpResponse:
    return signed_in(getattr(cast, who)).post(f"/projects/{cast.project.pk}/stage", {"to": to.pk, **sent})


def module(cast: Cast, key: str = "stages") -> str:
    return signed_in(cast.ling).get(f"/projects/{cast.project.pk}/modules/{key}").content.decode()


def test_criteria_are_checked_with_what_shows_them(cast: Cast, stages: dict[int, Stage]) -> None:
    criterion = ExitCriterion.objects.filter(stage=stages[1]).first()
    assert criterion is not None
    assert str(criterion) in module(cast)
    client, place = signed_in(cast.ling), f"/projects/{cast.project.pk}/entries/criterion-check"
    html = client.get(f"{place}/new?criterion={criterion.pk}&met_on=2026-03-12").content.decode()
    assert f'<option value="{criterion.pk}" selected>' in html
    sent = {"criterion": criterion.pk, "evidence": "3-12 会议纪要", "met_on": "2026-03-12", "seen": "{}"}
    assert client.post(place, sent).status_code == 200
    assert client.post(place, sent).status_code == 422
    assert "3-12 会议纪要" in module(cast)
    assert CriterionCheck.objects.get().by == cast.ling


def test_a_move_shows_what_is_unmet_and_needs_a_reason(cast: Cast, stages: dict[int, Stage]) -> None:
    html = signed_in(cast.ling).get(f"/projects/{cast.project.pk}/stage?to={stages[2].pk}").content.decode()
    assert html.count("<li>") == 5
    refused = move(cast, stages[2])
    assert refused.status_code == 422
    assert "说明" in refused.content.decode()
    moved = move(cast, stages[2], reason="客户催方案", **{"from": stages[1].pk})
    assert moved.status_code == 200
    assert Project.objects.get(pk=cast.project.pk).stage == stages[2]
    assert "客户催方案" in module(cast)
    stale = move(cast, stages[3], reason="x", **{"from": stages[1].pk})
    assert stale.status_code == 409
    assert "客户催方案" not in stale.content.decode()


def test_a_hard_gate_bars_the_seller_and_lets_a_manager_pass(cast: Cast, stages: dict[int, Stage]) -> None:
    move(cast, stages[4], "max", reason="集团框架")
    address = f"/projects/{cast.project.pk}/stage?to={stages[5].pk}"
    assert 'name="reason"' not in signed_in(cast.ling).get(address).content.decode()
    assert 'name="reason"' in signed_in(cast.max).get(address).content.decode()
    assert move(cast, stages[5], reason="先签").status_code == 403
    assert move(cast, stages[5], "max", reason="集团框架").status_code == 200


@pytest.mark.parametrize(
    ("amount", "currency", "status"),
    [(999_999, "CNY", 200), (1_000_001, "CNY", 403), (1, "USD", 403), (None, "CNY", 403)],
)
def test_a_gate_may_be_hard_for_large_projects_alone(
    cast: Cast, stages: dict[int, Stage], amount: int | None, currency: str, status: int
) -> None:
    Project.objects.filter(pk=cast.project.pk).update(amount=amount, currency=currency)
    move(cast, stages[3], reason="集团框架")
    address = f"/projects/{cast.project.pk}/stage?to={stages[4].pk}"
    is_hard = status == 403
    assert ("硬性" in signed_in(cast.ling).get(address).content.decode()) is is_hard
    assert ("硬性" in module(cast)) is is_hard
    assert move(cast, stages[4], reason="客户催").status_code == status


def test_usual_days_are_our_own_once_ten_projects_were_won(cast: Cast, stages: dict[int, Stage]) -> None:
    assert f"通常 {stages[1].usual_days} 天" in module(cast, "head")
    own = HealthSettings.objects.create(medians={str(stages[1].pk): [13, 9]})
    assert f"通常 {stages[1].usual_days} 天" in module(cast, "head")
    own.medians = {str(stages[1].pk): [13, 10]}
    own.save()
    assert "通常 13 天" in module(cast, "head")


def test_moving_back_is_offered_as_free(cast: Cast, stages: dict[int, Stage]) -> None:
    move(cast, stages[4], "max", reason="集团框架")
    html = signed_in(cast.ling).get(f"/projects/{cast.project.pk}/stage?to={stages[1].pk}").content.decode()
    assert "后退" in html
    assert move(cast, stages[1]).status_code == 200


@pytest.mark.parametrize("to", ["", "x", "0", "²"])
def test_a_stage_that_is_not_there_is_not_found(cast: Cast, to: str) -> None:
    assert signed_in(cast.ling).get(f"/projects/{cast.project.pk}/stage?to={to}").status_code == 404


def test_a_project_ends_its_end_is_edited_and_taken_back(cast: Cast) -> None:
    client, address = signed_in(cast.ling), f"/projects/{cast.project.pk}/outcome"
    assert 'name="reason"' in client.get(address).content.decode()
    sent = {"kind": "shelved", "decided_on": "2026-03-20", "reason": "预算推到明年", "seen": "{}"}
    refused = client.post(address, sent)
    assert refused.status_code == 422
    assert client.post(address, sent | {"wake_on": "2026-09-01"}).status_code == 200
    assert "搁置" in module(cast, "head")
    seen = '{"kind": "shelved", "decided_on": "2026-03-20", "reason": "预算推到明年", "wake_on": "2026-09-01"}'
    edited = sent | {"wake_on": "2026-09-01", "review": "早问预算", "seen": seen}
    assert client.post(address, edited).status_code == 200
    assert ProjectOutcome.objects.get().review == "早问预算"
    assert client.post(address, edited | {"kind": "lost", "seen": '{"kind": "won"}'}).status_code == 409
    assert client.delete(address).status_code == 200
    assert client.delete(address).status_code == 409
    assert "搁置" not in module(cast, "head")


def test_a_guest_reads_how_it_ended(cast: Cast) -> None:
    outcome = ProjectOutcome(project=cast.project, kind="won", decided_on=date(2026, 3, 20), reason="方案")
    add_entry(outcome, by=cast.ling)
    html = signed_in(cast.ada).get(f"/projects/{cast.project.pk}/outcome").content.decode()
    assert "disabled" in html
    assert "hx-delete" not in html
