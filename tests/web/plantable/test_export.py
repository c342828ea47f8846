"""Taking the table away: formats, names, what is in it, who may."""

import io
import json
import zipfile
from urllib.parse import unquote

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from genjin.planning.queries.plan_view import PlanView
from genjin.web.plantable.export import file_name
from tests.cast import Cast


@pytest.fixture
def ling(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.ling)
    cast.log(goal="预算")
    cast.log(goal="拜访")
    return client


def export(client: Client, **posted: str) -> HttpResponse:
    return client.post(reverse("export"), {"format": "json", "rows": "all", **posted})


def body(reply: HttpResponse) -> bytes:
    return b"".join(reply.streaming_content)


@pytest.mark.parametrize("form", ["xlsx", "docx", "csv", "json"])
def test_every_format_is_sent_as_a_file_with_a_chinese_name(ling: Client, form: str) -> None:
    reply = export(ling, format=form)
    disposition = unquote(reply.headers["Content-Disposition"])
    assert disposition.startswith("attachment; filename*=utf-8''大客户销售跟进计划表_")
    assert disposition.endswith(f".{form}")
    assert reply.headers["X-Content-Type-Options"] == "nosniff"
    data = body(reply)
    assert int(reply.headers["Content-Length"]) == len(data)
    if form in {"xlsx", "docx"}:
        assert zipfile.ZipFile(io.BytesIO(data)).testzip() is None


@pytest.mark.parametrize(("rows", "goals"), [("view", {"预算"}), ("all", {"预算", "拜访"})])
def test_view_or_all_is_exported(ling: Client, rows: str, goals: set[str]) -> None:
    reply = export(ling, rows=rows, view=PlanView(contains={"goal": "预算"}).query())
    assert {row["goal"] for row in json.loads(body(reply))["rows"]} == goals


@pytest.mark.parametrize("posted", [{"format": "exe"}, {"format": ""}, {"order": "random"}])
def test_unknown_format_or_order_is_refused(ling: Client, posted: dict[str, str]) -> None:
    assert export(ling, **posted).status_code == 422


def test_export_holds_nothing_of_others(cast: Cast, ling: Client) -> None:
    wei = Client()
    wei.force_login(cast.wei)
    assert json.loads(body(export(wei)))["rows"] == []


def test_export_needs_a_post_with_a_token_by_somebody_signed_in(cast: Cast, ling: Client) -> None:
    assert ling.get(reverse("export")).status_code == 405
    assert "sign-in" in export(Client()).headers["Location"]
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(cast.ling)
    assert strict.post(reverse("export"), {"format": "json"}).status_code == 403


def test_menu_stands_on_the_plan_table_with_its_view(ling: Client) -> None:
    page = ling.get(reverse("plan"), {"goal": "预算"}).content.decode()
    assert f'action="{reverse("export")}"' in page
    assert 'name="view" value="goal=%E9%A2%84%E7%AE%97"' in page


def test_name_of_the_file_says_what_is_in_it_and_is_safe() -> None:
    name = file_name(PlanView(customer_project='华东/..\\<精密>\n:"x"', words="预算" * 50), "xlsx")
    assert not set(name) & set('/\\<>:"\n*?|')
    assert "华东" in name
    assert len(name) < 160
