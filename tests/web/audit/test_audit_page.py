"""The audit: what is told to it, its page, its export."""

import csv
from collections.abc import Callable
from io import StringIO

import pytest
from django.core.files.base import ContentFile
from django.test import Client, override_settings

from genjin.people.models import AuditEntry, Role
from genjin.people.operations.audit import write_audit
from genjin.people.operations.people import edit_person
from genjin.people.queries.audit import GROUPS
from genjin.pipeline.operations.customer_files import keep_files
from genjin.planning.operations.attachments import attach_files
from genjin.web.audit import wording
from tests.cast import PASSWORD, Cast
from tests.web.pages import signed_in

PDF = b"%PDF-1.7 minutes"


def last() -> AuditEntry:
    return AuditEntry.objects.latest("pk")


def sign_in(client: Client, name: str, password: str) -> int:
    return client.post("/sign-in/login/", {"login": name, "password": password}).status_code


def test_sign_in_and_sign_out_are_told_with_the_address(cast: Cast) -> None:
    client = Client(headers={"user-agent": "Firefox/140"})
    assert sign_in(client, "ling", PASSWORD) == 302
    entry = last()
    assert (entry.kind, entry.by, entry.address) == ("person.signed_in", cast.ling, "127.0.0.1")
    assert entry.detail == {"with": "Firefox/140"}
    client.post("/sign-in/logout/")
    assert (last().kind, last().by) == ("person.signed_out", cast.ling)


def test_refused_sign_in_is_told_with_whose_it_was_and_nothing_that_was_typed(cast: Cast) -> None:
    sign_in(Client(), "ling", "wrong-password-1")
    assert (last().kind, last().by, last().target_id) == ("person.sign_in_refused", None, cast.ling.pk)
    sign_in(Client(), "my-own-password-by-mistake", "x")
    entry = AuditEntry.objects.filter(pk=last().pk).values().get()
    assert entry["kind"] == "person.sign_in_refused"
    assert entry["target_id"] is None
    assert "by-mistake" not in str(entry)
    assert "wrong-password" not in str(list(AuditEntry.objects.values()))


def test_hostile_name_at_the_sign_in_breaks_nothing(cast: Cast) -> None:
    assert sign_in(Client(), "ling\x00", "x") == 200


@pytest.mark.parametrize(("proxies", "address"), [(0, "127.0.0.1"), (1, "203.0.113.9")])
def test_address_behind_a_proxy(cast: Cast, proxies: int, address: str) -> None:
    with override_settings(ALLAUTH_TRUSTED_PROXY_COUNT=proxies):
        sign_in(Client(headers={"x-forwarded-for": "198.51.100.1, 203.0.113.9"}), "ling", PASSWORD)
    assert last().address == address


def file_of_customer(cast: Cast) -> str:
    (row,) = keep_files(cast.customer, [ContentFile(PDF, "报价.pdf")], by=cast.ling)
    return f"/customers/{cast.customer.pk}/files/{row.pk}/"


def attachment(cast: Cast) -> str:
    (row,) = attach_files(cast.log(goal="预算"), [ContentFile(PDF, "纪要.pdf")], by=cast.ling)
    return f"/attachments/{row.pk}/"


TAKEN: dict[str, tuple[str, Callable[[Cast], tuple[str, dict[str, str] | None]]]] = {
    **{
        f"plan table as {form}": (
            "plan_table",
            lambda _cast, form=form: ("/export", {"format": form, "rows": "all"}),
        )
        for form in ("xlsx", "docx", "csv", "json")
    },
    "plan book": ("plan_book", lambda cast: (f"/projects/{cast.project.pk}/plan-book.docx", None)),
    "forecast": ("forecast", lambda _cast: ("/forecast/export.csv", None)),
    "history": ("history", lambda _cast: ("/forecast/history.csv", None)),
    "file of a customer": ("file", lambda cast: (file_of_customer(cast), None)),
    "attachment": ("file", lambda cast: (attachment(cast), None)),
}


@pytest.mark.parametrize("key", TAKEN)
def test_whatever_is_taken_out_is_told(cast: Cast, settings, tmp_path, key: str) -> None:  # noqa: ANN001
    settings.MEDIA_ROOT = tmp_path
    cast.log(goal="预算")
    what, ask = TAKEN[key]
    address, body = ask(cast)
    client = signed_in(cast.ling)
    before = last().pk
    reply = client.post(address, body) if body else client.get(address)
    assert reply.status_code == 200, address
    if reply.streaming:
        reply.getvalue()
    (entry,) = AuditEntry.objects.filter(pk__gt=before)
    assert (entry.kind, entry.by, entry.detail["what"]) == ("export.made", cast.ling, what)
    assert entry.address == "127.0.0.1"


