"""E-mail: through a real SMTP server on the loopback, in each one's language, with a way out."""

import email
import email.policy
import socket
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from django.test import Client
from pytest_django.fixtures import Settings

from genjin.core import clock
from genjin.notifications.models import Channel, Delivery, NotificationLine, Preference
from genjin.notifications.operations.fan_out import fan_out_events
from genjin.pipeline.queries.stages import all_stages
from genjin.planning.operations.stages import move_project_to_stage
from genjin.text.cells import ActionItem
from tests.cast import Cast
from tests.notifications.making import deliver_all, mail_channel, states


class Postbox:
    """What arrived; `answer` is what the server says to a mail instead of taking it."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.answer = ""
        self.hangs_up = False

    async def handle_DATA(self, server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802, ANN401  aiosmtpd's
        if self.answer:
            return self.answer
        mail = email.message_from_bytes(envelope.content, policy=email.policy.default)
        self.mails.append(mail)
        if self.hangs_up:
            server.transport.abort()
        return "250 taken"


@pytest.fixture
def postbox(settings: Settings) -> Iterator[Postbox]:
    box = Postbox()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    settings.DEFAULT_FROM_EMAIL = "Genjin <genjin@example.com>"
    settings.PUBLIC_URL = "https://genjin.example.com"
    yield box
    controller.stop()


@pytest.fixture
def mailed(cast: Cast, postbox: Postbox) -> Cast:
    """Bo reads Chinese, Ada English; both are told that the project moved, at once."""
    while fan_out_events():
        pass
    NotificationLine.objects.all().delete()
    for person, address, language in ((cast.bo, "bo@example.com", "zh-hans"), (cast.ada, "ada@example.com", "en")):
        mail_channel(person, address)
        paces = {"stage_moved": {"email": "now"}}
        Preference.objects.create(person=person, language=language, quiet_from=None, quiet_until=None, paces=paces)
    return cast


def move(cast: Cast, number: int = 1) -> None:
    move_project_to_stage(cast.project, list(all_stages())[number], by=cast.ling, reason="是")
    while fan_out_events():
        pass


def body(mail: EmailMessage, kind: str) -> str:
    part = mail.get_body((kind,))
    assert part is not None
    return str(part.get_content())


def test_one_is_told_in_chinese_and_another_in_english(mailed: Cast, postbox: Postbox) -> None:
    move(mailed)
    deliver_all()
    mails = {str(mail["To"]): mail for mail in postbox.mails}
    chinese, english = mails["薄远 <bo@example.com>"], mails["Ada <ada@example.com>"]
    stage = str(list(all_stages())[1])
    assert str(chinese["Subject"]).strip() == f"华东精密制造集团 · MES 二期：凌薇 移到了“{stage}”"
    assert str(english["Subject"]).strip() == f"华东精密制造集团 · MES 二期: 凌薇 moved it to {stage}"
    for kind in ("plain", "html"):
        assert "通知设置" in body(chinese, kind)
        assert "What you are told, and when" in body(english, kind)
        assert "https://genjin.example.com/notifications/" in body(chinese, kind)
    assert 'lang="zh-CN"' in body(chinese, "html")
    assert states() == ["sent", "sent"]


def test_the_link_at_the_foot_switches_mails_off(mailed: Cast, postbox: Postbox) -> None:
    move(mailed)
    deliver_all()
    mail = next(mail for mail in postbox.mails if "bo@" in str(mail["To"]))
    address = str(mail["List-Unsubscribe"]).strip().strip("<>")
    assert str(mail["List-Unsubscribe-Post"]).strip() == "List-Unsubscribe=One-Click"
    path = address.removeprefix("https://genjin.example.com")
    client = Client(enforce_csrf_checks=True)
    assert "不再收邮件？" in client.get(path, headers={"accept-language": "zh-hans"}).content.decode()
    assert Channel.objects.get(person=mailed.bo).is_active, "to look at the link does nothing"
    assert client.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not Channel.objects.get(person=mailed.bo).is_active
    assert Channel.objects.get(person=mailed.ada).is_active
    assert client.post(path[:-3] + "abc").status_code == 404


def test_html_in_names_is_text(mailed: Cast, postbox: Postbox) -> None:
    mailed.project.name = '<script>alert("1")</script>'
    mailed.project.save(update_fields=["name"])
    move(mailed)
    deliver_all()
    assert "<script>" not in body(postbox.mails[0], "html")
    assert "<script>" in body(postbox.mails[0], "plain")


def test_what_was_read_meanwhile_is_left_out(mailed: Cast, postbox: Postbox) -> None:
    move(mailed)
    mailed.bo.notifications.update(read_at=clock.now())
    deliver_all()
    assert [str(mail["To"]) for mail in postbox.mails] == ["Ada <ada@example.com>"]
    assert sorted(states()) == ["dropped", "sent"]


def test_news_of_the_same_time_are_one_mail_and_due_ones_come_with_the_digest(mailed: Cast, postbox: Postbox) -> None:
    move(mailed, 1)
    move(mailed, 2)
    mailed.log(next_steps=[ActionItem("送方案", "薄远", clock.today() + timedelta(days=3))])
    Preference.objects.update(paces={"action_assigned": {"email": "daily"}, "stage_moved": {"email": "now"}})
    while fan_out_events():
        pass
    waiting = Delivery.objects.filter(channel__person=mailed.bo)
    assert sorted(waiting.values_list("envelope", flat=True)) == ["daily", "now"]
    deliver_all()
    to_bo = [mail for mail in postbox.mails if "bo@" in str(mail["To"])]
    assert len(to_bo) == 1
    assert body(to_bo[0], "plain").count("凌薇 移到了") == 2
    Delivery.objects.update(not_before=clock.now())
    deliver_all()
    digest = postbox.mails[-1]
    assert str(digest["Subject"]).strip() == "Genjin 每日摘要：1 件事"
    assert "送方案" in body(digest, "plain")


def test_failure_then_success(mailed: Cast, postbox: Postbox) -> None:
    postbox.answer = "451 4.3.0 try later"
    move(mailed)
    now = datetime.now(UTC)
    with clock.stopped_at(now):
        deliver_all()
    assert states() == ["queued", "queued"]
    assert "451" in Delivery.objects.earliest("pk").last_error
    postbox.answer = ""
    with clock.stopped_at(now + timedelta(minutes=2)):
        deliver_all()
    assert states() == ["sent", "sent"]
    assert Channel.objects.get(person=mailed.bo).failures == 0


def test_a_server_that_hangs_up_after_the_mail_leaves_it_open_and_the_second_copy_has_the_same_name(
    mailed: Cast, postbox: Postbox
) -> None:
    Channel.objects.filter(person=mailed.ada).delete()
    postbox.hangs_up = True
    move(mailed)
    now = datetime.now(UTC)
    with clock.stopped_at(now):
        deliver_all()
    postbox.hangs_up = False
    with clock.stopped_at(now + timedelta(minutes=2)):
        deliver_all()
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.flagged_at) == ("sent", now)
    assert len(postbox.mails) == 2
    assert len({str(mail["Message-ID"]) for mail in postbox.mails}) == 1


def test_no_server_is_a_failure_like_any_other(mailed: Cast, postbox: Postbox, settings: Settings) -> None:
    settings.EMAIL_PORT = 1
    move(mailed)
    deliver_all()
    assert "ConnectionRefusedError" in Delivery.objects.earliest("pk").last_error


@pytest.mark.parametrize("address", ["bo@example.com\nBcc: x@example.com", "nonsense", "a b@c"])
def test_an_odd_address_hurts_nobody(mailed: Cast, postbox: Postbox, address: str) -> None:
    Channel.objects.filter(person=mailed.ada).delete()
    mailed.bo.email = address
    mailed.bo.save(update_fields=["email"])
    move(mailed)
    deliver_all()
    assert all("Bcc" not in mail for mail in postbox.mails)
    assert Delivery.objects.count() == 1
