"""The pages of a project's people."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext

from genjin.core import clock
from genjin.customers.models import Contact, Unit
from genjin.people.models import User
from genjin.pipeline.models import AttitudeFact, LineKind, Stakeholder, StakeholderLine
from genjin.pipeline.operations.entries import add_entry, delete_entry, edit_entry
from genjin.pipeline.operations.stakeholders import Words, add_people, set_attitude
from genjin.planning.operations.contact_details import edit_contact_details
from genjin.text.people_lines import read_people_lines
from genjin.web.stakeholders.attitude_chart import attitude_chart
from tests.cast import Cast
from tests.web.pages import signed_in

MAP = "people-summary people-quadrant people-chart people-table"


def people(cast: Cast, lines: str = "刘总，采购总监，采购部，KDM\n王总工，技术总监，技术部，KI") -> list[Stakeholder]:
    return add_people(cast.project, read_people_lines(lines), by=cast.ling)


def page(cast: Cast, query: str = "", user: User | None = None, language: str = "zh-hans") -> str:
    reply = signed_in(user or cast.ling, language).get(f"/projects/{cast.project.pk}/people/{query}")
    assert reply.status_code == 200
    return reply.content.decode()


def post_place(cast: Cast, person: Stakeholder, user: User | None = None, **values: object) -> HttpResponse:
    form = {"influence": 2, "attitude": "", "quote": "", "said_by": "", "evidence": 2, "observed_on": ""}
    form |= {"seen_attitude": "", "seen_influence": 2, **values}
    client = signed_in(user or cast.ling)
    return client.post(f"/stakeholders/{person.pk}/place", form, headers={"X-Modules": MAP, "HX-Request": "true"})


def test_table_tells_everything_of_a_person(cast: Cast) -> None:
    liu, _wang = people(cast)
    edit_entry(liu, {"buying_roles": ["final"], "covered_by": cast.bo}, seen={}, by=cast.ling)
    set_attitude(liu, -1, Words("预算压到 150 万", "刘总", observed_on=clock.today()), by=cast.ling)
    row = cast.log(date=clock.today() - timedelta(days=3))
    edit_contact_details(row, {"channel": "visit"}, seen={}, by=cast.ling, contacts=[liu.contact])
    html = page(cast)
    table = html[html.index("people-table") :]
    for words in ("刘总", "采购总监", "采购部", "KDM", "最终批准", "偏冷", "预算压到 150 万", "薄远", "3 天前"):
        assert words in table
    assert table.index("刘总") < table.index("王总工")
    assert "从未" in table


def test_unknown_attitude_stands_in_a_lane_of_its_own(cast: Cast) -> None:
    liu, wang = people(cast)
    set_attitude(wang, 0, Words("先看看"), by=cast.ling)
    html = page(cast)
    lane = re.search(r'data-influence="2"[^>]*data-attitude=""[^>]*>(.*?)</td>', html, re.DOTALL)
    neutral = re.search(r'data-influence="2"[^>]*data-attitude="0"[^>]*>(.*?)</td>', html, re.DOTALL)
    assert lane
    assert neutral
    assert f"dot-{liu.pk}" in lane[1]
    assert f"dot-{wang.pk}" in neutral[1]


def test_chart_puts_people_under_superiors_and_units(cast: Cast) -> None:
    boss, below, other = people(cast, "赵总，副总\n周主任，主任\n王总工，总工，技术部")
    edit_entry(below.contact, {"reports_to": boss.contact}, seen={}, by=cast.ling)
    html = page(cast, "?view=chart")
    assert re.search(rf'node-{boss.pk}".*?</button>\s*<ul>\s*<li>\s*<button[^>]*id="node-{below.pk}"', html, re.DOTALL)
    assert re.search(rf'class="unit">技术部</span>\s*<ul>\s*<li>\s*<button[^>]*id="node-{other.pk}"', html, re.DOTALL)


def test_ring_of_superiors_and_units_is_cut(cast: Cast) -> None:
    one, two, three = people(cast, "甲，甲，一部\n乙，乙，二部\n丙")
    for source, target in ((one, two), (two, three), (three, one)):
        line = StakeholderLine(project=cast.project, source=source, target=target, kind=LineKind.REPORTS)
        add_entry(line, by=cast.ling)
    Unit.objects.filter(name="一部").update(parent=Unit.objects.get(name="二部"))
    Unit.objects.filter(name="二部").update(parent=Unit.objects.get(name="一部"))
    html = page(cast, "?view=chart")
    assert all(html.count(f'id="node-{person.pk}"') == 1 for person in (one, two, three))
    StakeholderLine.objects.all().delete()
    html = page(cast, "?view=chart")
    assert all(html.count(f'id="node-{person.pk}"') == 1 for person in (one, two, three))


def test_place_saves_and_renews_what_the_page_shows(cast: Cast) -> None:
    liu, _wang = people(cast)
    reply = post_place(cast, liu, influence=3, attitude=1, quote="就用你们")
    html = reply.content.decode()
    assert (reply.status_code, "saved" in reply.headers["HX-Trigger-After-Settle"]) == (200, True)
    assert html.count("hx-swap-oob") == 4
    assert "is-green" in html
    liu.refresh_from_db()
    assert (liu.influence, liu.attitude) == (3, 1)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"attitude": 1}, "quote"),
        ({"attitude": 7, "quote": "x"}, "attitude"),
        ({"influence": ""}, "influence"),
        ({"influence": 9}, "influence"),
        ({"attitude": 1, "quote": "x", "observed_on": "2999-01-01"}, "observed_on"),
    ],
)
def test_place_says_at_the_field_what_is_wrong(cast: Cast, values: dict[str, object], field: str) -> None:
    liu, _wang = people(cast)
    reply = post_place(cast, liu, **values)
    assert reply.status_code == 422
    assert re.search(rf'data-field="{field}".*?class="wrong"', reply.content.decode(), re.DOTALL)
    assert not AttitudeFact.objects.exists()


def test_place_of_a_person_moved_meanwhile_shows_where_the_person_stands(cast: Cast) -> None:
    liu, _wang = people(cast)
    edit_entry(liu, {"influence": 1}, seen={}, by=cast.bo)
    reply = post_place(cast, liu, influence=3, attitude=1, quote="就用你们")
    html = reply.content.decode()
    assert reply.status_code == 409
    assert "就用你们" in html
    assert 'name="seen_influence" value="1"' in html


def test_dropped_place_stands_in_the_form(cast: Cast) -> None:
    liu, _wang = people(cast)
    html = signed_in(cast.ling).get(f"/stakeholders/{liu.pk}/place?influence=3&attitude=-2").content.decode()
    assert '<option value="3" selected>' in html
    assert '<option value="-2" selected>' in html
    assert 'name="seen_influence" value="2"' in html
    assert signed_in(cast.ling).get(f"/stakeholders/{liu.pk}/place?influence=x&attitude=y").status_code == 200


def test_several_people_are_added_from_a_form(cast: Cast) -> None:
    client, address = signed_in(cast.ling), f"/projects/{cast.project.pk}/people/new"
    assert client.get(address).status_code == 200
    reply = client.post(address, {"people": "刘总，采购总监\n王总工"}, headers={"X-Modules": MAP})
    assert reply.status_code == 200
    assert Stakeholder.objects.count() == Contact.objects.count() == 2
    for text in ("", "，，"):
        assert client.post(address, {"people": text}).status_code == 422


def test_panel_shows_facts_lines_and_contacts(cast: Cast) -> None:
    liu, wang = people(cast)
    set_attitude(liu, 1, Words("好", observed_on=date(2026, 1, 5)), by=cast.ling)
    set_attitude(liu, -1, Words("贵", observed_on=date(2026, 3, 5)), by=cast.ling)
    add_entry(StakeholderLine(project=cast.project, source=wang, target=liu), by=cast.ling)
    row = cast.log(goal="技术交流")
    edit_contact_details(row, {"channel": "visit"}, seen={}, by=cast.ling, contacts=[liu.contact])
    html = signed_in(cast.ling).get(f"/stakeholders/{liu.pk}/").content.decode()
    assert html.index("“贵”") < html.index("“好”")
    assert html.count("<circle") == 2
    assert "技术交流" in html
    assert "影响" in html
    assert signed_in(cast.ada).get(f"/stakeholders/{liu.pk}/").content.decode().count("hx-get") < html.count("hx-get")


def test_attitude_chart_holds_each_attitude_until_the_next() -> None:
    facts = [
        AttitudeFact(pk=1, attitude=0, observed_on=date(2026, 1, 1)),
        AttitudeFact(pk=2, attitude=2, observed_on=date(2026, 1, 11)),
    ]
    chart = attitude_chart(facts, date(2026, 1, 21))
    first, second = chart.points
    assert second.x - first.x == pytest.approx((chart.width - 20 - 64) / 2, abs=1)
    assert first.y > second.y
    assert chart.path == f"M{first.x} {first.y}H{second.x}V{second.y}H{second.x + (second.x - first.x)}"
    assert attitude_chart([], date(2026, 1, 21)).path == ""


def test_box_of_the_project_page_shows_who_decides_first(cast: Cast) -> None:
    people(cast, "\n".join(f"用户{number}，KU" for number in range(9)) + "\n赵总，KDM")
    html = signed_in(cast.ling).get(f"/projects/{cast.project.pk}/").content.decode()
    box = html[html.index('id="module-people"') :]
    assert box.index("赵总") < box.index("用户0")
    assert "用户8" not in box
    assert "KDM 1 · KI 0 · KU 9" in box


def test_empty_map_says_what_to_do(cast: Cast) -> None:
    html = page(cast)
    assert 'id="add-first-people"' in html
    assert 'id="add-first-people"' not in page(cast, user=cast.ada)


@pytest.mark.parametrize(("language", "words"), [("zh-hans", "关系图"), ("en", "Map of the people")])
@pytest.mark.parametrize("view", ["", "?view=chart", "?view=nonsense"])
def test_page_speaks_both_languages_and_has_nothing_inline(cast: Cast, language: str, words: str, view: str) -> None:
    people(cast)
    html = page(cast, view, language=language)
    assert words in html
    assert " style=" not in html
    assert "<style" not in html


@pytest.mark.parametrize("view", ["quadrant", "chart"])
def test_map_is_drawn_in_as_many_queries_for_three_people_as_for_one(cast: Cast, view: str) -> None:
    counts = []
    for name in ("甲", "乙", "丙"):
        (person,) = people(cast, f"{name}，主任，{name}部，KDM")
        set_attitude(person, 1, Words("好"), by=cast.ling)
        edit_entry(person, {"covered_by": cast.bo}, seen={}, by=cast.ling)
        if name != "甲":
            above = Stakeholder.objects.order_by("pk")[0]
            edit_entry(person.contact, {"reports_to": above.contact}, seen={}, by=cast.ling)
            add_entry(StakeholderLine(project=cast.project, source=person, target=above), by=cast.ling)
        with CaptureQueriesContext(connection) as queries:
            page(cast, f"?view={view}")
        counts.append(len(queries))
    assert len(set(counts)) == 1


@pytest.mark.parametrize("kind", ["stakeholder", "attitude-fact", "stakeholder-line"])
def test_form_that_names_people_asks_as_often_for_three_as_for_one(cast: Cast, kind: str) -> None:
    counts = []
    for name in ("甲", "乙", "丙"):
        people(cast, name)
        with CaptureQueriesContext(connection) as queries:
            signed_in(cast.ling).get(f"/projects/{cast.project.pk}/entries/{kind}/new")
        counts.append(len(queries))
    assert len(set(counts)) == 1


MONDAY = datetime(2035, 3, 5, 4, 0, tzinfo=UTC)


def test_map_and_person_as_they_stood(cast: Cast) -> None:
    with time_machine.travel(MONDAY, tick=False):
        liu, wang = people(cast)
        set_attitude(liu, -1, Words("预算压到 150 万"), by=cast.ling)
    with time_machine.travel(MONDAY + timedelta(days=2), tick=False):
        set_attitude(liu, 1, Words("可以谈"), by=cast.ling)
        delete_entry(wang, by=cast.ling)
        html, client = page(cast, "?on=2035-03-06"), signed_in(cast.ling)
        for words in ("2035-03-06 结束时的计划", "王总工", "偏冷", f'hx-get="/stakeholders/{wang.pk}/?on=2035-03-06"'):
            assert words in html
        assert 'id="add-people"' not in html
        assert "王总工" not in page(cast)
        person = client.get(f"/stakeholders/{liu.pk}/?on=2035-03-06").content.decode()
        assert "预算压到 150 万" in person
        assert "可以谈" not in person
        assert client.get(f"/stakeholders/{wang.pk}/?on=2035-03-06").status_code == 200
        assert client.get(f"/stakeholders/{wang.pk}/").status_code == 404
        assert signed_in(cast.wei).get(f"/stakeholders/{wang.pk}/?on=2035-03-06").status_code == 404
        project = client.get(f"/projects/{cast.project.pk}/?on=2035-03-06").content.decode()
        assert f'href="/projects/{cast.project.pk}/people/?on=2035-03-06"' in project


def test_map_of_a_day_before_the_project_or_of_no_day(cast: Cast) -> None:
    client = signed_in(cast.ling)
    assert client.get(f"/projects/{cast.project.pk}/people/?on=2001-01-01").status_code == 409
    assert client.get(f"/projects/{cast.project.pk}/people/?on=tomorrow").status_code == 404
