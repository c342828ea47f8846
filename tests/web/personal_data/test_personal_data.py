"""What is kept of a contact, taken out and erased on the page."""

import json
from datetime import date
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from genjin.activity.tracking import values_of
from genjin.core import clock
from genjin.customers.models import Contact
from genjin.people.models import AuditEntry
from genjin.pipeline.models import AttitudeFact, Need, Stakeholder
from genjin.pipeline.operations.entries import add_entry, delete_entry, edit_entry
from genjin.pipeline.operations.projects import add_project
from genjin.planning.content import NewRow, RowContent
from genjin.planning.models import Objection
from genjin.planning.operations.follow_ups import log_follow_up
from genjin.planning.queries.personal_data import contact_data
from genjin.text.cells import AnsweredItem
from tests.cast import Cast
from tests.web.pages import signed_in

NAME = "刘建国"


@pytest.fixture
def known(cast: Cast) -> Contact:
    contact = add_entry(Contact(customer=cast.customer, name=NAME, title="厂长"), by=cast.ling)
    contact = edit_entry(contact, {"phone": "13800138000"}, seen=values_of(contact), by=cast.ling)
    stake = add_entry(Stakeholder(project=cast.project, contact=contact, personal_win="升职"), by=cast.ling)
    fact = AttitudeFact(project=cast.project, stakeholder=stake, attitude=1, quote="可以", said_by=NAME)
    add_entry(fact, by=cast.ling)
    add_entry(Need(project=cast.project, content="无纸化", said_by=NAME), by=cast.ling)
    row = cast.log(goal=f"拜访{NAME}", objections=[AnsweredItem("=1+1 嫌贵", None)], date=date(2026, 3, 10))
    row.contacts.add(contact)
    Objection.objects.update(raised_by=contact)
    return contact


def page(contact: Contact, query: str = "") -> str:
    return f"/contacts/{contact.pk}/personal-data/{query}"


def test_everything_that_is_kept_is_in_it(cast: Cast, known: Contact) -> None:
    data = contact_data(known, cast.ling)
    assert data["contact"]["phone"] == "13800138000"
    assert data["contact"]["customer"] == "华东精密制造集团"
    assert data["stakeholder"][0]["personal_win"] == "升职"
    assert data["attitudes"][0]["quote"] == "可以"
    assert data["follow_ups"][0]["goal"] == f"拜访{NAME}"
    assert data["objections"][0]["content"] == "=1+1 嫌贵"
    assert [entry["said_by"] for entry in data["said"]] == [NAME, NAME]
    assert data["mentioned"][0]["goal"] == f"拜访{NAME}"
    assert [entry["what"] for entry in data["history"]] == ["contact.added", "contact.edited", "stakeholder.added"]


def test_what_one_may_not_see_is_not_in_it(cast: Cast, known: Contact) -> None:
    theirs = add_project(customer=cast.customer, name="另一个团队", by=cast.wei)
    add_entry(Stakeholder(project=theirs, contact=known, personal_win="秘密"), by=cast.wei)
    row = log_follow_up(NewRow(theirs, RowContent(goal=f"密谈{NAME}")), by=cast.wei)
    row.contacts.add(known)
    assert "秘密" not in str(contact_data(known, cast.ling))
    assert "密谈" not in str(contact_data(known, cast.ling))
    assert "秘密" in str(contact_data(known, cast.root))


def test_files_say_the_same_and_are_told_without_the_name(cast: Cast, known: Contact) -> None:
    client = signed_in(cast.ling)
    reply = client.get(page(known, "json"))
    assert reply.status_code == 200
    assert json.loads(reply.content) == json.loads(json.dumps(contact_data(known, cast.ling), default=str))
    workbook = load_workbook(BytesIO(client.get(page(known, "xlsx")).content))
    assert len(workbook.sheetnames) == 9
    cells = [cell for sheet in workbook for row in sheet.iter_rows() for cell in row if cell.value]
    assert {cell.data_type for cell in cells} == {"s"}  # no formula among them
    assert "=1+1 嫌贵" in {cell.value for cell in cells}
    entries = AuditEntry.objects.filter(kind="export.made", detail__what="contact")
    assert [entry.detail["format"] for entry in entries] == ["json", "xlsx"]
    assert all(NAME not in str(entry.__dict__) for entry in entries)
    assert client.get(page(known, "exe")).status_code == 404


