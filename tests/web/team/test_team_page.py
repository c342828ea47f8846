"""The manager's view, and the lists behind its figures."""

import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from genjin.core import clock
from genjin.health.models import PlanHealth
from genjin.health.operations.refresh import refresh_health
from genjin.people.models import Department, Role, User
from genjin.people.queries.teams import team_of
from genjin.pipeline.models import Project
from genjin.pipeline.operations.projects import add_project
from genjin.planning.content import NewRow, RowContent
from genjin.planning.models import BuyingSignal
from genjin.planning.operations.buying_signals import add_signal
from genjin.planning.operations.follow_ups import log_follow_up
from genjin.planning.operations.project_profile import edit_project
from genjin.text.cells import ActionItem
from genjin.web.team.page_data import MOST_CHANGES, monday_before
from tests.cast import Cast, person
from tests.web.pages import signed_in

# a Thursday at noon in Shanghai, for all that the page tells
NOW = datetime(2035, 3, 8, 4, 0, tzinfo=UTC)
TODAY = date(2035, 3, 8)
LATE = TODAY - timedelta(days=1)


@pytest.fixture(autouse=True)
def _stopped() -> object:
    with clock.stopped_at(NOW):
        yield


@pytest.fixture
def busy(cast: Cast) -> Cast:
    """Something of each: overdue, due, a late signal, no next step, a close that is past, a plan in red."""
    step = ActionItem("提交报价", "凌薇", TODAY - timedelta(days=3))
    cast.log(date=date(2035, 3, 1), next_steps=[step, ActionItem("核价", None, TODAY + timedelta(days=6))])
    with clock.stopped_at(NOW - timedelta(hours=30)):
        row = cast.log(feedback="集团要求所有项目先冻结预算", date=date(2035, 3, 6))
        BuyingSignal.objects.all().delete()
        add_signal(row, label=("budget", "-"), words="冻结预算", by=cast.ling)
    BuyingSignal.objects.update(state="new", decided_at=None, decided_by=None)
    add_project(customer=cast.customer, name="没有下一步", by=cast.ling, close_on=date(2035, 12, 1))
    Project.objects.filter(pk=cast.project.pk).update(close_on=date(2035, 2, 1))
    refresh_health()
    return cast


def page(user: User, query: str = "", language: str = "zh-hans") -> str:
    reply = signed_in(user, language).get(f"/team/{query}")
    assert reply.status_code == 200
    return reply.content.decode()


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("user", ["max", "root"])
def test_every_figure_leads_to_the_list_behind_it(busy: Cast, user: str, language: str) -> None:
    client = signed_in(getattr(busy, user), language)
    shown = page(getattr(busy, user), language=language)
    links = {link.replace("&amp;", "&") for link in re.findall(r'href="(/team/[^"]+)"', shown)}
    assert {link.partition("?")[0] for link in links} == {"/team/actions", "/team/projects", "/team/signals"}
    for link in sorted(links):
        assert client.get(link).status_code == 200, link
    assert "冻结预算" in client.get("/team/signals").content.decode()
    assert "提交报价" in client.get(f"/team/actions?when=overdue&person={busy.ling.pk}").content.decode()
    assert "核价" in client.get(f"/team/actions?when=week&person={busy.ling.pk}").content.decode()
    assert "没有下一步" in client.get("/team/projects?kind=no_step").content.decode()
    assert "MES 二期" in client.get("/team/projects?kind=close").content.decode()
    assert "MES 二期" in client.get("/team/projects?kind=red").content.decode()


def test_figures_are_those_of_the_lists(busy: Cast) -> None:
    shown = page(busy.max)
    figures = re.findall(r'<dd class="figure-big"><a href="([^"?]+)[^"]*">(\d+)</a>', shown)
    assert figures == [
        ("/team/actions", "1"),
        ("/team/projects", str(PlanHealth.objects.filter(band="red").count())),
        ("/team/signals", "1"),
        ("/team/projects", "1"),
        ("/team/projects", "1"),
    ]


@pytest.mark.parametrize("user", ["ling", "bo", "wei", "ada"])
def test_page_and_lists_are_for_those_who_look_after_people(cast: Cast, user: str) -> None:
    client = signed_in(getattr(cast, user))
    for path in ("/team/", "/team/actions", "/team/projects", "/team/changes", "/team/signals"):
        assert client.get(path).status_code == 403
    assert 'href="/team/"' not in client.get("/settings/").content.decode()


