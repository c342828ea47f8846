"""What was known of plans on earlier days: nothing counts before it was written down."""

from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as example_settings
from hypothesis import strategies as st

from genjin.core import clock
from genjin.forecast.engine.events import FACTS
from genjin.forecast.engine.past import Past
from genjin.forecast.models import ForecastSnapshot
from genjin.forecast.plan_facts import facts_after_steps, facts_on
from genjin.forecast.queries.history import deal_name, moment_on_clock, whole_history
from genjin.forecast.queries.told_facts import present_rows, told_facts
from genjin.health.models import PlanHealth
from genjin.pipeline.models import AttitudeFact, Stakeholder, StakeholderRole
from genjin.pipeline.operations.entries import delete_entry, edit_entry
from genjin.pipeline.operations.stakeholders import Words, add_people, set_attitude
from genjin.planning.models import Channel, SignalState
from genjin.planning.operations.buying_signals import confirm_signal, reopen_signal
from genjin.planning.operations.contact_details import edit_contact_details
from genjin.planning.operations.ticking import tick_actions
from genjin.text.cells import ActionItem
from genjin.text.people_lines import read_people_lines
from tests.cast import Cast
from tests.planning.queries.test_project_plan import Doings

pytestmark = pytest.mark.django_db
START = datetime(2035, 3, 5, 1, 0, tzinfo=UTC)  # after the cast was made
Facts = dict[str, float | None]


@pytest.fixture(autouse=True)
def _files(settings, tmp_path) -> None:  # noqa: ANN001
    settings.MEDIA_ROOT = tmp_path


def facts_now(pk: int) -> Facts:
    return facts_on(present_rows([pk]).get(pk, {}), clock.today())


def known_at(pk: int, moment: datetime) -> Facts:
    found: Facts = dict.fromkeys(("attitude", "coverage", "signals", "overdue"))
    for fact in told_facts([pk]):
        if fact.at <= moment:
            found[fact.name] = fact.value
    return found


def decider(cast: Cast) -> Stakeholder:
    return add_people(cast.project, read_people_lines("刘总，采购总监，KDM"), by=cast.ling)[0]


