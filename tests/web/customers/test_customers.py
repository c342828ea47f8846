"""The list of customers and the page of one."""

import re
from datetime import date
from html import unescape
from io import BytesIO
from urllib.parse import unquote

import pytest
from django.core.files.base import File
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext

from genjin.customers.models import Contact, Customer, CustomerCompetitor, CustomerFile, Unit
from genjin.people.models import User
from genjin.pipeline.operations.customer_files import keep_files
from genjin.pipeline.operations.entries import add_entry
from genjin.pipeline.operations.projects import add_customer, add_project
from genjin.pipeline.operations.stakeholders import add_people
from genjin.pipeline.queries.customers import CustomerFilter, customer_list, read_customer_filter
from genjin.planning.content import NewRow, RowContent
from genjin.planning.operations.contact_details import edit_contact_details
from genjin.planning.operations.customers import edit_customer
from genjin.planning.operations.follow_ups import log_follow_up
from genjin.planning.operations.merging import merge_customers
from genjin.planning.queries.customer_timeline import customer_timeline
from genjin.text.people_lines import PersonLine
from tests.cast import Cast
from tests.web.pages import signed_in

PDF = b"%PDF-1.7 minutes"


@pytest.fixture(autouse=True)
def _files(settings, tmp_path) -> None:  # noqa: ANN001
    settings.MEDIA_ROOT = tmp_path


def page(cast: Cast, user: User | None = None, language: str = "zh-hans") -> str:
    reply = signed_in(user or cast.ling, language).get(f"/customers/{cast.customer.pk}/")
    assert reply.status_code == 200
    return reply.content.decode()


def listed(user: User, query: str = "") -> list[str]:
    html = signed_in(user).get(f"/customers/?{query}").content.decode()
    return re.findall(r'<th scope="row"><a href="/customers/\d+/"><b>(.*?)</b>', html)


def profiled(cast: Cast, name: str, **values: object) -> Customer:
    return edit_customer(add_customer(name=name, by=cast.ling), values, seen={}, by=cast.ling)


def upload(cast: Cast, name: str, content: bytes = PDF, user: User | None = None) -> HttpResponse:
    file = SimpleUploadedFile(name, content)
    return signed_in(user or cast.ling).post(f"/customers/{cast.customer.pk}/files", {"file": file})


def test_list_shows_only_what_is_visible(cast: Cast) -> None:
    add_customer(name="别人的客户", by=cast.wei)
    assert listed(cast.ling) == ["华东精密制造集团"]
    assert listed(cast.wei) == ["别人的客户"]
    assert set(listed(cast.root)) == {"华东精密制造集团", "别人的客户"}


FILTERS = {
    "q=滨海": "滨海银行",
    "q=滨海 银行": "滨海银行",
    "q=海滨": "滨海银行",
    "q=赵行长": "滨海银行",
    "type=cost": "滨海银行",
    "type=risk": "滨海银行 港城医院",
    "tier=a": "港城医院",
    "industry=银行": "滨海银行",
    "region=华南": "港城医院",
    "q=没有": "",
    "type=nonsense": "华东精密制造集团 港城医院 滨海银行",
    "owner=x": "华东精密制造集团 港城医院 滨海银行",
}


@pytest.mark.parametrize("query", FILTERS)
def test_each_filter_leaves_its_customers(cast: Cast, query: str) -> None:
    bank = profiled(cast, "滨海银行", short_names="海滨", customer_type="cost", second_type="risk", industry="银行")
    profiled(cast, "港城医院", customer_type="risk", tier="a", region="华南")
    add_entry(Contact(customer=bank, name="赵行长"), by=cast.ling)
    assert set(listed(cast.ling, query)) == set(FILTERS[query].split())


def test_filter_is_read_from_the_address_it_wrote() -> None:
    view = CustomerFilter("甲", "cost", "a", "银行", "华东", 3)
    pairs = dict(pair.split("=") for pair in view.query().split("&"))
    assert read_customer_filter({key: unquote(value) for key, value in pairs.items()}) == view


