"""Looking back at a plan in the browser."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from genjin.planning.content import RowChanges
from genjin.planning.models import FollowUp
from genjin.planning.operations.follow_ups import edit_follow_up
from tests.cast import Cast
from tests.web.pages import signed_in

MONDAY = datetime(2035, 3, 5, 4, 0, tzinfo=UTC)


@pytest.fixture
def row(cast: Cast) -> FollowUp:
    with time_machine.travel(MONDAY, tick=False):
        row = cast.log(goal="周一的目标")
    with time_machine.travel(MONDAY + timedelta(days=1), tick=False):
        edit_follow_up(row, RowChanges({"goal": "周二的目标"}), seen={}, by=cast.bo)
    return row


def test_page_shows_the_plan_of_a_day_and_nothing_to_change_in_it(cast: Cast, row: FollowUp) -> None:
    with time_machine.travel(MONDAY + timedelta(days=2), tick=False):
        client = signed_in(cast.ling)
        html = client.get(f"/projects/{cast.project.pk}/?on=2035-03-05").content.decode()
        assert "周一的目标" in html
        assert "周二的目标" not in html
        assert "2035-03-05" in html
        assert 'id="log-contact"' not in html
        assert "周二的目标" in client.get(f"/projects/{cast.project.pk}/").content.decode()


def test_what_changed_since_is_listed_and_one_value_brought_back(cast: Cast, row: FollowUp) -> None:
    with time_machine.travel(MONDAY + timedelta(days=2), tick=False):
        client, place = signed_in(cast.ling), f"/projects/{cast.project.pk}"
        html = client.get(f"{place}/changes?since=2035-03-05").content.decode()
        assert "<del>周一的目标</del> → <ins>周二的目标</ins>" in html
        assert "薄远" in html
        fields = {"since": "2035-03-05", "kind": "followup", "row": str(row.pk), "field": "goal"}
        assert client.post(f"{place}/restorations", fields).status_code == 200
        row.refresh_from_db()
        assert row.goal == "周一的目标"
        assert client.post(f"{place}/restorations", {**fields, "kind": "user"}).status_code == 409
        assert client.post(f"{place}/restorations", {**fields, "row": "x"}).status_code == 422


def test_guest_sees_what_changed_and_brings_nothing_back(cast: Cast, row: FollowUp) -> None:
    with time_machine.travel(MONDAY + timedelta(days=2), tick=False):
        client, place = signed_in(cast.ada), f"/projects/{cast.project.pk}"
        html = client.get(f"{place}/changes?since=2035-03-05").content.decode()
        assert "周二的目标" in html
        assert "restorations" not in html


def test_day_leads_to_its_plan_and_no_day_is_nowhere(cast: Cast, row: FollowUp) -> None:
    client, place = signed_in(cast.ling), f"/projects/{cast.project.pk}"
    reply = client.get(f"{place}/changes?since=2035-03-05&show=plan")
    assert reply["HX-Redirect"] == f"{place}/?on=2035-03-05"
    for address in ("/?on=soon", "/changes?since=2035-02-30", "/?on=0001-01-01"):
        assert client.get(place + address).status_code in {404, 409}


def test_earlier_day_asks_as_often_for_three_rows_as_for_one(cast: Cast) -> None:
    counts = []
    with time_machine.travel(MONDAY, tick=False):
        client = signed_in(cast.ling)
    for rows in (1, 2):
        with time_machine.travel(MONDAY, tick=False):
            made = [cast.log(goal="目标") for _number in range(rows)]
        with time_machine.travel(MONDAY + timedelta(days=1), tick=False):
            for row in made:
                edit_follow_up(row, RowChanges({"goal": "新"}), seen={}, by=cast.bo)
        with time_machine.travel(MONDAY + timedelta(days=2), tick=False):
            client = signed_in(cast.ling)
            with CaptureQueriesContext(connection) as queries:
                client.get(f"/projects/{cast.project.pk}/?on=2035-03-05")
        counts.append(len(queries))
    assert counts[0] == counts[1]