@pytest.mark.parametrize(("user", "status"), [("bo", 403), ("ada", 403), ("wei", 404), ("max", 200), ("root", 200)])
def test_who_may_take_it_out(cast: Cast, known: Contact, user: str, status: int) -> None:
    client = signed_in(getattr(cast, user))
    for query in ("", "json", "xlsx"):
        assert client.get(page(known, query)).status_code == status


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_page_shows_where_the_name_stands_to_who_may_erase(cast: Cast, known: Contact, language: str) -> None:
    shown = signed_in(cast.root, language).get(page(known)).content.decode()
    assert f"拜访{NAME}" in shown
    assert "/erasure" in shown
    assert "/erasure" not in signed_in(cast.ling, language).get(page(known)).content.decode()


def test_other_words_are_looked_for_too(cast: Cast, known: Contact) -> None:
    cast.log(feedback="刘总说不急", date=date(2026, 3, 11))
    client = signed_in(cast.root)
    assert "刘总说不急" not in client.get(page(known)).content.decode()
    assert "刘总说不急" in client.get(page(known, "?also=刘总, 刘厂长")).content.decode()
    assert client.get(page(known, "?also=刘")).status_code == 200
    assert client.get(page(known, "?also=%00<script>")).status_code == 200


def test_erasure_asks_for_the_name_and_leads_back_to_the_customer(cast: Cast, known: Contact) -> None:
    client, address = signed_in(cast.root), f"/contacts/{known.pk}/erasure"
    assert client.post(address, {"reach": "customer", "typed": "刘"}).status_code == 422
    assert client.post(address, {"reach": "nowhere", "typed": NAME}).status_code == 422
    assert client.post(address, {"reach": "customer", "typed": NAME, "also": "x"}).status_code == 422
    assert Contact.objects.get(pk=known.pk).name == NAME
    reply = client.post(address, {"reach": "customer", "typed": NAME})
    assert reply.headers["Location"] == f"/customers/{cast.customer.pk}/"
    for path in (reply.headers["Location"], f"/projects/{cast.project.pk}/", f"/projects/{cast.project.pk}/people/"):
        shown = client.get(path)
        assert shown.status_code == 200
        assert NAME not in shown.content.decode()
    assert client.post(address, {"reach": "customer", "typed": "x"}).status_code == 409
    assert "/erasure" not in client.get(page(known)).content.decode()


def test_pages_of_the_history_still_work(cast: Cast, known: Contact) -> None:
    client = signed_in(cast.root)
    client.post(f"/contacts/{known.pk}/erasure", {"reach": "customer", "typed": NAME})
    for query in (f"?on={clock.today().isoformat()}", f"changes?since={clock.today().isoformat()}"):
        shown = client.get(f"/projects/{cast.project.pk}/{query}")
        assert shown.status_code == 200, query
        assert NAME not in shown.content.decode()


@pytest.mark.parametrize(("user", "status"), [("ling", 403), ("max", 403), ("bo", 403), ("ada", 403), ("wei", 404)])
def test_only_an_administrator_erases(cast: Cast, known: Contact, user: str, status: int) -> None:
    reply = signed_in(getattr(cast, user)).post(f"/contacts/{known.pk}/erasure", {"reach": "customer", "typed": NAME})
    assert reply.status_code == status
    assert Contact.objects.get(pk=known.pk).name == NAME


def test_contact_that_was_deleted_can_be_erased_still(cast: Cast, known: Contact) -> None:
    delete_entry(known, by=cast.ling)
    client = signed_in(cast.root)
    assert client.get(page(known)).status_code == 200
    assert client.post(f"/contacts/{known.pk}/erasure", {"reach": "fields", "typed": NAME}).status_code == 302


def test_as_many_queries_for_three_follow_ups_as_for_one(cast: Cast, known: Contact) -> None:
    contact_data(known, cast.ling)  # what the rows in hand remember is not asked again
    counts = []
    for more in (0, 2):
        for number in range(more):
            cast.log(goal=f"再访{NAME} {number}", date=date(2026, 3, 12)).contacts.add(known)
        with CaptureQueriesContext(connection) as queries:
            contact_data(known, cast.ling)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_the_way_there_stands_in_the_contacts_form(cast: Cast, known: Contact) -> None:
    link = f'href="/contacts/{known.pk}/personal-data/"'
    assert link in signed_in(cast.ling).get(f"/entries/contact/{known.pk}/").content.decode()
    assert link not in signed_in(cast.bo).get(f"/entries/contact/{known.pk}/").content.decode()