@pytest.mark.parametrize("role", [Role.SALES, Role.SUPPORT])
def test_managers_see_the_way_there_whatever_their_role(cast: Cast, role: Role) -> None:
    assert 'href="/team/"' in signed_in(cast.max).get("/settings/").content.decode()
    head = person("tao", "陶然", role)
    Department.objects.get(name="华东组").managers.add(head)
    assert 'href="/team/"' in signed_in(head).get("/settings/").content.decode()
    assert "凌薇" in page(head)


def test_all_that_moved_stands_behind_its_count(busy: Cast) -> None:
    project = busy.project
    for number in range(MOST_CHANGES):
        add_project(customer=busy.customer, name=f"新项目 {number:02d}", by=busy.ling)
    edit_project(project, {"amount": Decimal(9_990_000)}, seen={}, by=busy.ling)
    moved = page(busy.max, language="en")
    count = int(re.findall(r'id="part-changes">[^<]*<span class="chip">(\d+)', moved)[0])
    assert count > MOST_CHANGES
    assert f">All {count}<" in moved
    part = moved[moved.index("part-changes") :]
    assert part.index("MES 二期") < part.index("新项目")  # what moved hides behind nothing new
    listed = signed_in(busy.max, "en").get("/team/changes").content.decode()
    assert listed.count('class="team-line"') == count


def test_manager_of_one_department_sees_nothing_of_another(busy: Cast) -> None:
    south = Department.objects.create(name="华南部")
    other = person("tao", "陶然", Role.MANAGER, south)
    south.managers.add(other)
    person("gu", "顾青", department=south)
    shown = page(other)
    assert "顾青" in shown
    assert "凌薇" not in shown
    assert "MES 二期" not in shown
    client = signed_in(other)
    assert client.get(f"/team/actions?person={busy.ling.pk}").status_code == 404
    assert "提交报价" not in client.get(f"/team/actions?project={busy.project.pk}").content.decode()
    theirs = Department.objects.get(name="华东组").pk
    assert "凌薇" not in page(other, f"?department={theirs}")  # a department that is not theirs is none


def test_a_department_is_chosen_with_all_below_it(busy: Cast) -> None:
    whole, east = Department.objects.get(name="大客户部"), Department.objects.get(name="华东组")
    assert {entry.name for entry in team_of(busy.root, whole.pk).people} == {"凌薇", "马骁"}
    assert {entry.name for entry in team_of(busy.root, east.pk).people} == {"凌薇"}
    assert {entry.name for entry in team_of(busy.root).people} == {"凌薇", "马骁", "薄远", "魏然", "管理员"}
    assert team_of(busy.max).departments == [whole, east] or team_of(busy.max).departments == [east, whole]
    shown = page(busy.root, f"?department={east.pk}")
    assert f"department={east.pk}&amp;when=overdue" in shown or f"department={east.pk}&amp;" in shown


def test_nobody_to_look_after_is_said(cast: Cast) -> None:
    lonely = person("tao", "陶然", Role.MANAGER)
    assert "/team/actions" not in page(lonely)
    empty = Department.objects.create(name="新部门")
    empty.managers.add(lonely)
    assert "新部门" in page(lonely)


def test_wrong_lists_are_not_there(cast: Cast) -> None:
    client = signed_in(cast.root)
    for query in ("actions?when=never", "projects?kind=odd", "actions?person=999999"):
        assert client.get(f"/team/{query}").status_code == 404


def test_hostile_words_stay_words(cast: Cast) -> None:
    cast.log(next_steps=[ActionItem("<script>alert(1)</script>", "凌薇", TODAY - timedelta(days=1))])
    shown = signed_in(cast.max).get("/team/actions").content.decode()
    assert "<script>alert(1)" not in shown
    assert "&lt;script&gt;alert(1)" in shown


def test_as_many_queries_however_many_people(busy: Cast) -> None:
    def count() -> int:
        client: Client = signed_in(busy.max)
        client.get("/team/")
        with CaptureQueriesContext(connection) as queries:
            client.get("/team/")
        return len(queries)

    before = count()
    east = Department.objects.get(name="华东组")
    for name in ("云", "何", "季"):
        owner = person(name, name, department=east)
        project = add_project(customer=busy.customer, name=f"{name}的项目", by=owner)
        log_follow_up(NewRow(project, RowContent(next_steps=[ActionItem("核价", name, LATE)])), by=owner)
    refresh_health()
    assert count() == before


@pytest.mark.parametrize(
    ("today", "monday"),
    [
        (date(2026, 11, 30), date(2026, 11, 23)),  # on a Monday, that of the week before
        (date(2026, 12, 1), date(2026, 11, 30)),
        (date(2026, 12, 6), date(2026, 11, 30)),
    ],
)
def test_last_monday(today: date, monday: date) -> None:
    assert monday_before(today) == monday
