"""The pages of the weekly meeting, as they are asked for."""

import re
from datetime import timedelta
from urllib.parse import quote

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from genjin.core import clock
from genjin.meetings.models import AgendaItem, Meeting, MeetingDecision
from genjin.meetings.operations.decisions import decide
from genjin.meetings.operations.meetings import end_meeting
from genjin.meetings.operations.screens import turn_to
from genjin.people.models import AuditEntry, Department
from genjin.pipeline.operations.team import add_team_member
from genjin.planning.models import Action, Place
from genjin.text.cells import ActionItem
from tests.cast import Cast
from tests.meetings.holding import LAST_MONDAY, MONDAY, held, item_of, monday, more_projects  # noqa: F401
from tests.web.pages import signed_in

pytestmark = pytest.mark.usefixtures("monday")


@pytest.fixture
def ling(cast: Cast) -> Client:
    return signed_in(cast.ling)


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    return held(cast, present=[cast.bo, cast.ada])


def screen(meeting: Meeting) -> str:
    return f"/meetings/{meeting.pk}/screens/{item_of(meeting).pk}/"


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_first_meeting_is_started_from_the_empty_list(cast: Cast, language: str) -> None:
    client = signed_in(cast.ling, language)
    page = client.get("/meetings/").content.decode()
    assert 'id="start-meeting"' in page
    form = client.get("/meetings/new").content.decode()
    assert "凌薇" not in re.findall(r"<label[^>]*>([^<]*)", form)
    reply = client.post("/meetings/", {"scope": "mine", "minutes_each": 5, "present": [cast.bo.pk]})
    meeting = Meeting.objects.get()
    assert reply.headers["HX-Redirect"] == f"/meetings/{meeting.pk}/"
    assert set(meeting.present.all()) == {cast.ling, cast.bo}
    assert "MES 二期" in client.get(f"/meetings/{meeting.pk}/").content.decode()
    assert cast.ling.name in client.get("/meetings/").content.decode()


def test_form_offers_ones_own_department_customers_and_projects_only(cast: Cast, ling: Client) -> None:
    more_projects(cast, "别人的", owner=cast.wei)
    form = ling.get(f"/meetings/new?project={cast.project.pk}").content.decode()
    own = Department.objects.get(name="华东组")
    assert f'value="department-{own.pk}"' in form
    assert f'value="department-{own.parent_id}"' not in form
    assert "别人的" not in form
    assert '<option value="chosen" selected>' in form
    assert re.search(rf'type="checkbox" name="projects" value="{cast.project.pk}"[^>]* checked', form)
    sent = {"scope": f"department-{own.parent_id}", "minutes_each": 4}
    assert ling.post("/meetings/", sent).status_code == 422
    stranger = signed_in(cast.wei).post("/meetings/", {"scope": "mine", "minutes_each": 4})
    assert stranger.headers.get("HX-Redirect")


def test_second_click_leads_to_the_meeting_that_runs(cast: Cast, ling: Client) -> None:
    sent = {"scope": "mine", "minutes_each": 4}
    first = ling.post("/meetings/", sent).headers["HX-Redirect"]
    assert ling.post("/meetings/", sent).headers["HX-Redirect"] == first
    end_meeting(Meeting.objects.get(), by=cast.ling)
    # begun anew on the same day, it tells what changed since last week, not since this morning
    ling.post("/meetings/", sent)
    again = Meeting.objects.latest("pk")
    assert (again.previous, again.changes_since) == (None, clock.now() - timedelta(days=7))


def test_nothing_to_talk_about_is_said_in_the_form(cast: Cast) -> None:
    reply = signed_in(cast.root).post("/meetings/", {"scope": "mine", "minutes_each": 4})
    assert reply.status_code == 422
    assert "这里没有进行中的项目" in reply.content.decode()


def test_screen_is_a_page_and_for_htmx_a_part(cast: Cast, ling: Client, meeting: Meeting) -> None:
    whole, part = ling.get(screen(meeting)), ling.get(screen(meeting), headers={"HX-Request": "true"})
    assert b"<!doctype" in whole.content
    assert b"<!doctype" not in part.content
    assert b"<meeting-screen" in part.content
    restored = ling.get(screen(meeting), headers={"HX-Request": "true", "HX-History-Restore-Request": "true"})
    assert b"<!doctype" in restored.content


