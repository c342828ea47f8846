"""A handed-over project counts for who owned it at the time."""

from datetime import timedelta
from decimal import Decimal

import numpy as np
import pytest

from genjin.core import clock
from genjin.forecast.engine.new_business import wins_of
from genjin.forecast.engine.past import Past
from genjin.forecast.engine.reading import read_history
from genjin.forecast.engine.timeline import Timeline
from genjin.forecast.operations.numbers import say_number
from genjin.forecast.periods import period_of
from genjin.forecast.queries.history import deal_name, seconds_of, whole_history
from genjin.forecast.queries.ownership import ownership_among
from genjin.forecast.queries.past_logs import own_history
from genjin.forecast.queries.track_record import number_records
from genjin.pipeline.models import OutcomeKind, Project
from genjin.planning.operations.project_profile import edit_project
from tests.cast import Cast
from tests.forecast.log import TODAY, ended, project

pytestmark = pytest.mark.django_db
HANDED = TODAY - timedelta(days=10)


def hand_over(found: Project, cast: Cast, to: str = "bo") -> None:
    with clock.stopped_at(clock.end_of(HANDED)):
        now = Project.objects.get(pk=found.pk)
        edit_project(now, {"owner_id": getattr(cast, to).pk}, seen={}, by=cast.root)


def owner_at(past: Past, pk: int, day: float) -> str:
    deal = np.array([past.names.index(deal_name(pk))])
    return past.owners[int(Timeline(past, past.owner >= 0).last_owner(deal, np.array([day]))[0])]


def test_open_project_is_the_new_owners_from_the_day_of_handing_over(cast: Cast) -> None:
    found = project(cast.customer, cast.ling, days=30)
    hand_over(found, cast)
    past = whole_history("CNY").until(seconds_of(TODAY))
    days = {day: owner_at(past, found.pk, day) for day in (-30, -11, -10, 0)}
    ling, bo = deal_name(cast.ling.pk), deal_name(cast.bo.pk)
    assert days == {-30: ling, -11: ling, -10: bo, 0: bo}
    owners = ownership_among([found.pk])
    assert owners.on(found.pk, HANDED - timedelta(days=1)) == cast.ling.pk
    assert owners.on(found.pk, HANDED) == cast.bo.pk


def test_win_stays_with_who_won_it(cast: Cast) -> None:
    found = project(cast.customer, cast.ling, days=60)
    ended(found, OutcomeKind.WON, cast.ling, TODAY - timedelta(days=20))
    hand_over(found, cast)
    past = whole_history("CNY").until(seconds_of(TODAY))
    wins = wins_of(past, counted=False)
    assert [past.owners[owner] for owner in wins.owner] == [deal_name(cast.ling.pk)]


def test_record_of_a_seller_counts_what_that_seller_won(cast: Cast) -> None:
    day = TODAY - timedelta(days=40)
    month = period_of(day, "month")
    with clock.stopped_at(clock.end_of(day)):
        say_number(month.key, Decimal(900_000), by=cast.ling)
    found = project(cast.customer, cast.ling, days=90)
    ended(found, OutcomeKind.WON, cast.ling, day)
    hand_over(found, cast)
    (record,) = number_records(cast.root, "CNY", TODAY)
    assert (record.person, record.came) == (cast.ling, 100_000_000)


def test_log_in_the_form_of_the_contract_says_who_it_was_handed_to(cast: Cast) -> None:
    found = project(cast.customer, cast.ling, days=30)
    hand_over(found, cast)
    rows = list(own_history(cast.root))
    assert any(row[0] == str(found.pk) and row[2] == "owner" and row[4] == cast.bo.name for row in rows)
    text = "\n".join(",".join(row) for row in rows)
    past = read_history(text.encode()).until(seconds_of(TODAY))
    deal = np.array([past.names.index(str(found.pk))])
    assert past.owners[int(Timeline(past, past.owner >= 0).last_owner(deal, np.zeros(1))[0])] == cast.bo.name
