"""Keeping ways of looking at the plan table, for oneself or for all."""

from django.http import HttpResponse
from django.test import Client

from genjin.people.models import User
from genjin.planning.models import SavedView
from tests.cast import Cast, cast

__all__ = ["cast"]


def signed_in(user: User) -> Client:
    client = Client(headers={"accept-language": "zh-hans"})
    client.force_login(user)
    return client


def keep(user: User, name: str, query: str, **more: str) -> HttpResponse:
    return signed_in(user).post("/plan/views", {"name": name, "query": query, **more})


def test_private_view_is_seen_by_its_owner_alone(cast: Cast) -> None:
    html = keep(cast.ling, "我的视图", "stage=商务谈判&group=none&hide=note").content.decode()
    assert "我的视图" in html
    assert "<html" not in html
    assert SavedView.objects.get().query == "stage=%E5%95%86%E5%8A%A1%E8%B0%88%E5%88%A4&group=none&hide=note"
    assert "我的视图" in signed_in(cast.ling).get("/plan/").content.decode()
    assert "我的视图" not in signed_in(cast.bo).get("/plan/").content.decode()


def test_shared_view_is_seen_by_all_and_dropped_by_its_owner(cast: Cast) -> None:
    keep(cast.ling, "大家的视图", "scope=week", is_shared="1")
    pk = SavedView.objects.get().pk
    assert "大家的视图" in signed_in(cast.wei).get("/plan/").content.decode()
    assert signed_in(cast.wei).delete(f"/plan/views/{pk}").status_code == 403
    assert "大家的视图" not in signed_in(cast.ling).delete(f"/plan/views/{pk}").content.decode()


def test_private_view_of_another_is_not_found(cast: Cast) -> None:
    keep(cast.ling, "我的视图", "")
    assert signed_in(cast.root).delete(f"/plan/views/{SavedView.objects.get().pk}").status_code == 404


def test_guest_keeps_views_but_shares_none(cast: Cast) -> None:
    assert keep(cast.ada, "自己的", "").status_code == 200
    assert keep(cast.ada, "大家的", "", is_shared="1").status_code == 403


def test_view_without_a_name_is_refused(cast: Cast) -> None:
    reply = keep(cast.ling, "  ", "")
    assert reply.status_code == 422
    assert 'data-field="name"' in reply.content.decode()


def test_refusal_through_htmx_is_a_message_and_leaves_the_page_alone(cast: Cast) -> None:
    reply = signed_in(cast.ling).post("/plan/views", {"name": ""}, headers={"HX-Request": "true"})
    assert reply.status_code == 422
    assert reply.headers["HX-Reswap"] == "none"
    assert '"isError": true' in reply.headers["HX-Trigger"]