def test_pages_go_on_after_the_last_customer_of_a_name(cast: Cast) -> None:
    for name in ("同名", "同名", "同名", "乙", "丙"):
        add_customer(name=name, by=cast.ling)
    seen: list[int] = []
    after = ""
    while True:
        found = customer_list(cast.ling, CustomerFilter(), after=after, size=2)
        seen += [line.customer.pk for line in found.lines]
        if not (after := found.following):
            break
    assert sorted(seen) == sorted(Customer.objects.values_list("pk", flat=True))


def test_list_counts_visible_projects_alone(cast: Cast) -> None:
    add_project(customer=cast.customer, name="魏然的", by=cast.wei)
    cast.log(date=date(2026, 3, 10))
    (line,) = customer_list(cast.ling, CustomerFilter()).lines
    assert (line.projects, line.last_follow_up_on) == (1, date(2026, 3, 10))


def test_empty_lists_say_what_to_do(cast: Cast) -> None:
    new = signed_in(cast.wei).get("/customers/").content.decode()
    assert 'id="add-first-customer"' in new
    assert "没有符合条件" in signed_in(cast.ling).get("/customers/?q=没有").content.decode()


def test_customer_is_added_and_opened(cast: Cast) -> None:
    client = signed_in(cast.ling)
    assert client.get("/customers/new").status_code == 200
    reply = client.post("/customers/", {"customer": "滨海银行", "industry": "银行"})
    assert reply.headers["HX-Redirect"] == f"/customers/{Customer.objects.get(name='滨海银行').pk}/"
    assert client.post("/customers/", {"customer": " "}).status_code == 422
    assert signed_in(cast.ada).post("/customers/", {"customer": "x"}).status_code == 403


def test_page_hides_projects_and_follow_ups_of_others(cast: Cast) -> None:
    secret = add_project(customer=cast.customer, name="机密项目", by=cast.wei)
    log_follow_up(NewRow(secret, RowContent(date=date(2026, 3, 9), goal="机密目标")), by=cast.wei)
    (person,) = add_people(secret, [PersonLine("赵总")], by=cast.wei)
    cast.log(goal="公开目标")
    html = page(cast)
    assert "公开目标" in html
    assert "赵总" in html
    for words in ("机密项目", "机密目标", f"/projects/{secret.pk}/"):
        assert words not in html
    assert f"/projects/{secret.pk}/people/" in page(cast, cast.root)
    assert person.contact is not None


def test_page_shows_everything_of_the_customer(cast: Cast) -> None:
    unit = add_entry(Unit(customer=cast.customer, name="采购部"), by=cast.ling)
    add_entry(Contact(customer=cast.customer, name="刘总", title="采购总监", unit=unit), by=cast.ling)
    add_entry(Contact(customer=cast.customer, name="离职的人", left_on=date(2026, 1, 1)), by=cast.ling)
    add_entry(CustomerCompetitor(customer=cast.customer, name="恒拓软件", foothold="仓储系统"), by=cast.ling)
    add_people(cast.project, [PersonLine("刘总", role="KDM")], by=cast.ling)
    row = cast.log(goal="技术交流", feedback="认可排产方案")
    edit_contact_details(row, {"channel": "visit"}, seen={}, by=cast.ling, contacts=[Contact.objects.get(name="刘总")])
    html = page(cast)
    for words in (
        "采购部",
        "刘总",
        "采购总监",
        "恒拓软件",
        "仓储系统",
        "KDM · MES 二期",
        "技术交流",
        "面对面拜访",
        "已离职",
    ):
        assert words in html


def test_profile_is_saved_and_a_stale_field_shown(cast: Cast) -> None:
    client, address = signed_in(cast.ling), f"/customers/{cast.customer.pk}/profile"
    form = client.get(address).content.decode()
    seen = re.search(r'name="seen" value="(.*?)"', form)
    assert seen
    values = {"name": cast.customer.name, "industry": "汽车零部件", "seen": unescape(seen[1])}
    reply = client.post(address, values, headers={"X-Modules": "customer-profile"})
    assert "汽车零部件" in reply.content.decode()
    reply = client.post(address, values | {"industry": "别的"})
    assert reply.status_code == 409
    assert "汽车零部件" in reply.content.decode()
    assert client.post(address, values | {"name": ""}).status_code == 422