def test_only_the_chairs_screen_turns_the_meeting(cast: Cast, ling: Client, meeting: Meeting) -> None:
    turning = f'hx-post="/meetings/{meeting.pk}/now"'
    assert turning in ling.get(screen(meeting)).content.decode()
    assert turning not in signed_in(cast.bo).get(screen(meeting)).content.decode()
    assert ling.post(f"/meetings/{meeting.pk}/now", {"item": item_of(meeting).pk}).status_code == 204
    assert turning not in ling.get(screen(meeting)).content.decode()  # it is on the screen: a reload turns nothing
    assert ling.get(f"/meetings/{meeting.pk}/now").headers["Location"] == screen(meeting)
    assert turning in ling.get(f"/meetings/{meeting.pk}/closing/").content.decode()


def test_clock_goes_on_over_a_reload(cast: Cast, ling: Client, meeting: Meeting) -> None:
    turn_to(meeting, item_of(meeting), by=cast.ling)
    with clock.stopped_at(MONDAY + timedelta(seconds=130)):
        page = ling.get(screen(meeting)).content.decode()
    assert 'data-spent="130"' in page
    assert "data-ticks" in page
    end_meeting(meeting, by=cast.ling)
    assert "data-ticks" not in ling.get(screen(meeting)).content.decode()


def test_decision_becomes_an_action_where_it_names_who_or_when(cast: Cast, ling: Client, meeting: Meeting) -> None:
    address = f"{screen(meeting)}decisions"
    ling.post(address, {"text": "让薄远周五前给报价"})
    ling.post(address, {"text": "不降价"})
    ling.post(address, {"text": "备样板", "as_action": "on"})
    reply = ling.post(address, {"text": "薄远周四前回话", "only_decision": "on"})
    made = list(MeetingDecision.objects.order_by("pk"))
    assert [decision.action_number is not None for decision in made] == [True, False, True, False]
    action = Action.objects.get(pk=made[0].action_number)
    assert (action.content, action.owner_words, action.due_on and action.due_on.isoformat()) == (
        "给报价", "薄远", "2035-03-16",
    )  # fmt: skip
    assert "给报价 （薄远/03-16）" in reply.content.decode()
    assert "autofocus" in reply.content.decode()


def test_two_lines_are_two_decisions_in_the_plan(cast: Cast, ling: Client, meeting: Meeting) -> None:
    text = "1. 给报价（薄远/03-16） 2. 不降价 3. 催确认（03-17）"
    proposal = ling.get(f"{screen(meeting)}proposal", {"text": text}).content.decode()
    assert proposal.count("进入计划") == 2
    assert "凌薇" in proposal  # who does what names nobody
    ling.post(f"{screen(meeting)}decisions", {"text": text})
    assert [row.content for row in MeetingDecision.objects.order_by("pk")][1] == "不降价"
    assert {row.content for row in Action.objects.filter(place=Place.PLAN)} == {"给报价", "催确认"}
    ling.post(f"{screen(meeting)}decisions", {"text": text, "only_decision": "on"})
    assert MeetingDecision.objects.latest("pk").content == text


def test_day_that_is_past_is_said_before_it_is_written_down(ling: Client, meeting: Meeting) -> None:
    ask = lambda day: ling.get(f"{screen(meeting)}proposal", {"text": f"给报价（薄远/{day}）"}).content.decode()  # noqa: E731  asked twice
    assert 'class="late"' in ask("2035-03-11")
    assert 'class="late"' not in ask("2035-03-12")


def test_nothing_is_written_down_from_nothing(cast: Cast, ling: Client, meeting: Meeting) -> None:
    reply = ling.post(f"{screen(meeting)}decisions", {"text": " "}, headers={"HX-Request": "true"})
    assert reply.status_code == 422
    assert reply.headers["HX-Reswap"] == "none"
    end_meeting(meeting, by=cast.ling)
    assert ling.post(f"{screen(meeting)}decisions", {"text": "不降价"}).status_code == 409


