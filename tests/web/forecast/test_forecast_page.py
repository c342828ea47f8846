"""The page of the forecast: what it shows, to whom, in how many queries."""

import csv
import io
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_tasks.base import TaskResultStatus

from genjin.core import clock
from genjin.forecast.engine.ranges import chance_to_reach
from genjin.forecast.models import ForecastSnapshot
from genjin.forecast.operations.numbers import adjust_number, say_number
from genjin.forecast.operations.reckoning import refresh_forecast
from genjin.forecast.operations.targets import set_target
from genjin.jobs.models import QueuedTask
from genjin.jobs.operations.workers import register_worker
from genjin.pipeline.models import OutcomeKind, Project
from genjin.pipeline.operations.projects import add_customer
from genjin.planning.operations.project_profile import edit_project
from tests.cast import Cast
from tests.forecast.log import TODAY, ended, project
from tests.web.pages import signed_in

pytestmark = pytest.mark.django_db
CLOSE = date(2026, 3, 28)


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with clock.stopped_at(clock.end_of(TODAY)):
        yield


@pytest.fixture
def firm(cast: Cast) -> Cast:
    """Ling: one project to close in time, one past its day, one won. Wei: one of 7,770,000 that Ling never sees."""
    for number in range(6):
        past = project(cast.customer, cast.ling, days=70 + number, stages=3, amount="500000")
        ended(past, OutcomeKind.LOST if number % 2 else OutcomeKind.WON, cast.ling, date(2025, 12, 1 + number))
    cast.log(stage="需求调研")
    edit_project(cast.project, {"amount": Decimal(1_000_000), "close_on": CLOSE}, seen={}, by=cast.ling)
    project(cast.customer, cast.ling, amount="640000", close_on=TODAY - timedelta(days=5))
    won = project(cast.customer, cast.ling, amount="300000")
    ended(won, OutcomeKind.WON, cast.ling, date(2026, 3, 2))
    strange = add_customer(name="魏然的客户", by=cast.wei)
    project(strange, cast.wei, amount="7770000", close_on=CLOSE)
    refresh_forecast(by=cast.root)
    return cast


def page_of(cast: Cast, who: str, query: str = "", language: str = "zh-hans") -> str:
    reply = signed_in(getattr(cast, who), language).get(f"/forecast/?{query}")
    assert reply.status_code == 200
    return reply.content.decode()


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_page_shows_sums_and_what_is_adrift_first(firm: Cast, language: str) -> None:
    html = page_of(firm, "ling", language=language)
    assert ("30 万" if language == "zh-hans" else "¥300,000") in html
    assert html.index("项目 7") < html.index("MES 二期")
    assert "魏然的客户" not in html
    assert "777" not in html


def test_everybody_sums_only_what_he_sees(firm: Cast) -> None:
    amounts = {who: "777 万" in page_of(firm, who) for who in ("ling", "bo", "max", "wei", "root", "ada")}
    assert amounts == {"ling": False, "bo": False, "max": False, "wei": True, "root": True, "ada": False}


@pytest.mark.parametrize("part", ["deals", "months", "changes", "groups"])
def test_files_hold_only_what_is_seen(firm: Cast, part: str) -> None:
    texts = {
        who: signed_in(getattr(firm, who)).get(f"/forecast/export.csv?part={part}").content.decode("utf-8-sig")
        for who in ("ling", "root")
    }
    assert "777" not in texts["ling"]
    assert "魏然" not in texts["ling"]
    assert list(csv.reader(io.StringIO(texts["root"])))


def test_file_of_projects_neutralises_formulas(firm: Cast) -> None:
    edit_project(firm.project, {"name": "=1+1"}, seen={}, by=firm.ling)
    text = signed_in(firm.ling).get("/forecast/export.csv?part=deals").content.decode("utf-8-sig")
    assert any(row[1] == "'=1+1" for row in csv.reader(io.StringIO(text)))


def test_unknown_part_is_not_there(firm: Cast) -> None:
    assert signed_in(firm.ling).get("/forecast/export.csv?part=secrets").status_code == 404


def test_what_changed_sums_and_names_only_what_is_seen(firm: Cast) -> None:
    ForecastSnapshot.objects.update(day=TODAY - timedelta(days=8))
    strange = Project.objects.get(owner=firm.wei)
    for found, by in ((firm.project, firm.ling), (strange, firm.wei)):
        edit_project(found, {"amount": Decimal(2_000_000)}, seen={}, by=by)
    refresh_forecast(by=firm.root, again=True)
    text = signed_in(firm.ling).get("/forecast/export.csv?part=changes&measure=amount").content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))[1:]
    exact = [Decimal(row[2].lstrip("'")) for row in rows]
    # 640,000 of the project adrift counts in the quarter, too, as its day lies in it
    assert exact[0] == Decimal(1_940_000)
    assert exact[0] + sum(exact[1:-1]) == exact[-1] == Decimal(2_940_000)
    html = page_of(firm, "ling")
    assert "项目 8" not in html  # Wei's


