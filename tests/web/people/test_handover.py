"""Handing over and “who can see this”, as the pages show them."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from genjin.people.models import User
from genjin.pipeline.operations.projects import add_customer, add_project
from genjin.text.cells import ActionItem
from tests.cast import Cast
from tests.web.pages import signed_in


def test_the_page_counts_and_the_act_gives_over(cast: Cast) -> None:
    cast.log(next_steps=[ActionItem("提交方案", "凌薇", None)])
    page = signed_in(cast.root, "en")
    address = f"/settings/people/{cast.ling.pk}/handover"
    words = page.get(address).content.decode()
    assert "<dt>Customers owned</dt><dd>1</dd>" in words
    assert "<dt>Actions and next steps still to do</dt><dd>1</dd>" in words
    assert page.post(address, {"successor": ""}).status_code == 422
    assert page.post(address, {"successor": cast.ada.pk}).status_code == 422  # a guest is no choice
    reply = page.post(address, {"successor": cast.wei.pk, "deactivate": "on"}, follow=True)
    assert "3 things went over to 魏然." in reply.content.decode()
    cast.project.refresh_from_db()
    assert cast.project.owner == cast.wei
    assert not User.objects.get(pk=cast.ling.pk).is_active
    assert page.post(address, {"successor": cast.wei.pk}).status_code == 409  # nothing is left


def test_a_manager_hands_over_and_deactivates_nobody(cast: Cast) -> None:
    page = signed_in(cast.max, "en")
    address = f"/settings/people/{cast.ling.pk}/handover"
    assert 'name="deactivate"' not in page.get(address).content.decode()
    page.post(address, {"successor": cast.bo.pk, "deactivate": "on"})
    cast.project.refresh_from_db()
    assert cast.project.owner == cast.bo
    assert User.objects.get(pk=cast.ling.pk).is_active


def test_the_preview_takes_as_many_queries_for_three_as_for_one(cast: Cast) -> None:
    page, address = signed_in(cast.root), f"/settings/people/{cast.ling.pk}/handover"

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            page.get(address)
        return len(captured)

    page.get(address)
    one = queries()
    for number in range(3):
        add_project(customer=add_customer(name=str(number), by=cast.ling), name="x", by=cast.ling)
    assert queries() == one


def test_everybody_who_sees_it_is_listed_with_the_reason(cast: Cast) -> None:
    row = cast.log()
    for address in (f"/projects/{cast.project.pk}/", f"/customers/{cast.customer.pk}/", f"/plan/follow-ups/{row.pk}/"):
        assert "/readers" in signed_in(cast.bo).get(address).content.decode(), address
    words = signed_in(cast.ada, "en").get(f"/follow-ups/{row.pk}/readers").content.decode()
    for said in (
        "on the team (Technical)",
        "manages 大客户部, above 凌薇",
        "administrator",
        "reads, changes, hands over",
    ):
        assert said in words
    assert "魏然" not in words


def test_the_list_of_people_takes_as_many_queries_for_three_as_for_one(cast: Cast) -> None:
    page = signed_in(cast.root)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            page.get("/settings/people/")
        return len(captured)

    page.get("/settings/people/")
    one = queries()
    for number in range(3):
        User.objects.create(username=f"n{number}", name=f"新{number}", department=cast.ling.department)
    assert queries() == one
