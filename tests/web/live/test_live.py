"""The feed, the pieces of pages it leads to, and presence, as a browser asks for them."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from genjin.conversation.operations.comments import open_thread
from genjin.conversation.operations.threads import resolve_thread
from genjin.core import clock
from genjin.live.models import Presence
from genjin.notifications.operations.fan_out import fan_out_events
from genjin.pipeline.operations.team import remove_team_member
from genjin.planning.operations.cells import TypedRow, write_cells
from genjin.planning.operations.follow_ups import delete_follow_ups
from genjin.planning.operations.project_profile import edit_project
from genjin.text.cells import AnsweredItem
from tests.cast import Cast
from tests.web.pages import signed_in

pytestmark = pytest.mark.django_db


def news(client: Client, after: str, **asked: object) -> dict[str, Any]:
    reply = client.get("/live/", {"after": after, **asked})
    assert reply.status_code == 200
    return reply.json()


def now_read(client: Client, **asked: object) -> str:
    """Where a page stands that has read all."""
    return news(client, "0", **asked)["after"]


def test_reply_without_news_is_empty_and_cheap(cast: Cast) -> None:
    bo = signed_in(cast.bo)
    after = now_read(bo)
    expiry = Session.objects.get().expire_date
    with CaptureQueriesContext(connection) as captured, clock.stopped_at(clock.now() + timedelta(hours=1)):
        reply = bo.get("/live/", {"after": after, "place": "plan", "unread": "0"})
    assert (reply.status_code, reply.content) == (204, b"")
    # session, person, events, who is there, what is unread
    assert len(captured) == 5
    assert all(entry["sql"].startswith("SELECT") for entry in captured)
    assert Session.objects.get().expire_date == expiry
    assert "Set-Cookie" not in reply.headers


def test_someone_elses_save_is_told_with_what_to_ask_for(cast: Cast) -> None:
    bo, row = signed_in(cast.bo), cast.log(goal="预算")
    after = now_read(bo)
    write_cells([TypedRow(row, {"goal": "排期"}, {})], by=cast.ling)
    told = news(bo, after)
    expected = {
        "kind": "follow_up.edited",
        "project": cast.project.pk,
        "customer": None,
        "row": row.pk,
        "by": "凌薇",
        "own": False,
    }
    assert told["changes"] == [expected]
    assert "排期" not in str(told)
    assert bo.get("/live/", {"after": told["after"], "unread": "0"}).status_code == 204


def test_nothing_is_missed_after_a_long_sleep(cast: Cast) -> None:
    bo, row = signed_in(cast.bo), cast.log(goal="预算")
    after = now_read(bo)
    for hours in range(3):
        with clock.stopped_at(clock.now() + timedelta(hours=hours)):
            write_cells([TypedRow(row, {"goal": f"第 {hours} 次"}, {})], by=cast.ling)
    with clock.stopped_at(clock.now() + timedelta(days=1)):
        told = news(bo, after)
        rows = bo.get("/live/plan", {"rows": f"{row.pk}.{row.version}"}).content.decode()
    assert {change["row"] for change in told["changes"]} == {row.pk}
    assert "第 2 次" in rows


def test_page_without_a_cursor_is_told_to_look_at_everything(cast: Cast) -> None:
    told = news(signed_in(cast.bo), "nonsense")
    assert told["everything"]
    assert told["changes"] == []


def test_row_that_changed_comes_as_it_stands_now_and_no_other(cast: Cast) -> None:
    bo, one, other = signed_in(cast.bo), cast.log(goal="预算"), cast.log(goal="排期")
    write_cells([TypedRow(one, {"goal": "新目标"}, {})], by=cast.ling)
    html = bo.get("/live/plan", {"rows": f"{one.pk}.{one.version},{other.pk}.{other.version}"}).content.decode()
    assert "新目标" in html
    assert html.count("<tr") == 1
    assert 'data-gone=""' in html


def test_project_with_another_name_renews_rows_asked_for_without_version(cast: Cast) -> None:
    bo, row = signed_in(cast.bo), cast.log(goal="预算")
    edit_project(cast.project, {"name": "MES 三期"}, seen={}, by=cast.ling)
    assert "MES 三期" in bo.get("/live/plan", {"rows": f"{row.pk}.0"}).content.decode()


def test_deleted_row_and_row_of_others_are_to_be_taken_away(cast: Cast) -> None:
    bo, row, kept = signed_in(cast.bo), cast.log(goal="预算"), cast.log(goal="排期")
    delete_follow_ups([row], by=cast.ling)
    known = f"{row.pk}.1,{kept.pk}.{kept.version}"
    assert f'data-gone="{row.pk}"' in bo.get("/live/plan", {"rows": known}).content.decode()
    remove_team_member(cast.project.team.get(user=cast.bo), by=cast.ling)
    html = bo.get("/live/plan", {"rows": f"{row.pk}.0,{kept.pk}.0"}).content.decode()
    assert f'data-gone="{row.pk} {kept.pk}"' in html
    assert "<tr" not in html


def test_person_who_lost_access_hears_that_the_project_is_gone_and_nothing_else(cast: Cast) -> None:
    bo = signed_in(cast.bo)
    cast.log(goal="预算")
    after = now_read(bo)
    remove_team_member(cast.project.team.get(user=cast.bo), by=cast.ling)
    cast.log(goal="机密")
    told = news(bo, after, about=f"{cast.project.pk},999999")
    assert told["changes"] == []
    assert told["gone"] == [cast.project.pk]
    assert bo.get(f"/live/projects/{cast.project.pk}/modules").status_code == 404


def test_new_rows_are_named_where_the_view_leaves_them_in(cast: Cast) -> None:
    bo = signed_in(cast.bo)
    fits, other = cast.log(goal="预算", stage="商务谈判"), cast.log(goal="预算")
    new = f"{fits.pk},{other.pk}"
    assert f'data-new="{fits.pk} {other.pk}"' in bo.get("/live/plan", {"new": new}).content.decode()
    html = bo.get("/live/plan", {"new": new, "stage": "商务谈判"}).content.decode()
    assert f'data-new="{fits.pk}"' in html
    assert 'data-new=""' in signed_in(cast.wei).get("/live/plan", {"new": new}).content.decode()


@pytest.mark.parametrize("who", ["bo", "max", "root"])
def test_as_many_queries_for_three_rows_as_for_one(cast: Cast, who: str) -> None:
    client = signed_in(getattr(cast, who))
    rows = [cast.log(goal=str(number)) for number in range(3)]
    counted = []
    for count in (1, 3):
        asked = ",".join(f"{row.pk}.0" for row in rows[:count])
        from genjin.web.planning import rendered_rows

        rendered_rows.forget()
        with CaptureQueriesContext(connection) as captured:
            client.get("/live/plan", {"rows": asked, "new": ",".join(str(row.pk) for row in rows[:count])})
        counted.append(len(captured))
    assert counted[0] == counted[1]


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_modules_come_each_to_be_put_in_its_place(cast: Cast, language: str) -> None:
    address = f"/live/projects/{cast.project.pk}/modules"
    reply = signed_in(cast.bo, language).get(address, {"modules": "head,records,nonsense"})
    html = reply.content.decode()
    assert html.count("hx-swap-oob") == 3  # and how the plan stands
    assert 'id="module-head"' in html
    assert 'id="module-records"' in html


def test_presence_is_told_once_and_again_when_it_changes(cast: Cast) -> None:
    ling, bo, row = signed_in(cast.ling), signed_in(cast.bo), cast.log(goal="预算")
    after = now_read(bo, place="plan")
    assert ling.post(f"/live/presence?place=plan&row={row.pk}&cell=goal").status_code == 204
    told = news(bo, after, place="plan")
    (person,) = told["people"]
    assert (person["name"], person["initial"], person["row"], person["cell"]) == ("凌薇", "凌", row.pk, "goal")
    assert bo.get("/live/", {"after": after, "place": "plan", "people": told["tag"], "unread": "0"}).status_code == 204
    ling.delete("/live/presence?place=plan")
    assert news(bo, after, place="plan", people=told["tag"])["people"] == []


def test_presence_is_refused_where_one_may_not_see(cast: Cast) -> None:
    wei, row = signed_in(cast.wei), cast.log(goal="预算")
    for query in (f"place=plan&row={row.pk}", f"place=project-{cast.project.pk}", "place=nowhere", ""):
        assert wei.post(f"/live/presence?{query}").status_code == 404, query
    assert not Presence.objects.exists()


def test_presence_keeps_no_cell_that_is_none_of_ours(cast: Cast) -> None:
    row = cast.log(goal="预算")
    signed_in(cast.bo).post(f"/live/presence?place=plan&row={row.pk}&cell=<script>")
    assert Presence.objects.get().cell == ""


def test_bell_hears_of_what_is_unread_and_of_what_is_read_elsewhere(cast: Cast) -> None:
    row, bo = cast.log(goal="预算"), signed_in(cast.bo)
    while fan_out_events():
        pass
    bo.post("/notifications/reading")
    after = now_read(bo)
    open_thread(row, "@薄远 请看", by=cast.ling)
    while fan_out_events():
        pass
    bell = bo.get("/notifications/count").content.decode()
    assert 'data-unread="1"' in bell
    assert 'hx-trigger="unread-changed from:document"' in bell
    told = news(bo, after, unread="0")
    assert told["unread"] == 1
    assert bo.get("/live/", {"after": told["after"], "unread": "1"}).status_code == 204
    bo.post("/notifications/reading")
    assert news(bo, told["after"], unread="1")["unread"] == 0


def test_rows_tell_how_many_threads_are_open_in_them(cast: Cast) -> None:
    quiet, row = cast.log(goal="排期"), cast.log(goal="预算", objections=[AnsweredItem("太贵", None)])
    known = {"rows": f"{quiet.pk}.{quiet.version},{row.pk}.{row.version}"}
    open_thread(row, "谁来答？", by=cast.ling)
    thread = open_thread(row.objections.get(), "我来", by=cast.bo).thread
    said = signed_in(cast.bo).get("/live/plan", known).content.decode()
    assert f'data-talk="{quiet.pk}:0 {row.pk}:2"' in said
    assert "<tr" not in said, "they are as new as before"
    resolve_thread(thread, by=cast.ling)
    assert f"{row.pk}:1" in signed_in(cast.bo).get("/live/plan", known).content.decode()
    assert 'data-talk=""' in signed_in(cast.wei).get("/live/plan", known).content.decode()


def test_what_was_added_right_before_the_plan_table_was_drawn_is_no_news_to_it(cast: Cast) -> None:
    cast.log(goal="预算")
    bo = signed_in(cast.bo)
    after = re.search(r'data-after="([^"]+)"', bo.get("/plan/").content.decode())
    assert after is not None
    assert bo.get("/live/", {"after": after[1], "unread": "0"}).status_code == 204
    later = cast.log(goal="排期")
    assert [change["row"] for change in news(bo, after[1])["changes"]] == [later.pk]
