"""Reckoning again only what changed: the same as reckoning everything, whatever was done before."""

from contextlib import suppress
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from genjin.core import clock
from genjin.core.errors import DomainError
from genjin.customers.models import Contact
from genjin.health.models import HealthAlert, HealthSettings, PlanHealth
from genjin.health.operations.refresh import refresh_health
from genjin.health.queries.stale_plans import stale_plans
from genjin.pipeline.models import OutcomeKind, Project, ProjectOutcome
from genjin.pipeline.operations.entries import add_entry, edit_entry
from genjin.pipeline.operations.projects import add_project
from genjin.planning.content import RowChanges, RowContent
from genjin.planning.models import BuyingSignal
from genjin.planning.operations.buying_signals import add_signal, confirm_signal, dismiss_signal
from genjin.planning.operations.follow_ups import edit_follow_up
from genjin.planning.operations.project_profile import edit_project
from genjin.planning.operations.stages import end_project, reopen_project
from genjin.text.cells import ActionItem
from tests.cast import Cast
from tests.planning.queries.test_project_plan import Doings

NUMBERS = st.lists(st.integers(0, 99), min_size=4, max_size=12)
START = datetime(2035, 3, 5, 1, 0, tzinfo=UTC)


def told() -> dict[str, object]:
    """All that was reckoned; of an ended project, which waits for nothing, not by which day and settings."""
    healths = list(PlanHealth.objects.order_by("project_id").values())
    for health in healths:
        del health["red_since"]  # it remembers what was before
        if health["score"] is None:
            del health["reckoned_on"], health["settings_version"]
    alerts = HealthAlert.objects.order_by("project_id", "check_key").values()
    return {
        "healths": healths,
        "alerts": [{key: value for key, value in alert.items() if key != "id"} for alert in alerts],
    }


def decide(doings: Doings) -> None:
    """Mark words as a signal, and decide on signals."""
    signals = list(BuyingSignal.objects.filter(deleted_at=None, project=doings.cast.project, state="new"))
    if signals:
        signal = doings.random.choice(signals)
        doings.random.choice([confirm_signal, dismiss_signal])(signal, by=doings.cast.bo)
    elif doings.random.random() < 0.5 and (row := doings.row()):
        row = edit_follow_up(row, RowChanges({"feedback": "刘总下月调走"}), seen={}, by=doings.cast.ling)
        label = doings.random.choice([("personnel", "-"), ("competitor", "-"), ("timeline", "+"), ("contract", "+")])
        add_signal(row, label=label, words="刘总下月调走", by=doings.cast.ling)


def from_scratch() -> dict[str, object]:
    HealthAlert.objects.all().delete()
    PlanHealth.objects.all().delete()
    refresh_health()
    return told()


@pytest.mark.django_db
@example(numbers=[22, 78, 83, 22, 5, 88, 19, 40, 88], seed=0, days=26)  # ended, and days later
@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    numbers=st.lists(st.integers(0, 99), min_size=4, max_size=12), seed=st.integers(0, 1000), days=st.integers(0, 40)
)
def test_step_by_step_equals_from_scratch(cast: Cast, numbers: list[int], seed: int, days: int) -> None:
    with transaction.atomic():
        doings = Doings(cast, seed)
        for step, number in enumerate(numbers):
            # some steps on one day, others days apart
            moment = START + timedelta(hours=step, days=days * (step // 2))
            with clock.stopped_at(moment):
                with suppress(DomainError):  # what is refused changes nothing
                    doings.do(number)
                decide(doings)
                if doings.random.random() < 0.7:
                    refresh_health([doings.random.choice([cast.project.pk, doings.elsewhere.pk])])
                if doings.random.random() < 0.5:
                    refresh_health()
        with clock.stopped_at(moment):
            refresh_health()
            step_by_step = told()
            assert step_by_step == from_scratch()
        transaction.set_rollback(True)


def test_a_plan_is_reckoned_once_while_nothing_happens(cast: Cast) -> None:
    assert refresh_health() == 1
    assert refresh_health() == 0
    cast.log(goal="访谈", next_steps=[ActionItem("提交方案", "凌薇", None)])
    assert refresh_health() == 1
    assert refresh_health([cast.project.pk]) == 0


def test_it_is_reckoned_again_on_the_next_day(cast: Cast) -> None:
    with clock.stopped_at(START):
        refresh_health()
    with clock.stopped_at(START + timedelta(days=1)):
        assert refresh_health() == 1


def test_what_happens_at_the_customer_makes_its_plans_stale(cast: Cast) -> None:
    contact = add_entry(Contact(customer=cast.customer, name="刘总"), by=cast.ling)
    refresh_health()
    edit_entry(contact, {"left_on": date(2026, 3, 1)}, seen={}, by=cast.ling)
    assert refresh_health([cast.project.pk]) == 1


def test_other_settings_make_every_plan_stale(cast: Cast) -> None:
    refresh_health()
    HealthSettings.objects.create(version=2)
    assert refresh_health() == 1
    assert refresh_health() == 0


def test_an_event_that_appears_late_is_not_missed(cast: Cast) -> None:
    """On PostgreSQL the event of the longer transaction may have the smaller number."""
    refresh_health()
    seen = PlanHealth.objects.get()
    PlanHealth.objects.update(events_seen=seen.events_seen - 1)
    assert [plan.project for plan in stale_plans(None, today=clock.today(), version=1)] == [cast.project.pk]


def test_an_ended_project_has_no_score_and_waits_for_nothing(cast: Cast) -> None:
    refresh_health()
    assert HealthAlert.objects.exists()
    ended = ProjectOutcome(project=cast.project, kind=OutcomeKind.LOST, decided_on=date(2026, 3, 9), reason="价格")
    end_project(ended, by=cast.ling)
    refresh_health()
    assert PlanHealth.objects.get().score is None
    assert not HealthAlert.objects.exists()
    with clock.stopped_at(START):
        assert refresh_health() == 0
    reopen_project(cast.project, by=cast.ling)
    refresh_health()
    assert PlanHealth.objects.get().score is not None


def test_no_more_than_asked_for(cast: Cast) -> None:
    for number in range(3):
        add_project(customer=cast.customer, name=f"项目 {number}", by=cast.ling)
    assert refresh_health(limit=3) == 3
    assert refresh_health(limit=3) == 1


def test_put_off_dates_are_counted(cast: Cast) -> None:
    for day in (1, 11, 6, 21):  # to bring it forward is not to put it off
        project = Project.objects.get(pk=cast.project.pk)
        edit_project(project, {"close_on": date(2040, 3, day)}, seen={}, by=cast.ling)
    refresh_health()
    alert = HealthAlert.objects.get(check_key="P9")
    assert alert.parameters == {"moves": 2, "days": 25}


def test_it_takes_as_many_queries_for_three_plans_as_for_one(cast: Cast) -> None:
    counts = []
    for number in (1, 2, 2):
        project = add_project(customer=cast.customer, name=f"项目 {number}", by=cast.ling)
        for _row in range(number):
            cast.log(RowContent(goal="目标", next_steps=[ActionItem("提交", "凌薇", None)]), project)
        PlanHealth.objects.all().delete()
        with CaptureQueriesContext(connection) as queries:
            refresh_health()
        counts.append(len(queries))
    assert len(set(counts)) == 1