def test_timeline_goes_on_after_its_last_row(cast: Cast) -> None:
    rows = [cast.log(date=date(2026, 3, day % 3 + 1)) for day in range(7)]
    seen, after = [], ""
    while True:
        found = customer_timeline(cast.ling, cast.customer, after=after, size=2)
        seen += [row.pk for row in found.rows]
        if not (after := found.following):
            break
    assert sorted(seen) == sorted(row.pk for row in rows)
    assert customer_timeline(cast.ling, cast.customer, after="nonsense").rows


def test_units_and_people_are_moved_on_the_chart(cast: Cast) -> None:
    top, part = (add_entry(Unit(customer=cast.customer, name=name), by=cast.ling) for name in ("总部", "采购部"))
    person = add_entry(Contact(customer=cast.customer, name="刘总"), by=cast.ling)
    client, here = signed_in(cast.ling), f"/customers/{cast.customer.pk}"
    shown = {"X-Modules": "chart contacts"}
    reply = client.post(f"{here}/units/{part.pk}/parent", {"unit": top.pk}, headers=shown)
    assert reply.content.decode().count("hx-swap-oob") == 2
    assert client.post(f"{here}/contacts/{person.pk}/unit", {"unit": part.pk}).status_code == 200
    assert (Unit.objects.get(pk=part.pk).parent, Contact.objects.get(pk=person.pk).unit) == (top, part)
    assert client.post(f"{here}/units/{top.pk}/parent", {"unit": part.pk}).status_code == 422
    foreign = add_entry(Unit(customer=add_customer(name="别家", by=cast.ling), name="外部"), by=cast.ling)
    assert client.post(f"{here}/units/{part.pk}/parent", {"unit": foreign.pk}).status_code == 422
    assert client.post(f"{here}/units/{foreign.pk}/parent", {"unit": ""}).status_code == 404
    assert client.post(f"{here}/units/{part.pk}/parent", {"unit": ""}).status_code == 200
    assert Unit.objects.get(pk=part.pk).parent is None


@pytest.mark.parametrize(
    "name", ["组织架构 (终版)“二”.pdf", "../../etc/passwd.pdf", "a\r\nX: y.pdf", "长" * 300 + ".pdf"]
)
def test_file_is_kept_and_sent_as_it_came(cast: Cast, name: str) -> None:
    [cast_file] = keep_files(cast.customer, [File(BytesIO(PDF), name)], by=cast.ling)
    address = f"/customers/{cast.customer.pk}/files/{cast_file.pk}/"
    reply = signed_in(cast.ada).get(address)
    assert b"".join(reply.streaming_content) == PDF
    assert reply.headers["Content-Disposition"].startswith("attachment; filename")
    assert "\n" not in reply.headers["Content-Disposition"]
    assert reply.headers["X-Content-Type-Options"] == "nosniff"
    assert signed_in(cast.wei).get(address).status_code == 404
    assert re.fullmatch(r"customers/\d{4}/\d{2}/[0-9a-f]{32}\.pdf", cast_file.file.name)


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.exe", b"MZ...", "kind"),
        ("a.html", b"<script>", "kind"),
        ("a.svg", b"<svg/>", "kind"),
        ("a", b"x", "kind"),
        ("a.pdf", b"MZ...", "content"),
        ("a.pdf", b"<html>", "content"),
        ("a.txt", b"#!/bin/sh", "content"),
        ("a.txt", b"", "empty"),
    ],
)
def test_files_of_wrong_kinds_are_refused(cast: Cast, name: str, content: bytes, code: str) -> None:
    reply = upload(cast, name, content)
    assert reply.status_code == 422
    if content:
        assert f'data-code="{code}"' in reply.content.decode()
    assert not CustomerFile.objects.exists()


def test_file_over_the_limit_is_refused(cast: Cast, settings) -> None:  # noqa: ANN001
    settings.UPLOAD_LIMIT = 10
    assert 'data-code="too_large"' in upload(cast, "a.pdf").content.decode()
    assert not CustomerFile.objects.exists()