def test_hostile_words_are_only_words(cast: Cast, ling: Client, meeting: Meeting) -> None:
    words = "<script>alert(1)</script>"
    reply = ling.post(f"{screen(meeting)}decisions", {"text": words, "as_action": "on"}).content.decode()
    proposal = ling.get(f"{screen(meeting)}proposal", {"text": words, "as_action": "on"}).content.decode()
    for page in (reply, proposal, ling.get(f"/meetings/{meeting.pk}/").content.decode()):
        assert "<script>alert" not in page
        assert "&lt;script&gt;" in page


@pytest.mark.parametrize(
    ("text", "shown"), [("让薄远周五前给报价", "（薄远/2035-03-16）"), ("不降价", ""), ("", ""), ("x" * 9000, "")]
)
def test_proposal_says_as_what_it_would_go_into_the_plan(ling: Client, meeting: Meeting, text: str, shown: str) -> None:
    html = ling.get(f"{screen(meeting)}proposal", {"text": text}).content.decode()
    assert (shown in html) if shown else not html.strip()


def test_decision_is_taken_back_and_brought_back(cast: Cast, ling: Client, meeting: Meeting) -> None:
    decision = decide(item_of(meeting), "不降价", by=cast.ling)
    reply = ling.delete(f"/meetings/decisions/{decision.pk}/")
    assert "不降价" not in reply.content.decode()
    assert f"/meetings/decisions/{decision.pk}/restoration" in reply.headers["HX-Trigger"]
    back = ling.post(f"/meetings/decisions/{decision.pk}/restoration")
    assert "hx-swap-oob" in back.content.decode()
    assert "不降价" in back.content.decode()


def test_earlier_decisions_are_ticked_in_the_meeting(cast: Cast, ling: Client) -> None:
    with clock.stopped_at(LAST_MONDAY):
        decision = decide(item_of(held(cast)), "先谈总成本", by=cast.ling)
    meeting = held(cast)
    assert "先谈总成本" in ling.get(screen(meeting)).content.decode()
    address = f"/meetings/decisions/{decision.pk}/completion?in={meeting.pk}"
    assert "checked" in ling.post(address).content.decode()
    assert ling.post(address).status_code == 409
    assert "checked" not in ling.delete(address).content.decode()


# several people in one meeting


def news(client: Client, meeting: Meeting, *, version: int, item: int, query: str = "") -> object:
    return client.get(f"/meetings/{meeting.pk}/news?version={version}&item={item}{query}")


def test_screens_of_the_others_follow_the_chair(cast: Cast, ling: Client, meeting: Meeting) -> None:
    first, bo = item_of(meeting), signed_in(cast.bo)
    reply = news(bo, meeting, version=1, item=0)
    assert (reply.status_code, "HX-Location" in reply.headers) == (204, False)
    turn_to(meeting, first, by=cast.ling)
    reply = news(bo, meeting, version=2, item=0)
    assert reply.headers["HX-Location"] == f'{{"path": "{screen(meeting)}", "target": "#screen"}}'
    assert "HX-Location" not in news(bo, meeting, version=1, item=0, query="&alone").headers
    assert "HX-Location" not in news(ling, meeting, version=1, item=0).headers
    assert "HX-Location" not in news(bo, meeting, version=1, item=first.pk).headers


def test_nobody_is_taken_away_from_what_is_not_written_down(cast: Cast) -> None:
    wms = more_projects(cast, "WMS")[0]
    add_team_member(wms, cast.bo, by=cast.ling)
    meeting, bo = held(cast, present=[cast.bo]), signed_in(cast.bo)
    first, typing = item_of(meeting, cast.project), f"&text={quote('让薄远交方')}"
    turn_to(meeting, item_of(meeting, wms), by=cast.ling)
    reply = news(bo, meeting, version=1, item=first.pk, query=typing)
    assert "HX-Location" not in reply.headers
    assert "WMS" in reply.content.decode()  # where the chair is
    assert news(bo, meeting, version=2, item=first.pk, query=typing).status_code == 204
    assert "HX-Location" in news(bo, meeting, version=2, item=first.pk, query="&text=%20").headers
    end_meeting(meeting, by=cast.ling)
    assert "HX-Redirect" not in news(bo, meeting, version=2, item=first.pk, query=typing).headers
    assert "HX-Redirect" not in news(bo, meeting, version=2, item=first.pk, query="&writing=1").headers
    assert "HX-Redirect" in news(bo, meeting, version=2, item=first.pk).headers
    assert 'id="writing-notes"' in bo.get(f"/meetings/{meeting.pk}/notes").content.decode()


