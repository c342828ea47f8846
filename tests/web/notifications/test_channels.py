"""One's own settings, one's own channels, the robots of groups, and what administrators see."""

from datetime import time
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from genjin.notifications.models import Channel, Delivery, Preference
from genjin.notifications.operations.robots import queue_post
from genjin.people.models import AuditEntry, Department
from tests.cast import Cast
from tests.notifications.conftest import chat  # noqa: F401  the fixture
from tests.notifications.fake_chat import FakeChat
from tests.notifications.making import deliver_all, robot, webhook
from tests.web.pages import signed_in

SECRET_ADDRESS = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=very-secret"


def sent(client: Client, **changes: object) -> dict[str, Any]:
    """Return the form of settings as it stands, with some changes."""
    form = client.get("/settings/notifications/").context["form"]
    data = {name: form[name].value() for name in form.fields}
    data = {name: "on" if value is True else value for name, value in data.items() if value not in (False, None)}
    data = {name: value.strftime("%H:%M") if isinstance(value, time) else value for name, value in data.items()}
    return {name: value for name, value in (data | changes).items() if value is not None}


@pytest.mark.parametrize(("language", "said"), [("zh-hans", "有人 @ 我"), ("en", "Somebody mentions me")])
def test_the_page_shows_what_one_is_told(cast: Cast, language: str, said: str) -> None:
    assert said in signed_in(cast.bo, language).get("/settings/notifications/").content.decode()


def test_choices_are_kept_and_defaults_are_not(cast: Cast) -> None:
    bo = signed_in(cast.bo)
    changes = {"product-follow_up": None, "email-mention": "daily", "digest_at": "07:15", "language": "en"}
    reply = bo.post("/settings/notifications/", sent(bo, **changes, time_zone="America/New_York"))
    assert reply.status_code == 302
    kept = Preference.objects.get(person=cast.bo)
    assert kept.paces == {"follow_up": {"product": "off"}, "mention": {"email": "daily"}}
    assert (kept.digest_at, kept.time_zone, kept.language) == (time(7, 15), "America/New_York", "en")
    assert bo.post("/settings/notifications/", sent(bo)).status_code == 302
    assert Preference.objects.get(person=cast.bo).paces == kept.paces, "what was shown is what is sent"


@pytest.mark.parametrize(
    "changes",
    [
        {"time_zone": "Mars/Base"},
        {"language": "tlh"},
        {"digest_at": "25:00"},
        {"digest_at": None},
        {"quiet_from": None},
        {"email-mention": "hourly"},
    ],
)
def test_what_makes_no_sense_is_refused(cast: Cast, changes: dict[str, Any]) -> None:
    bo = signed_in(cast.bo)
    assert bo.post("/settings/notifications/", sent(bo, **changes)).status_code == 422
    assert not Preference.objects.exists()


def test_a_webhook_of_ones_own_is_added_tested_switched_and_removed(cast: Cast, chat: FakeChat) -> None:  # noqa: F811
    ada = signed_in(cast.ada)
    data = {"own-kind": "webhook", "own-name": "", "own-address": chat.webhook("very-secret")}
    assert ada.post("/settings/notifications/channels", data).status_code == 302
    channel = Channel.objects.get()
    page = ada.get("/settings/notifications/").content.decode()
    assert "very-secret" not in page, "never shown again"
    assert "127.0.0.1/…" in page
    reply = ada.post(f"/settings/channels/{channel.pk}/test")
    assert f"/settings/deliveries/{Delivery.objects.get().pk}" in reply.content.decode(), "it asks how it goes"
    deliver_all()
    assert "已发送" in ada.get(f"/settings/deliveries/{Delivery.objects.get().pk}").content.decode()
    assert chat.arrived[0]["body"]["title"] == "Genjin：测试"
    assert ada.post(f"/settings/channels/{channel.pk}/switch", {"on": "0"}).status_code == 302
    assert ada.post(f"/settings/channels/{channel.pk}/switch", {"on": "0"}).status_code == 409
    assert ada.post(f"/settings/channels/{channel.pk}/test").status_code == 409
    assert ada.post(f"/settings/channels/{channel.pk}/removal").status_code == 302
    assert not Channel.objects.exists()


@pytest.mark.parametrize(
    "data",
    [
        {"own-kind": "webhook", "own-address": "http://example.com/"},
        {"own-kind": "webhook", "own-address": ""},
        {"own-kind": "wecom", "own-address": SECRET_ADDRESS},
        {"own-kind": "email"},
        {"own-kind": "webhook", "own-address": "https://e.example/" + "x" * 3000},
    ],
)
def test_a_channel_that_cannot_be_is_refused(cast: Cast, data: dict[str, str]) -> None:
    assert signed_in(cast.bo).post("/settings/notifications/channels", data).status_code == 422
    assert not Channel.objects.exists()


def test_mails_are_switched_off_but_not_removed(cast: Cast, settings: Settings) -> None:
    settings.EMAIL_HOST = "mail.example.com"
    cast.bo.email = "bo@example.com"
    cast.bo.save(update_fields=["email"])
    bo = signed_in(cast.bo)
    assert bo.post("/settings/notifications/channels", {"own-kind": "email"}).status_code == 302
    channel = Channel.objects.get()
    assert bo.post(f"/settings/channels/{channel.pk}/removal").status_code == 422
    assert bo.post(f"/settings/channels/{channel.pk}/switch", {"on": "0"}).status_code == 302


