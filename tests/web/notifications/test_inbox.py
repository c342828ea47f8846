"""The bell and the list."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from genjin.conversation.operations.comments import open_thread
from genjin.core import clock
from genjin.notifications.models import Notification, NotificationLine, Topic
from genjin.notifications.news import News
from genjin.notifications.operations.fan_out import fan_out_events
from genjin.notifications.operations.tell import tell
from genjin.people.models import User
from genjin.pipeline.models import TeamMember
from genjin.pipeline.operations.projects import add_project
from tests.cast import Cast
from tests.web.pages import signed_in

HTMX = {"HTTP_HX_REQUEST": "true"}


def told(cast: Cast, person: User, number: int = 0, **values: object) -> Notification:
    row = cast.log(goal=f"x{number}")
    given = {"topic": Topic.STAGE_MOVED, "subject_type": "followup", "subject_id": row.pk, "key": f"k{number}"}
    given |= {"project_id": cast.project.pk, "by_id": cast.ling.pk, "detail": {"stage": "<b>商务</b>"}, **values}
    tell([News(people=[person.pk], **given)])  # type: ignore[arg-type]
    return Notification.objects.get(person=person, subject_type=given["subject_type"], subject_id=given["subject_id"])


@pytest.fixture
def bo(cast: Cast) -> Client:
    return signed_in(cast.bo)


def test_the_bell_counts_what_is_unread(cast: Cast, bo: Client) -> None:
    assert "bell-n" not in bo.get("/today/").content.decode()
    told(cast, cast.bo)
    assert '<b class="bell-n">1</b>' in bo.get("/today/").content.decode()
    part = bo.get("/notifications/count", **HTMX).content.decode()
    assert '<b class="bell-n">1</b>' in part
    assert "<html" not in part
    assert "bell-n" not in signed_in(cast.ling).get("/notifications/count").content.decode()


@pytest.mark.parametrize(("language", "said"), [("zh-hans", "没有未读通知"), ("en", "Nothing unread")])
def test_an_empty_list_says_what_to_do(cast: Cast, language: str, said: str) -> None:
    assert said in signed_in(cast.bo, language).get("/notifications/").content.decode()


def test_the_list_shows_what_happened_by_day_and_escapes_it(cast: Cast, bo: Client) -> None:
    told(cast, cast.bo, 1)
    with clock.stopped_at(clock.now() - timedelta(days=1)):
        told(cast, cast.bo, 2)
    page = bo.get("/notifications/").content.decode()
    assert page.index("<h2>今天</h2>") < page.index("<h2>昨天</h2>")
    assert "凌薇 移到了“&lt;b&gt;商务&lt;/b&gt;”" in page


def test_reading_and_unreading(cast: Cast, bo: Client) -> None:
    note = told(cast, cast.bo)
    reply = bo.post(f"/notifications/{note.pk}/reading", **HTMX)
    assert reply.status_code == 200
    assert 'hx-swap-oob="true"' in reply.content.decode()
    assert "is-unread" not in reply.content.decode()
    assert "没有未读通知" in bo.get("/notifications/").content.decode()
    assert f'id="notification-{note.pk}"' in bo.get("/notifications/?show=all").content.decode()
    assert "is-unread" in bo.delete(f"/notifications/{note.pk}/reading", **HTMX).content.decode()
    assert bo.post("/notifications/reading").status_code == 302
    assert not Notification.objects.filter(read_at=None).exists()


def test_following_it_reads_it_and_leads_to_the_thing(cast: Cast, bo: Client) -> None:
    note = told(cast, cast.bo)
    reply = bo.get(f"/notifications/{note.pk}/")
    assert (reply.status_code, reply["Location"]) == (
        302,
        f"/plan/?project={cast.project.pk}#follow-up-{note.subject_id}",
    )
    note.refresh_from_db()
    assert note.is_read


@pytest.mark.parametrize(
    ("subject", "pk", "location"),
    [("project", "project", "/projects/{}/"), ("action", 999, "/projects/{}/"), ("nonsense", 1, "/projects/{}/")],
)
def test_a_thing_that_is_gone_leads_to_its_project(
    cast: Cast, bo: Client, subject: str, pk: object, location: str
) -> None:
    target = cast.project.pk if pk == "project" else pk
    note = told(cast, cast.bo, subject_type=subject, subject_id=target)
    assert bo.get(f"/notifications/{note.pk}/")["Location"] == location.format(cast.project.pk)


def test_somebody_elses_is_not_there(cast: Cast, bo: Client) -> None:
    note = told(cast, cast.ling)
    for reply in (
        bo.get(f"/notifications/{note.pk}/"),
        bo.post(f"/notifications/{note.pk}/reading"),
        bo.delete(f"/notifications/{note.pk}/reading"),
    ):
        assert reply.status_code == 404
    note.refresh_from_db()
    assert not note.is_read


def test_what_may_no_longer_be_seen_is_gone_from_the_list(cast: Cast, bo: Client) -> None:
    note = told(cast, cast.bo)
    TeamMember.objects.all().delete()
    assert "MES 二期" not in bo.get("/notifications/").content.decode()
    assert bo.get(f"/notifications/{note.pk}/").status_code == 404
    assert "bell-n" not in bo.get("/notifications/count").content.decode()


def test_the_list_goes_on_where_it_ended(cast: Cast, bo: Client) -> None:
    row = cast.log(goal="x")
    for number in range(35):
        told(cast, cast.bo, number, subject_type="action", subject_id=row.pk * 1000 + number)
    page = bo.get("/notifications/").content.decode()
    assert page.count('class="notification is-unread"') == 30
    address = page.split('hx-get="/notifications/?')[1].split('"')[0].replace("&amp;", "&")
    part = bo.get(f"/notifications/?{address}", **HTMX).content.decode()
    assert part.count('class="notification is-unread"') == 5
    assert "<html" not in part


def test_as_many_queries_for_three_as_for_one(cast: Cast, bo: Client) -> None:
    told(cast, cast.bo, 1)
    bo.get("/notifications/")
    with CaptureQueriesContext(connection) as one:
        bo.get("/notifications/")
    project = add_project(customer=cast.customer, name="第二期", by=cast.ling)
    TeamMember.objects.create(project=project, user=cast.bo)
    told(cast, cast.bo, 2, project_id=project.pk)
    told(cast, cast.bo, 3)
    with CaptureQueriesContext(connection) as three:
        assert bo.get("/notifications/").content.decode().count('class="notification is-unread"') == 3
    assert len(one) == len(three)
    assert NotificationLine.objects.count() == 3


def test_words_about_a_row_lead_to_the_conversation_and_name_its_project_once(cast: Cast, bo: Client) -> None:
    row = cast.log(goal="预算")
    open_thread(row, "@薄远 请看", by=cast.ling)
    while fan_out_events():
        pass
    note = Notification.objects.get(person=cast.bo, topic=Topic.MENTION)
    assert bo.get("/notifications/").content.decode().count(f"<b>{cast.project} #{row.number}</b>") == 1
    assert bo.get(f"/notifications/{note.pk}/")["Location"] == f"/conversation/followup/{row.pk}/"