def test_what_others_decide_comes_by_itself(cast: Cast, ling: Client, meeting: Meeting) -> None:
    item = item_of(meeting)
    decide(item, "不降价", by=cast.bo)
    html = news(ling, meeting, version=1, item=item.pk).content.decode()
    assert "不降价" in html
    assert "version=2" in html
    assert 'id="decision-form"' not in html  # what somebody types is left alone


def test_end_leads_everybody_to_the_page_of_the_meeting(cast: Cast, meeting: Meeting) -> None:
    end_meeting(meeting, by=cast.ling)
    reply = news(signed_in(cast.bo), meeting, version=1, item=item_of(meeting).pk)
    assert reply.headers["HX-Redirect"] == f"/meetings/{meeting.pk}/"


def test_project_that_one_may_not_see_is_in_no_screen_list_or_news(cast: Cast) -> None:
    hidden = more_projects(cast, "WMS")[0]
    meeting, bo = held(cast, present=[cast.bo]), signed_in(cast.bo)
    item = item_of(meeting, hidden)
    decide(item, "保密的决定", by=cast.ling)
    turn_to(meeting, item, by=cast.ling)
    for path in ("", "closing/", "rest/", "now"):
        page = bo.get(f"/meetings/{meeting.pk}/{path}").content.decode()
        assert "WMS" not in page
        assert "保密的决定" not in page
    assert bo.get(f"/meetings/{meeting.pk}/screens/{item.pk}/").status_code == 404
    assert "HX-Location" not in news(bo, meeting, version=1, item=0).headers
    assert news(bo, meeting, version=1, item=item.pk).status_code == 404


# the record


@pytest.mark.parametrize(("language", "days", "told"), [
    ("zh-hans", "2035-03-05 至 2035-03-12", "2035-03-12 的决定"), ("en", "2035-03-05 to 2035-03-12", "2035-03-12"),
])  # fmt: skip
def test_record_tells_the_days_of_the_meeting(
    cast: Cast, meeting: Meeting, language: str, days: str, told: str
) -> None:
    client = signed_in(cast.ling, language)
    running = client.get(screen(meeting)).content.decode()
    assert "最近七天" in running or "In the last seven days" in running
    end_meeting(meeting, by=cast.ling)
    with clock.stopped_at(MONDAY + timedelta(days=300)):
        page = client.get(screen(meeting)).content.decode()
    assert days in page
    assert told in page
    assert "最近七天" not in page
    assert "In the last seven days" not in page


def test_notes_of_two_people(cast: Cast, ling: Client, meeting: Meeting) -> None:
    address = f"/meetings/{meeting.pk}/notes"
    assert ling.post(address, {"notes": "改到二楼", "seen": ""}).status_code == 200
    reply = signed_in(cast.bo).post(address, {"notes": "停电", "seen": ""})
    assert reply.status_code == 409
    assert "改到二楼" in reply.content.decode()
    assert "停电" in reply.content.decode()
    assert Meeting.objects.get().notes == "改到二楼"


def test_ending_opening_again_deleting_and_undo(cast: Cast, ling: Client, meeting: Meeting) -> None:
    home = f"/meetings/{meeting.pk}/"
    assert ling.post(f"{home}ending").headers["HX-Redirect"] == home
    page = ling.get(home).content.decode()
    for form in ("docx", "xlsx", "pdf"):
        assert f"{home}report.{form}" in page
    assert ling.delete(f"{home}ending").headers["HX-Redirect"] == home
    deleted = ling.delete(home)
    assert f"{home}restoration" in deleted.headers["HX-Trigger"]
    assert ling.get(home).status_code == 404
    assert ling.post(f"{home}restoration").headers["HX-Redirect"] == home
    assert ling.get(home).status_code == 200


