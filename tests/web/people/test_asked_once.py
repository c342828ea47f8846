"""A page asks once who stands below whom, and never tells it to another request."""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from genjin.people.operations.departments import edit_department
from genjin.people.queries.departments import colleague_ids_below, managed_ids
from genjin.web.people.asked_once import AskedOnce
from tests.cast import Cast
from tests.web.pages import signed_in


def take_the_managers_away(cast: Cast) -> None:
    for department in cast.max.managed_departments.all():
        edit_department(department, name=department.name, parent=department.parent, managers=[], by=cast.root)


@pytest.mark.parametrize("page", ["/today/", "/plan/", "/projects/", "/customers/", "/forecast/", "/team/"])
def test_page_of_a_manager_asks_once(cast: Cast, page: str) -> None:
    client = signed_in(cast.max)
    client.get(page)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(page).status_code == 200
    below = [query for query in queries if 'WHERE "people_department_managers"."user_id"' in query["sql"]]
    assert len(below) == 1


def test_what_one_request_was_told_the_next_does_not_hear(cast: Cast) -> None:
    address = f"/projects/{cast.project.pk}/"
    of_manager, of_outsider = signed_in(cast.max), signed_in(cast.wei)
    assert of_manager.get(address).status_code == 200
    assert of_outsider.get(address).status_code == 404
    assert of_manager.get(address).status_code == 200
    take_the_managers_away(cast)
    assert of_manager.get(address).status_code == 404


def test_request_that_changes_departments_asks_again(cast: Cast) -> None:
    told = []

    def view(_request: HttpRequest) -> HttpResponse:
        told.append(managed_ids(cast.max))
        take_the_managers_away(cast)
        told.append(managed_ids(cast.max))
        return HttpResponse()

    AskedOnce(view)(RequestFactory().post("/"))
    assert told == [{cast.max.pk, cast.ling.pk}, set()]


def test_reply_that_streams_on_asks_for_itself(cast: Cast) -> None:
    def rows() -> Iterator[str]:
        yield str(len(colleague_ids_below(cast.max)))

    def view(_request: HttpRequest) -> StreamingHttpResponse:
        assert len(colleague_ids_below(cast.max)) == 2
        return StreamingHttpResponse(rows())

    reply = AskedOnce(view)(RequestFactory().get("/"))
    take_the_managers_away(cast)
    assert b"".join(reply) == b"1"
