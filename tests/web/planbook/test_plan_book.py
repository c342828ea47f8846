import io

import pytest
from django.http import HttpResponse
from django.test import Client
from docx import Document

from tests.cast import Cast


def response_of(cast: Cast, who: str, form: str = "docx", query: str = "") -> HttpResponse:
    client = Client()
    client.force_login(getattr(cast, who), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client.get(f"/projects/{cast.project.pk}/plan-book.{form}{query}")


@pytest.mark.parametrize("who", ["ling", "bo", "max", "root", "ada"])
def test_whoever_sees_the_project_takes_its_book(cast: Cast, who: str) -> None:
    cast.log(goal="完成访谈")
    response = response_of(cast, who)
    assert response.status_code == 200
    assert "MES" in response["Content-Disposition"]
    document = Document(io.BytesIO(response.getvalue()))
    assert document.tables[-1].rows[1].cells[4].text == "完成访谈"


def test_pdf_is_sent_as_what_it_is(cast: Cast) -> None:
    response = response_of(cast, "ling", "pdf")
    assert response["Content-Type"] == "application/pdf"
    assert response.getvalue().startswith(b"%PDF")


def test_outsider_learns_nothing(cast: Cast) -> None:
    assert response_of(cast, "wei").status_code == 404
    assert response_of(cast, "wei", "pdf").status_code == 404


def test_day_that_is_none_and_day_before_the_project(cast: Cast) -> None:
    assert response_of(cast, "ling", query="?on=soon").status_code == 404
    response = response_of(cast, "ling", query="?on=2001-01-01")
    assert response.status_code == 409
    assert "那一天还没有这个项目" in response.content.decode()
