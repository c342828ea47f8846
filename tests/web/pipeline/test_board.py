"""The board of the pipeline."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from genjin.core import clock
from genjin.health.models import PlanHealth
from genjin.health.operations.refresh import refresh_health
from genjin.people.models import User
from genjin.pipeline.models import OutcomeKind, Project, Stage
from genjin.planning.operations.project_profile import edit_project
from genjin.planning.operations.stages import move_project_to_stage
from genjin.planning.queries.stage_days import stages_entered
from genjin.text.cells import ActionItem
from tests.cast import Cast
from tests.forecast.log import TODAY, ended, project
from tests.web.pages import signed_in

pytestmark = pytest.mark.django_db


def board_of(cast: Cast, who: str, query: str = "", language: str = "zh-hans") -> str:
    reply = signed_in(getattr(cast, who), language).get(f"/pipeline/?{query}")
    assert reply.status_code == 200
    return reply.content.decode()


@pytest.fixture
def pipe(cast: Cast) -> Cast:
    cast.log(stage="需求调研", next_steps=[ActionItem("提交方案", None, date(2026, 3, 30))])
    edit_project(cast.project, {"amount": Decimal(3_200_000)}, seen={}, by=cast.ling)
    lost = project(cast.customer, cast.ling, amount="5550000")
    ended(lost, OutcomeKind.LOST, cast.ling)
    project(None, cast.wei, stages=1, amount="7770000")
    return cast


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_cards_stand_in_their_stages_with_sums(pipe: Cast, language: str) -> None:
    html = board_of(pipe, "ling", language=language)
    assert ("320 万" if language == "zh-hans" else "¥3.2M") in html
    assert "提交方案" in html
    assert "555" not in html  # it has ended
    stage = Stage.objects.get(name="需求调研")
    cell = html.split(f'data-stage="{stage.pk}"')[1].split("</ul>")[0]
    assert f'id="deal-{pipe.project.pk}"' in cell


def test_everybody_sees_and_sums_the_own(pipe: Cast) -> None:
    seen = {who: "777 万" in board_of(pipe, who) for who in ("ling", "bo", "max", "wei", "root", "ada")}
    assert seen == {"ling": False, "bo": False, "max": False, "wei": True, "root": True, "ada": False}


def test_guest_moves_nothing(pipe: Cast) -> None:
    html = board_of(pipe, "ada")
    assert "data-may-move" not in html
    assert 'id="on-' not in html
    assert 'id="on-' in board_of(pipe, "bo")


@pytest.mark.parametrize("query", ["lanes=owner", "lanes=customer", "view=table", "scope=mine", "owner=1&type=cost"])
def test_every_view_can_be_drawn(pipe: Cast, query: str) -> None:
    board_of(pipe, "root", query)


def test_table_shows_the_same(pipe: Cast) -> None:
    html = board_of(pipe, "ling", "view=table")
    assert "MES 二期" in html
    assert "320 万" in html
    assert "<pipeline-board" not in html


def test_lanes_are_named(pipe: Cast) -> None:
    assert "华东精密制造集团 <span" in board_of(pipe, "ling", "lanes=customer")
    assert "凌薇 <span" in board_of(pipe, "ling", "lanes=owner")


def test_move_from_the_board_passes_the_same_gate(pipe: Cast) -> None:
    stage, client = Stage.objects.get(name="方案制定"), signed_in(pipe.ling)
    address = f"/projects/{pipe.project.pk}/stage"
    assert "unmet" in client.get(f"{address}?to={stage.pk}").content.decode()
    assert client.post(address, {"to": stage.pk}, headers={"X-Modules": ""}).status_code in {403, 422}
    reply = signed_in(pipe.max).post(address, {"to": stage.pk, "reason": "客户催"}, headers={"X-Modules": ""})
    assert reply.status_code == 200
    assert reply.content == b""
    assert Project.objects.get(pk=pipe.project.pk).stage == stage


def test_days_in_stage_count_from_what_was_told_last(pipe: Cast) -> None:
    other = project(pipe.customer, pipe.ling, days=20, stages=2)
    assert stages_entered([pipe.project.pk, other.pk]) == {
        pipe.project.pk: date(2026, 3, 10),
        other.pk: date(2026, 3, 10),
    }
    pipe.log(date=TODAY, stage="需求调研")  # it is still there
    assert stages_entered([pipe.project.pk]) == {pipe.project.pk: date(2026, 3, 10)}
    move = move_project_to_stage(other, Stage.objects.get(name="方案制定"), by=pipe.root, reason="x")
    assert stages_entered([other.pk]) == {other.pk: move.moved_on}


@pytest.mark.parametrize("query", ["", "view=table", "lanes=owner"])
def test_card_tells_health_as_it_was_reckoned_last_and_an_overdue_step(pipe: Cast, query: str) -> None:
    board_of(pipe, "ling", query)
    assert not PlanHealth.objects.exists()  # the board reckons nothing
    refresh_health([pipe.project.pk])
    health = PlanHealth.objects.get(project=pipe.project)
    with clock.stopped_at(datetime(2026, 4, 2, 4, tzinfo=UTC)):
        html = board_of(pipe, "ling", query)
    assert f"{health.score}</span>" in html
    assert "的结果" in html  # it is not that day's
    assert "逾期 3 天" in html
    assert PlanHealth.objects.get(project=pipe.project).reckoned_on == health.reckoned_on
    with clock.stopped_at(datetime(2026, 3, 30, 4, tzinfo=UTC)):
        assert "逾期" not in board_of(pipe, "ling", query)


def test_lane_says_how_many_and_how_much(pipe: Cast) -> None:
    project(pipe.customer, pipe.ling, amount="800000")
    html = board_of(pipe, "ling", "lanes=owner")
    title = html.split('class="lane-title"')[1].split("</h2>")[0]
    assert "400 万" in title


def test_htmx_gets_the_board_alone(pipe: Cast) -> None:
    reply = signed_in(pipe.ling).get("/pipeline/?lanes=owner", headers={"HX-Request": "true"})
    assert "<html" not in reply.content.decode()
    assert reply.headers["HX-Push-Url"] == "/pipeline/?lanes=owner"


@pytest.mark.parametrize("query", ["", "lanes=owner", "view=table"])
def test_as_many_queries_for_three_projects_as_for_one(pipe: Cast, query: str) -> None:
    client = signed_in(pipe.ling)
    client.get(f"/pipeline/?{query}")
    with CaptureQueriesContext(connection) as few:
        client.get(f"/pipeline/?{query}")
    for _ in range(3):
        project(pipe.customer, pipe.ling)
    with CaptureQueriesContext(connection) as more:
        client.get(f"/pipeline/?{query}")
    assert len(more) == len(few)


def test_two_owners_of_one_name_have_a_lane_each(pipe: Cast) -> None:
    twin = User.objects.create(username="twin", name=pipe.ling.name, department=pipe.ling.department)
    Project.objects.filter(pk=project(pipe.customer, pipe.ling, amount="990000").pk).update(owner=twin)
    html = board_of(pipe, "root", "lanes=owner")
    lanes = [part.split("</h2>")[0] for part in html.split('<h2 class="lane-title">')[1:]]
    assert [pipe.ling.name in lane for lane in lanes].count(True) == 2
    assert any("99 万" in lane for lane in lanes)