def test_what_is_refused_is_not_told_as_taken(cast: Cast) -> None:
    client = signed_in(cast.wei)
    before = last().pk
    assert client.get(f"/projects/{cast.project.pk}/plan-book.docx").status_code == 404
    assert client.post("/export", {"format": "exe"}).status_code == 422
    assert not AuditEntry.objects.filter(pk__gt=before).exists()


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_page_shows_who_did_what(cast: Cast, language: str) -> None:
    write_audit("export.made", by=cast.ling, what="plan_table", format="xlsx", rows=3)
    write_audit("something.new", by=cast.bo, target=cast.customer, changes={"role": ["sales", "manager"]})
    client = signed_in(cast.root, language)
    shown = client.get("/settings/audit/").content.decode()
    assert "凌薇" in shown
    assert "something.new" in shown  # a kind without words shows its code
    assert "sales → manager" in shown
    part = client.get("/settings/audit/?group=exports", headers={"hx-request": "true"}).content.decode()
    assert "<html" not in part
    assert "something.new" not in part
    assert client.get("/settings/audit/rows?after=x").status_code == 200


@pytest.mark.parametrize("user", ["ling", "bo", "max", "wei", "ada"])
def test_nobody_else_sees_or_changes_it(cast: Cast, user: str) -> None:
    client = signed_in(getattr(cast, user))
    for path in ("/settings/audit/", "/settings/audit/rows", "/settings/audit/audit.csv"):
        assert client.get(path).status_code == 403
    assert client.post("/settings/audit/retention", {"days": "365", "version": "1"}).status_code == 403
    assert "/settings/audit/" not in client.get("/settings/").content.decode()


def test_csv_is_what_the_filter_leaves_in_harmless_and_told_itself(cast: Cast) -> None:
    AuditEntry.objects.all().delete()
    write_audit("export.made", by=cast.ling, target=cast.project, what="=cmd|' /C calc'!A0")
    AuditEntry.objects.update(target_name="=HYPERLINK(1)", by_name="@sum")
    write_audit("import.applied", by=cast.ling)
    reply = signed_in(cast.root).get("/settings/audit/audit.csv?group=exports")
    text = reply.getvalue().decode()
    rows = list(csv.reader(StringIO(text.removeprefix("\ufeff"))))
    assert len(rows) == 3  # titles, that this was exported, and the one of the filter
    assert rows[2][3:] == ["'@sum", "", "'=HYPERLINK(1)", '{"what": "=cmd|\' /C calc\'!A0"}']
    assert rows[1][2] == "export.made"
    assert AuditEntry.objects.filter(kind="export.made", by=cast.root, detail__what="audit").count() == 1


def test_retention_is_set_on_the_page(cast: Cast) -> None:
    client = signed_in(cast.root)
    assert client.post("/settings/audit/retention", {"days": "30", "version": "1"}).status_code == 422
    assert client.post("/settings/audit/retention", {"days": "365", "version": "1"}).status_code == 302
    assert client.post("/settings/audit/retention", {"days": "400", "version": "1"}).status_code == 409
    assert 'value="365"' in client.get("/settings/audit/").content.decode()


def test_every_group_and_known_kind_has_words() -> None:
    assert set(wording.GROUPS) == set(GROUPS)
    beginnings = tuple(beginning for group in GROUPS.values() for beginning in group)
    assert [kind for kind in wording.KINDS if not kind.startswith(beginnings)] == []


def test_page_and_file_speak_the_readers_language(cast: Cast) -> None:
    write_audit("person.invited", by=cast.root, target=cast.ling, department="大客户部")
    client = signed_in(cast.root)
    client.cookies["django_language"] = "zh-hans"
    page = client.get("/settings/audit/").content.decode()
    assert '<th scope="col">事项</th>' in page
    assert "部门：大客户部" in page
    file = b"".join(client.get("/settings/audit/audit.csv")).decode()  # type: ignore[call-overload]
    assert file.splitlines()[0].startswith("\ufeff时间,事项,类型,操作人")


def test_a_browser_is_called_as_people_call_it(cast: Cast) -> None:
    agent = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/126.0 Safari/537.36"
    write_audit("person.signed_in", by=cast.ling, target=cast.ling, **{"with": agent})
    page = signed_in(cast.root)
    shown = page.get("/settings/audit/").content.decode()
    assert "Chrome · Windows" in shown
    assert "AppleWebKit" not in shown
    assert agent in b"".join(page.get("/settings/audit/audit.csv").streaming_content).decode()


def test_a_role_is_called_as_people_call_it(cast: Cast) -> None:
    edit_person(cast.wei, {"role": Role.SUPPORT}, by=cast.root)
    shown = signed_in(cast.root).get("/settings/audit/").content.decode()
    assert "销售 → 支持" in shown
