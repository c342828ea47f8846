"""What people say to an alert: put off, shown again, judged."""

from datetime import date, timedelta

import pytest

from genjin.activity.models import ActivityEvent
from genjin.core import clock
from genjin.core.errors import DomainError, NotAllowed, RuleBroken, WrongState
from genjin.health.models import AlertSnooze, CheckVerdict, HealthAlert, HealthSettings, PlanHealth
from genjin.health.operations.alerts import end_snooze, judge_alert, snooze_alert
from genjin.health.operations.refresh import refresh_health
from genjin.health.queries.alerts import MOST_SHOWN, PlanAlerts, alerts_of, worst
from genjin.people.models import User
from genjin.pipeline.operations.projects import add_project
from tests.cast import Cast, person


@pytest.fixture
def alert(cast: Cast) -> HealthAlert:
    refresh_health()
    return HealthAlert.objects.select_related("project").get(check_key="P1")


def later(days: int = 7) -> date:
    return clock.today() + timedelta(days=days)


def shown(user: User, alert: HealthAlert, days: int = 0) -> PlanAlerts:
    return alerts_of(user, [alert.project_id], later(days))[alert.project_id]


def test_put_off_it_is_not_shown_and_comes_back_by_itself(cast: Cast, alert: HealthAlert) -> None:
    before = PlanHealth.objects.get().score
    snooze_alert(alert, until=later(), reason="客户年终盘点", by=cast.bo)
    assert ActivityEvent.objects.filter(kind="alert.snoozed", project_id=alert.project_id, by=cast.bo).exists()
    refresh_health()
    assert PlanHealth.objects.get().score == before
    assert [one.check_key for one, _snooze in shown(cast.ling, alert).put_off] == ["P1"]
    assert "P1" not in {one.check_key for one in shown(cast.ling, alert).shown}
    assert "P1" not in {one.check_key for one in shown(cast.ling, alert, 6).shown}
    assert "P1" in {one.check_key for one in shown(cast.ling, alert, 7).shown}


def test_what_gets_worse_comes_back_at_once(cast: Cast, alert: HealthAlert) -> None:
    snooze_alert(alert, until=later(), reason="等", by=cast.ling)
    HealthAlert.objects.filter(pk=alert.pk).update(severity=4)
    assert "P1" in {one.check_key for one in shown(cast.ling, alert).shown}


def test_put_off_again_is_one_snooze(cast: Cast, alert: HealthAlert) -> None:
    for days in (3, 9):
        snooze_alert(alert, until=later(days), reason="等", by=cast.ling)
    assert AlertSnooze.objects.get().until == later(9)


@pytest.mark.parametrize(("days", "reason", "field"), [(0, "等", "until"), (93, "等", "until"), (7, "  ", "reason")])
def test_snooze_refuses_wrong_days_and_no_reason(
    cast: Cast, alert: HealthAlert, days: int, reason: str, field: str
) -> None:
    with pytest.raises(RuleBroken) as refused:
        snooze_alert(alert, until=later(days), reason=reason, by=cast.ling)
    assert refused.value.field == field


@pytest.mark.parametrize("who", ["wei", "ada"])
def test_who_may_not_change_the_plan_says_nothing_to_its_alerts(cast: Cast, alert: HealthAlert, who: str) -> None:
    other = getattr(cast, who)
    with pytest.raises(NotAllowed):
        snooze_alert(alert, until=later(), reason="等", by=other)
    with pytest.raises(NotAllowed):
        judge_alert(alert, is_wrong=True, by=other)
    with pytest.raises(NotAllowed):
        end_snooze(cast.project, "P1", by=other)
    assert not AlertSnooze.objects.exists()
    assert not CheckVerdict.objects.exists()


def test_shown_again(cast: Cast, alert: HealthAlert) -> None:
    snooze_alert(alert, until=later(), reason="等", by=cast.ling)
    end_snooze(cast.project, "P1", by=cast.bo)
    assert not AlertSnooze.objects.exists()
    assert ActivityEvent.objects.filter(kind="alert.woken").exists()
    with pytest.raises(WrongState):
        end_snooze(cast.project, "P1", by=cast.bo)


def test_a_verdict_is_kept_and_counted_once_a_person(cast: Cast, alert: HealthAlert) -> None:
    judge_alert(alert, is_wrong=True, words="口头已约", by=cast.ling)
    judge_alert(alert, is_wrong=False, by=cast.bo)
    assert shown(cast.ling, alert).verdicts["P1"].words == "口头已约"
    judge_alert(alert, is_wrong=False, by=cast.ling)
    assert list(CheckVerdict.objects.values_list("is_wrong", flat=True)) == [False, False]
    assert ActivityEvent.objects.filter(kind="alert.judged").count() == 3
    with pytest.raises(DomainError):
        judge_alert(alert, is_wrong=True, words="长" * 301, by=cast.ling)


def test_what_is_judged_wrong_too_often_is_demoted_and_rises_again(cast: Cast, alert: HealthAlert) -> None:
    others = [person(f"u{number}", f"同事{number}") for number in range(19)]
    values = {"project": alert.project, "check_key": "P1", "given_at": clock.now()}
    for number, other in enumerate(others):
        CheckVerdict.objects.create(by=other, is_wrong=number < 10, **values)
    version = HealthSettings.objects.values_list("version", flat=True).first() or 1
    judge_alert(alert, is_wrong=True, by=cast.ling)  # the twentieth: 11 of 20
    stored = HealthSettings.objects.get()
    assert (stored.demoted, stored.version) == (["P1"], version + 1)
    assert refresh_health() == 1
    assert HealthAlert.objects.get(check_key="P1").severity == alert.severity - 1
    judge_alert(alert, is_wrong=False, by=cast.ling)  # 10 of 20 is not more than half
    assert HealthSettings.objects.get().demoted == []


def test_three_are_shown_worst_first_and_of_one_cause_one(cast: Cast) -> None:
    rows = [("E2", 1, 10), ("R1", 3, 25), ("R2", 3, 0), ("P1", 4, 30), ("V1", 3, 25)]
    project = add_project(customer=cast.customer, name="另一个", by=cast.ling)
    HealthAlert.objects.bulk_create(
        HealthAlert(project=project, check_key=key, severity=severity, points=points, since=clock.today())
        for key, severity, points in rows
    )
    alerts = alerts_of(cast.ling, [project.pk], clock.today())[project.pk]
    assert [alert.check_key for alert in alerts.shown] == ["P1", "R1", "V1"]
    assert [alert.check_key for alert in alerts.others] == ["R2", "E2"]
    assert len(worst(list(HealthAlert.objects.all()))) == MOST_SHOWN