@pytest.mark.parametrize("who", ["bo", "max", "ada"])
def test_somebody_elses_channel_is_not_there(cast: Cast, who: str) -> None:
    channel = webhook(cast.ling, "https://hook.example/")
    client = signed_in(getattr(cast, who))
    delivery = queue_post(channel, "x", "")
    for path in ("test", "switch", "removal"):
        assert client.post(f"/settings/channels/{channel.pk}/{path}").status_code == 404
    assert client.get(f"/settings/deliveries/{delivery.pk}").status_code == 404


def test_an_administrator_sees_anothers_channel_and_changes_nothing(cast: Cast) -> None:
    channel = webhook(cast.ling, "https://hook.example/very-secret")
    root = signed_in(cast.root)
    page = root.get("/settings/channels/").content.decode()
    assert "凌薇" in page
    assert "very-secret" not in page
    for path in ("test", "switch", "removal"):
        assert root.post(f"/settings/channels/{channel.pk}/{path}").status_code == 403


@pytest.mark.parametrize(
    ("who", "status"), [("root", 200), ("max", 200), ("ling", 403), ("bo", 403), ("wei", 403), ("ada", 403)]
)
def test_who_looks_after_robots(cast: Cast, who: str, status: int) -> None:
    assert signed_in(getattr(cast, who)).get("/settings/channels/").status_code == status


def new_robot(**changes: object) -> dict[str, Any]:
    data = {"kind": "wecom", "name": "大客户群", "address": SECRET_ADDRESS, "language": "zh-hans", "department": ""}
    return {f"robot-{name}": value for name, value in (data | changes).items()}


def test_a_manager_sets_up_the_robot_of_the_department(cast: Cast) -> None:
    east, other = Department.objects.get(name="华东组"), Department.objects.create(name="华南组")
    client = signed_in(cast.max)
    data = new_robot(department=east.pk, topics=["stage_moved", "project_ended"])
    assert client.post("/settings/channels/", data).status_code == 302
    channel = Channel.objects.get()
    assert (channel.department, channel.topics, channel.address) == (
        east,
        ["stage_moved", "project_ended"],
        SECRET_ADDRESS,
    )
    assert AuditEntry.objects.filter(kind="channel.added", by=cast.max).exists()
    assert "very-secret" not in client.get("/settings/channels/").content.decode()
    assert client.post("/settings/channels/", new_robot(department=other.pk)).status_code == 422
    assert client.post("/settings/channels/", new_robot()).status_code == 403, "everybody's is the administrator's"
    assert Channel.objects.count() == 1
    changes = {f"channel-{channel.pk}-{name}": value for name, value in {"name": "新名", "language": "en"}.items()}
    assert client.post(f"/settings/channels/{channel.pk}", changes).status_code == 302
    channel.refresh_from_db()
    assert (channel.name, channel.language, channel.topics) == ("新名", "en", [])
    assert client.post(f"/settings/channels/{channel.pk}", {}).status_code == 422
    assert client.post(f"/settings/channels/{channel.pk}/removal").status_code == 302
    assert AuditEntry.objects.filter(kind="channel.removed").exists()


@pytest.mark.parametrize(
    "changes",
    [
        {"address": "https://evil.example/cgi-bin/webhook/send?key=x"},
        {"address": "http://169.254.169.254/cgi-bin/webhook/send?key=x"},
        {"kind": "webhook"},
        {"topics": ["mention"]},
        {"address": ""},
    ],
)
def test_a_robot_that_cannot_be_is_refused(cast: Cast, changes: dict[str, Any]) -> None:
    assert signed_in(cast.root).post("/settings/channels/", new_robot(**changes)).status_code == 422
    assert not Channel.objects.exists()


def test_failures_are_shown_and_sent_again(cast: Cast, chat: FakeChat) -> None:  # noqa: F811
    channel = robot("wecom", chat.wecom)
    delivery = queue_post(channel, "周报", "…")
    Delivery.objects.update(state="failed", last_error="93000 invalid webhook url", attempts=10)
    root = signed_in(cast.root)
    assert "93000 invalid webhook url" in root.get("/settings/channels/").content.decode()
    assert signed_in(cast.max).post(f"/settings/deliveries/{delivery.pk}/attempt").status_code == 404
    assert root.post(f"/settings/deliveries/{delivery.pk}/attempt").status_code == 302
    assert root.post(f"/settings/deliveries/{delivery.pk}/attempt").status_code == 409
    deliver_all()
    assert len(chat.arrived) == 1


def test_as_many_queries_for_three_channels_as_for_one(cast: Cast) -> None:
    root = signed_in(cast.root)
    robot("wecom", SECRET_ADDRESS)
    root.get("/settings/channels/")
    with CaptureQueriesContext(connection) as one:
        root.get("/settings/channels/")
    robot("wecom", SECRET_ADDRESS, department=Department.objects.get(name="华东组"))
    queue_post(webhook(cast.ling, "https://hook.example/"), "x", "")
    with CaptureQueriesContext(connection) as three:
        root.get("/settings/channels/")
    assert len(one) == len(three)