def test_agenda_is_put_in_another_order(cast: Cast, ling: Client) -> None:
    more_projects(cast, "WMS")
    meeting = held(cast)
    last = meeting.agenda.order_by("position")[1]
    reply = ling.post(f"/meetings/{meeting.pk}/screens/{last.pk}/place", {"position": 1})
    html = reply.content.decode()
    names = [last.project.name, meeting.agenda.exclude(pk=last.pk).get().project.name]
    assert sorted(names, key=lambda name: html.index(f"<b>{name}</b>")) == names
    assert item_of(meeting).pk == last.pk
    assert ling.post(f"/meetings/{meeting.pk}/screens/{last.pk}/place", {"position": "9"}).status_code == 422


def test_report_is_a_file_and_noted_in_the_audit(cast: Cast, ling: Client, meeting: Meeting) -> None:
    reply = ling.get(f"/meetings/{meeting.pk}/report.xlsx")
    assert reply.headers["Content-Disposition"].startswith("attachment")
    assert b"".join(reply.streaming_content)[:2] == b"PK"  # type: ignore[attr-defined]
    assert AuditEntry.objects.get(kind="export.made").detail == {"what": "weekly_report", "format": "xlsx"}


# queries


@pytest.fixture
def three(cast: Cast) -> tuple[Meeting, Meeting]:
    """A meeting about one project, and one about three."""
    with clock.stopped_at(LAST_MONDAY):
        one = held(cast)
    more_projects(cast, "WMS", "APS")
    cast.log(next_steps=[ActionItem("交方案", None, None)])
    many = held(cast)
    for item in AgendaItem.objects.select_related("meeting__chair", "project").filter(meeting__in=[one, many]):
        decide(item, "让薄远周五前给报价", by=cast.ling)
    return one, many


@pytest.mark.parametrize("path", ["", "closing/", "rest/"])
def test_page_asks_as_much_for_three_projects_as_for_one(
    three: tuple[Meeting, Meeting], ling: Client, path: str
) -> None:
    counts = []
    ling.get("/meetings/")
    for meeting in three:
        with CaptureQueriesContext(connection) as asked:
            ling.get(f"/meetings/{meeting.pk}/{path}")
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_list_asks_as_much_for_three_meetings_as_for_one(cast: Cast, ling: Client) -> None:
    held(cast)
    with CaptureQueriesContext(connection) as one:
        ling.get("/meetings/")
    held(cast)
    held(cast)
    with CaptureQueriesContext(connection) as many:
        ling.get("/meetings/")
    assert len(one) == len(many)


def test_starting_asks_as_much_for_three_projects_as_for_one(cast: Cast) -> None:
    with CaptureQueriesContext(connection) as one:
        held(cast)
    more_projects(cast, "WMS", "APS")
    with CaptureQueriesContext(connection) as three:
        held(cast)
    assert len(three) <= len(one) + 3  # health of the two new plans is stored once, by a few statements more


def test_projects_page_shows_what_was_decided_and_leads_to_meetings_that_one_may_see(cast: Cast, ling: Client) -> None:
    address = f"/projects/{cast.project.pk}/"
    assert 'id="module-decisions" data-module="decisions" aria-labelledby="project-decisions-title" hidden' in (
        ling.get(address).content.decode()
    )
    meeting = held(cast)
    decide(item_of(meeting), "让薄远周五前给报价", by=cast.ling)
    page, of_bo = ling.get(address).content.decode(), signed_in(cast.bo).get(address).content.decode()
    assert "让薄远周五前给报价" in page
    assert "让薄远周五前给报价" in of_bo
    assert f"/meetings/{meeting.pk}/" in page
    assert f"/meetings/{meeting.pk}/" not in of_bo


def test_todays_news_name_a_decision(cast: Cast) -> None:
    decide(item_of(held(cast)), "不降价", by=cast.ling)
    page = signed_in(cast.bo).get("/today/").content.decode()
    assert "不降价" in page
    assert "决定" in page