def test_deleted_file_comes_back(cast: Cast) -> None:
    assert upload(cast, "纪要.pdf").status_code == 200
    row = CustomerFile.objects.get()
    client, address = signed_in(cast.ling), f"/customers/{cast.customer.pk}/files/{row.pk}/"
    reply = client.delete(address)
    assert f"{address}restoration" in reply.headers["HX-Trigger"]
    assert client.get(address).status_code == 404
    assert client.post(f"{address}restoration").status_code == 200
    assert client.get(address).getvalue() == PDF
    assert upload(cast, "x.pdf", user=cast.ada).status_code == 403
    assert upload(cast, "x.pdf", user=cast.wei).status_code == 404


def test_names_that_look_alike_are_proposed_and_merged_and_parted(cast: Cast) -> None:
    twin = add_customer(name="华东精密", by=cast.ling)
    hidden = add_customer(name="华东精密制造", by=cast.wei)
    client = signed_in(cast.ling)
    html = client.get(f"/customers/{cast.customer.pk}/similar").content.decode()
    assert f"/customers/{twin.pk}/" in html
    assert f"/customers/{hidden.pk}/" not in html
    address = f"/customers/{twin.pk}/merger"
    assert f'value="{cast.customer.pk}" selected' in client.get(f"{address}?into={cast.customer.pk}").content.decode()
    assert client.post(address, {"into": hidden.pk}).status_code == 422
    reply = client.post(address, {"into": cast.customer.pk})
    assert reply.headers["HX-Redirect"] == f"/customers/{cast.customer.pk}/"
    assert f"/customers/{twin.pk}/parting" in page(cast)
    assert signed_in(cast.wei).post(f"/customers/{twin.pk}/parting").status_code == 404
    assert signed_in(cast.bo).post(f"/customers/{twin.pk}/parting").status_code == 403
    reply = client.post(f"/customers/{twin.pk}/parting")
    assert reply.headers["HX-Redirect"] == f"/customers/{twin.pk}/"


def test_merged_customer_is_gone_from_lists(cast: Cast) -> None:
    merge_customers(add_customer(name="华东精密", by=cast.ling), into=cast.customer, by=cast.ling)
    assert listed(cast.ling) == ["华东精密制造集团"]


def test_old_address_of_a_merged_customer_leads_to_the_one_that_stayed(cast: Cast) -> None:
    first, second = (add_customer(name=name, by=cast.ling) for name in ("华精", "华东精密"))
    merge_customers(first, into=second, by=cast.ling)
    merge_customers(second, into=cast.customer, by=cast.ling)
    for old in (first, second):
        reply = signed_in(cast.ling).get(f"/customers/{old.pk}/")
        assert (reply.status_code, reply.headers["Location"]) == (302, f"/customers/{cast.customer.pk}/")
        assert signed_in(cast.wei).get(f"/customers/{old.pk}/").status_code == 404
        assert signed_in(cast.ling).get(f"/customers/{old.pk}/profile").status_code == 404


@pytest.mark.parametrize(("language", "words"), [("zh-hans", "往来时间线"), ("en", "Everything with this customer")])
def test_page_speaks_both_languages_and_has_nothing_inline(cast: Cast, language: str, words: str) -> None:
    html = page(cast, language=language)
    assert words in html
    assert " style=" not in html


def test_page_and_list_ask_as_often_for_three_as_for_one(cast: Cast) -> None:
    counts = []
    for number in range(3):
        unit = add_entry(Unit(customer=cast.customer, name=f"部门{number}"), by=cast.ling)
        contact = Contact(customer=cast.customer, name=f"联系人{number}", unit=unit)
        add_entry(contact, by=cast.ling)
        project = add_project(customer=cast.customer, name=f"项目{number}", by=cast.ling)
        add_people(project, [PersonLine(f"联系人{number}")], by=cast.ling)
        row = cast.log(project=project)
        edit_contact_details(row, {"channel": "visit"}, seen={}, by=cast.ling, contacts=[contact])
        upload(cast, "a.pdf")
        add_customer(name=f"客户{number}", by=cast.ling)
        with CaptureQueriesContext(connection) as of_page:
            page(cast)
        with CaptureQueriesContext(connection) as of_list:
            listed(cast.ling)
        counts.append((len(of_page), len(of_list)))
    assert len(set(counts)) == 1