def test_target_and_numbers_stand_side_by_side(firm: Cast) -> None:
    set_target("2026-Q1", Decimal(3_000_000), by=firm.max, person=firm.ling)
    say_number("2026-Q1", Decimal(1_500_000), by=firm.ling)
    adjust_number(firm.ling, "2026-Q1", Decimal(1_100_000), reason="谨慎些", by=firm.max)
    for who in ("ling", "max"):
        html = page_of(firm, who)
        for words in ("300 万", "150 万", "110 万", "谨慎些"):
            assert words in html, (who, words)
    other = page_of(firm, "wei")
    assert "谨慎些" not in other
    assert "凌薇" not in other


def test_chance_of_last_week_stands_beside_todays(firm: Cast) -> None:
    set_target("2026-Q1", Decimal(2_000_000), by=firm.root)
    assert "（+" not in page_of(firm, "root")
    snapshot = ForecastSnapshot.objects.get()
    bands = {"2026-Q1": {"": [500_000, 1_000_000, 1_500_000], str(firm.ling.pk): [2_000_000, 2_500_000, 3_000_000]}}
    ForecastSnapshot.objects.filter(pk=snapshot.pk).update(day=TODAY - timedelta(days=8), bands=bands)
    # a target beyond P90 of that day, then far more certain; the model of today gives another chance
    then = round(100 * chance_to_reach(500_000, 1_000_000, 1_500_000, 2_000_000))
    assert f"03-12：{then}%" in page_of(firm, "root")
    # nothing is kept for the choice of one department
    department = firm.ling.department_id
    assert f"03-12：{then}%" not in page_of(firm, "root", f"department={department}")
    set_target("2026-Q1", Decimal(2_000_000), by=firm.root, person=firm.ling)
    assert "03-12：90%" in page_of(firm, "root", f"owner={firm.ling.pk}")


def test_before_the_first_reckoning_the_page_says_what_to_do(cast: Cast) -> None:
    assert "genjin forecast refresh" in page_of(cast, "ling")


def test_large_deal_is_shown_apart(firm: Cast) -> None:
    assert 'id="big-title"' in page_of(firm, "wei")


def test_htmx_gets_the_part_and_the_address(firm: Cast) -> None:
    reply = signed_in(firm.ling).get("/forecast/?period=2026-03&scope=mine", headers={"HX-Request": "true"})
    assert "<html" not in reply.content.decode()
    assert reply.headers["HX-Push-Url"] == "/forecast/?period=2026-03&scope=mine"


@pytest.mark.parametrize("query", ["period=2026&by=month", "by=department", "by=customer_type&type=cost", "owner=1"])
def test_every_view_can_be_drawn(firm: Cast, query: str) -> None:
    page_of(firm, "root", query)


def test_only_an_administrator_reckons(firm: Cast) -> None:
    assert signed_in(firm.max).post("/forecast/reckoning").status_code == 403
    assert signed_in(firm.root).post("/forecast/reckoning?period=2026").headers["Location"] == "/forecast/?period=2026"
    assert ForecastSnapshot.objects.count() == 2


def test_button_leaves_it_to_the_worker_and_the_page_asks_until_it_is_done(firm: Cast) -> None:
    register_worker()
    client = signed_in(firm.root, "en")
    assert client.post("/forecast/reckoning?period=2026").status_code == 302
    assert ForecastSnapshot.objects.count() == 1
    assert "Being calculated" in client.get("/forecast/").content.decode()
    asked = client.get("/forecast/reckoning?period=2026")
    assert "Being calculated" in asked.content.decode()
    assert "HX-Trigger" not in asked.headers
    QueuedTask.objects.update(status=TaskResultStatus.SUCCESSFUL)
    done = client.get("/forecast/reckoning?period=2026")
    assert done.headers["HX-Trigger"] == "forecast-changed"
    assert "Calculate again" in done.content.decode()


def test_failed_reckoning_is_told_to_whom_it_concerns(firm: Cast) -> None:
    register_worker()
    signed_in(firm.root).post("/forecast/reckoning")
    QueuedTask.objects.update(status=TaskResultStatus.FAILED)
    assert "The calculation failed" in page_of(firm, "root", language="en")
    assert "The calculation failed" not in page_of(firm, "ling", language="en")


def test_as_many_queries_for_three_projects_as_for_one(firm: Cast) -> None:
    client = signed_in(firm.root)
    client.get("/forecast/")
    with CaptureQueriesContext(connection) as few:
        client.get("/forecast/")
    for _ in range(3):
        project(firm.customer, firm.ling, amount="900000", close_on=CLOSE)
    refresh_forecast(by=firm.root, again=True)
    with CaptureQueriesContext(connection) as more:
        client.get("/forecast/")
    assert len(more) == len(few)