@pytest.mark.usefixtures("phrases")
@example_settings(
    max_examples=10, phases=[Phase.reuse, Phase.generate], suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(numbers=st.lists(st.integers(0, 99), min_size=4, max_size=12), seed=st.integers(0, 1000))
def test_whatever_people_do_later_an_earlier_day_reads_as_it_read_then(
    cast: Cast, numbers: list[int], seed: int
) -> None:
    with transaction.atomic():
        doings, then = Doings(cast, seed), []
        for step, number in enumerate(numbers):
            moment = START + timedelta(hours=30 * step)
            with clock.stopped_at(moment):
                doings.do(number)
                then.append((moment + timedelta(minutes=30), facts_now(cast.project.pk)))
        with clock.stopped_at(START + timedelta(days=90)):
            for moment, as_it_read in then:
                assert known_at(cast.project.pk, moment) == as_it_read
        transaction.set_rollback(True)


def test_attitude_counts_from_the_day_on_which_it_was_written_down(cast: Cast) -> None:
    with clock.stopped_at(START):
        person = decider(cast)
    with clock.stopped_at(START + timedelta(days=20)):
        set_attitude(person, 1, Words("就用你们", observed_on=date(2035, 3, 6)), by=cast.ling)
    with clock.stopped_at(START + timedelta(days=30)):
        assert known_at(cast.project.pk, START + timedelta(days=10))["attitude"] is None
        assert known_at(cast.project.pk, START + timedelta(days=21))["attitude"] == 1


def test_attitude_changed_or_taken_away_later_stands_as_it_was(cast: Cast) -> None:
    with clock.stopped_at(START):
        fact = set_attitude(decider(cast), -1, Words("太贵"), by=cast.ling)
    with clock.stopped_at(START + timedelta(days=5)):
        edit_entry(fact, {"attitude": 2}, seen={"attitude": -1}, by=cast.ling)
    with clock.stopped_at(START + timedelta(days=8)):
        delete_entry(AttitudeFact.objects.get(), by=cast.ling)
    with clock.stopped_at(START + timedelta(days=9)):
        found = [known_at(cast.project.pk, START + timedelta(days=day))["attitude"] for day in (1, 6, 9)]
    assert found == [-1, 2, None]


def test_step_becomes_overdue_by_itself_and_is_settled_by_ticking(cast: Cast) -> None:
    with clock.stopped_at(START):
        row = cast.log(date=START.date(), next_steps=[ActionItem("约刘总", None, START.date() + timedelta(days=3))])
    with clock.stopped_at(START + timedelta(days=10)):
        tick_actions(list(row.actions.all()), done=True, by=cast.ling)
    with clock.stopped_at(START + timedelta(days=11)):
        found = [known_at(cast.project.pk, START + timedelta(days=day))["overdue"] for day in (1, 3, 4, 9, 11)]
    assert found == [0, 0, 1, 1, 0]


@pytest.mark.usefixtures("phrases")
def test_signal_counts_while_it_is_confirmed(cast: Cast) -> None:
    with clock.stopped_at(START):
        signal = cast.log(feedback="刘总：预算被砍，先看看。").signals.get()
    with clock.stopped_at(START + timedelta(days=2)):
        confirm_signal(signal, by=cast.ling)
    with clock.stopped_at(START + timedelta(days=4)):
        signal.refresh_from_db()
        assert signal.state == SignalState.CONFIRMED
        reopen_signal(signal, by=cast.ling)
    with clock.stopped_at(START + timedelta(days=5)):
        found = [known_at(cast.project.pk, START + timedelta(days=day))["signals"] for day in (1, 3, 5)]
    assert found == [0, -1, 0]


def test_coverage_grows_with_who_was_met(cast: Cast) -> None:
    with clock.stopped_at(START):
        person, row = decider(cast), cast.log(date=START.date())
    with clock.stopped_at(START + timedelta(days=3)):
        details = {"channel": Channel.VISIT}
        edit_contact_details(row, details, seen={}, contacts=[person.contact], by=cast.ling)  # type: ignore[list-item]
    with clock.stopped_at(START + timedelta(days=4)):
        found = [known_at(cast.project.pk, START + timedelta(days=day))["coverage"] for day in (1, 4)]
    assert found == [0, 0.34]


def test_steps_change_one_fact_and_are_left_out_once_taken(cast: Cast) -> None:
    assert set(facts_after_steps({}, START.date())) == {"win_decider", "confirm_budget"}
    with clock.stopped_at(START):
        person = decider(cast)
        set_attitude(person, -1, Words("太贵"), by=cast.ling)
        rows = present_rows([cast.project.pk])[cast.project.pk]
        after = facts_after_steps(rows, clock.today())
        assert after == {"win_decider": 1, "reach_decider": 0.34, "confirm_budget": 1}
        set_attitude(person, 2, Words("就用你们"), by=cast.ling)
        rows = present_rows([cast.project.pk])[cast.project.pk]
        assert "win_decider" not in facts_after_steps(rows, clock.today())
    assert person.role == StakeholderRole.KDM


def facts_of(past: Past, pk: int) -> list[tuple[str, int, float]]:
    names = {code: name for name, code in FACTS.items()}
    rows = (past.deal == past.names.index(deal_name(pk))) & np.isin(past.kind, list(names))
    return [
        (names[int(kind)], int(at), float(value))
        for kind, at, value in zip(past.kind[rows], past.at[rows], past.value[rows], strict=True)
        if not np.isnan(value)
    ]


def test_history_as_of_a_day_has_nothing_that_came_later(cast: Cast) -> None:
    with clock.stopped_at(START):
        person = decider(cast)
        fact = set_attitude(person, 1, Words("就用你们"), by=cast.ling)
        PlanHealth.objects.create(project=cast.project, score=80, reckoned_on=clock.today())
        ForecastSnapshot.objects.create(
            day=clock.today(), made_at=clock.now(), closed=0, currency="CNY", open_projects=[], won_projects=[],
            bands={}, health={str(cast.project.pk): 80},
        )  # fmt: skip
    day = moment_on_clock(START + timedelta(days=2))
    with clock.stopped_at(START + timedelta(days=2)):
        before = facts_of(whole_history("CNY").until(day), cast.project.pk)
        assert ("health", moment_on_clock(START), 80.0) in before
        assert ("attitude", moment_on_clock(START), 1.0) in before
    with clock.stopped_at(START + timedelta(days=7)):
        edit_entry(fact, {"attitude": -2}, seen={"attitude": 1}, by=cast.ling)
        row = cast.log(date=START.date(), next_steps=[ActionItem("补", None, START.date() - timedelta(days=9))])
        edit_contact_details(row, {"channel": Channel.VISIT}, seen={}, contacts=[person.contact], by=cast.ling)  # type: ignore[list-item]
        PlanHealth.objects.update(score=10)
        history = whole_history("CNY")
    assert facts_of(history.until(day), cast.project.pk) == before
    later = facts_of(history.until(moment_on_clock(START + timedelta(days=8))), cast.project.pk)
    assert {"health", "attitude", "coverage", "overdue"} <= {name for name, _at, _value in later[len(before) :]}


def test_as_many_queries_for_three_projects_as_for_one(cast: Cast) -> None:
    decider(cast)
    with CaptureQueriesContext(connection) as one:
        list(told_facts([cast.project.pk]))
    others = [Doings(cast, 1).elsewhere.pk for _ in range(2)]
    with CaptureQueriesContext(connection) as three:
        list(told_facts([cast.project.pk, *others]))
    assert len(one) == len(three)
