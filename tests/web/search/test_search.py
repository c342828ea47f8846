"""Searching customers, people, projects and the words of follow-ups at once."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from genjin.customers.models import Contact, Unit
from genjin.people.models import User
from genjin.pipeline.operations.entries import add_entry, edit_entry
from genjin.pipeline.operations.projects import add_customer, add_project
from genjin.planning.operations.customers import edit_customer
from genjin.planning.queries.found import MOST, found_by
from genjin.web.search.found_data import excerpt, marked
from tests.cast import Cast
from tests.web.pages import signed_in

pytestmark = pytest.mark.django_db


def found(user: User, words: str, **query: str) -> dict[str, list[str]]:
    """Return the addresses found, by heading."""
    reply = signed_in(user).get("/search/", {"q": words, **query})
    assert reply.status_code == 200
    groups = re.split(r'<div role="group" aria-labelledby="found-', reply.content.decode())[1:]
    return {group.split('"')[0]: re.findall(r'<a [^>]*href="([^"]*)"', group) for group in groups}


def contact_of(cast: Cast, name: str, title: str = "") -> Contact:
    return add_entry(Contact(customer=cast.customer, name=name, title=title), by=cast.ling)


def test_finds_customers_people_projects_and_words(cast: Cast) -> None:
    contact = contact_of(cast, "王建明", "总工程师")
    cast.log(feedback="预算压到150万")
    assert found(cast.ling, "华东") == {
        "customers": [f"/customers/{cast.customer.pk}/"],
        "projects": [f"/projects/{cast.project.pk}/"],
        "follow-ups": [f"/plan/?q=%E5%8D%8E%E4%B8%9C&amp;project={cast.project.pk}"],
    }
    assert found(cast.ling, "建明") == {"contacts": [f"/customers/{cast.customer.pk}/#contact-{contact.pk}"]}
    assert found(cast.ling, "总工")["contacts"] == [f"/customers/{cast.customer.pk}/#contact-{contact.pk}"]
    assert found(cast.ling, "mes")["projects"] == [f"/projects/{cast.project.pk}/"]
    assert list(found(cast.ling, "150万")) == ["follow-ups"]


def test_every_word_has_to_stand_there(cast: Cast) -> None:
    assert "projects" in found(cast.ling, "华东 MES")
    assert found(cast.ling, "华东 DCS") == {}


def test_short_names_are_found_and_what_begins_so_comes_first(cast: Cast) -> None:
    other = add_customer(name="精密铸造", by=cast.ling)
    edit_customer(cast.customer, {"short_names": "华密"}, seen={}, by=cast.ling)
    assert found(cast.ling, "华密")["customers"] == [f"/customers/{cast.customer.pk}/"]
    assert found(cast.ling, "精密")["customers"] == [f"/customers/{pk}/" for pk in (other.pk, cast.customer.pk)]


def test_names_only_leaves_follow_ups_out(cast: Cast) -> None:
    cast.log(feedback="预算")
    assert found(cast.ling, "预算", names="") == {}
    assert "follow-ups" in found(cast.ling, "预算")


def test_nobody_finds_what_that_person_may_not_see(cast: Cast) -> None:
    contact_of(cast, "王建明")
    cast.log(feedback="预算")
    for words in ("华东", "建明", "MES", "预算"):
        assert found(cast.wei, words) == {}
        assert found(cast.max, words) != {}


def test_who_has_left_and_what_was_deleted_is_not_found(cast: Cast) -> None:
    contact = contact_of(cast, "王建明")
    edit_entry(contact, {"left_on": date(2026, 3, 1)}, seen={}, by=cast.ling)
    assert found(cast.ling, "建明") == {}


def test_says_so_where_nothing_is_found(cast: Cast) -> None:
    reply = signed_in(cast.ling, "en").get("/search/", {"q": "<b>没有"})
    assert "Nothing found for “&lt;b&gt;没有”" in reply.content.decode()
    assert signed_in(cast.ling).get("/search/", {"q": "  "}).content.decode().strip() == ""


def test_what_was_searched_for_is_marked(cast: Cast) -> None:
    cast.log(feedback="会上说起预算，压到150万")
    html = signed_in(cast.ling).get("/search/", {"q": "预算"}).content.decode()
    assert "会上说起<mark>预算</mark>，压到150万" in html


@pytest.mark.parametrize(
    ("text", "words", "shown"),
    [
        ("一二三", "二", "一二三"),
        ("0123456789" * 4 + "预算", "预算", "…4567890123456789预算"),
        ("Budget cut", "budget", "Budget cut"),
        ("没有这个词", "预算", "没有这个词"),
        ("没有词", "", "没有词"),
    ],
)
def test_excerpt_begins_near_what_was_found(text: str, words: str, shown: str) -> None:
    assert excerpt(text, words) == shown
    assert "".join(part for part, _is_found in marked(shown, words)) == shown


def test_as_many_queries_for_three_hits_as_for_one(cast: Cast) -> None:
    def add(number: int) -> None:
        customer = add_customer(name=f"明湖{number}", by=cast.ling)
        project = add_project(customer=customer, name=f"明湖项目{number}", by=cast.ling)
        unit = add_entry(Unit(customer=customer, name="信息中心"), by=cast.ling)
        add_entry(Contact(customer=customer, name=f"明湖人{number}", unit=unit), by=cast.ling)
        cast.log(project=project, feedback="明湖", date=date(2026, 3, 10) + timedelta(days=number))

    counts = []
    for numbers in ([1], [2, 3]):
        for number in numbers:
            add(number)
        with CaptureQueriesContext(connection) as queries:
            hits = found(cast.ling, "明湖")
        counts.append(len(queries))
    assert [len(addresses) for addresses in hits.values()] == [3, 3, 3, 3]
    assert counts[0] == counts[1]


def test_no_more_than_the_best_hits_of_each_kind(cast: Cast) -> None:
    for number in range(MOST + 2):
        contact_of(cast, f"王{number}")
    assert len(found_by(cast.ling, "王").contacts) == MOST
