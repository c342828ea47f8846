"""Claim, commit, then send: failures, rate limits, deaths of workers, channels that are switched off."""

import threading
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection

from genjin.core import clock
from genjin.notifications.channels.base import Message
from genjin.notifications.channels.robots import robot as robot_module
from genjin.notifications.channels.web_request import Reply
from genjin.notifications.models import Channel, Delivery, Notification
from genjin.notifications.operations import deliver
from genjin.notifications.operations.channels import send_test, switch_channel
from genjin.notifications.operations.deliver import LOOKED_AT, STALE, deliver_next, free_stale_delivery
from genjin.notifications.operations.robots import post_to_robot, queue_post
from tests.cast import Cast
from tests.four_at_once import four_at_once
from tests.notifications.fake_chat import FakeChat
from tests.notifications.making import deliver_all, robot, states, webhook

NOW = datetime(2026, 3, 10, 2, tzinfo=UTC)


@pytest.fixture
def group(db: None, chat: FakeChat) -> Channel:
    return robot("dingtalk", chat.dingtalk)


def test_nothing_to_do_is_said_so(db: None) -> None:
    assert deliver_next() is False
    assert free_stale_delivery() is False


def test_not_before_its_time(group: Channel, chat: FakeChat) -> None:
    with clock.stopped_at(NOW + timedelta(hours=1)):
        post_to_robot(group, "周报", "…")
    with clock.stopped_at(NOW):
        assert deliver_next() is False
    with clock.stopped_at(NOW + timedelta(hours=1)):
        assert deliver_next() is True
    assert len(chat.arrived) == 1


def test_a_failure_is_tried_again_after_a_growing_time_and_then_arrives(group: Channel, chat: FakeChat) -> None:
    chat.broken = (500, {})
    with clock.stopped_at(NOW):
        post_to_robot(group, "周报", "…")
        assert deliver_all() == 1
    waits = []
    moment = NOW
    for _attempt in range(3):
        delivery = Delivery.objects.get()
        waits.append(delivery.not_before - moment)
        moment = delivery.not_before
        with clock.stopped_at(moment):
            assert deliver_all() == 1
    assert waits == [timedelta(minutes=1), timedelta(minutes=3), timedelta(minutes=10)]
    group.refresh_from_db()
    assert (group.failures, group.last_error) == (4, "HTTP 500")
    chat.broken = None
    with clock.stopped_at(moment + timedelta(days=1)):
        deliver_all()
    group.refresh_from_db()
    assert (states(), len(chat.arrived), group.failures, group.last_error) == (["sent"], 1, 0, "")


def test_too_fast_is_nobodys_failure(group: Channel, chat: FakeChat) -> None:
    chat.broken = (200, {"errcode": 130101, "errmsg": "send too fast"})
    with clock.stopped_at(NOW):
        post_to_robot(group, "周报", "…")
        deliver_all()
    delivery = Delivery.objects.get()
    assert (delivery.attempts, delivery.not_before, delivery.state) == (1, NOW + timedelta(minutes=1), "queued")
    group.refresh_from_db()
    assert (group.failures, group.busy_until) == (0, NOW + timedelta(minutes=1))


def test_a_channel_that_is_busy_is_left_alone_for_as_long_as_it_says(cast: Cast, chat: FakeChat) -> None:
    channel, other = webhook(cast.bo, chat.webhook("busy")), webhook(cast.ling, chat.webhook("other"))
    chat.broken, chat.retry_after = (429, {}), "600"
    with clock.stopped_at(NOW):
        queue_post(channel, "first", "")
        assert deliver_all() == 1
    chat.broken = None
    with clock.stopped_at(NOW + timedelta(minutes=9)):
        queue_post(channel, "second", "")
        queue_post(other, "another's", "")
        assert deliver_all() == 1
    assert [it["path"] for it in chat.arrived] == ["/hooks/other"]
    with clock.stopped_at(NOW + timedelta(minutes=10)):
        assert deliver_all() == 2
    assert states() == ["sent"] * 3


def test_a_channel_that_is_busy_for_more_than_a_day_has_failed(group: Channel, chat: FakeChat) -> None:
    chat.broken = (429, {})
    with clock.stopped_at(NOW):
        post_to_robot(group, "周报", "…")
    moment, asked = NOW, 0
    while (delivery := Delivery.objects.get()).state == "queued" and asked < 20:
        moment = max(moment, delivery.not_before)
        with clock.stopped_at(moment):
            asked += deliver_all()
    assert (delivery.state, asked) == ("failed", 10)
    assert timedelta(days=1) < moment - NOW < timedelta(days=2)
    group.refresh_from_db()
    assert (group.failures, group.is_active) == (1, True)


def test_who_tests_a_busy_channel_is_not_put_off(cast: Cast, chat: FakeChat) -> None:
    channel = webhook(cast.bo, chat.webhook())
    with clock.stopped_at(NOW):
        Channel.objects.update(busy_until=NOW + timedelta(hours=1))
        send_test(channel, by=cast.bo)
        assert deliver_all() == 1
    assert states() == ["sent"]


def test_one_switched_on_again_tells_only_what_is_not_a_day_old(cast: Cast, chat: FakeChat) -> None:
    channel = webhook(cast.bo, chat.webhook())
    for hours, title in ((0, "old"), (25, "fresh")):
        with clock.stopped_at(NOW + timedelta(hours=hours)):
            queue_post(channel, title, "")
    Delivery.objects.filter(title="old").update(is_open=True)
    Channel.objects.update(is_active=False, failures=10, busy_until=NOW + timedelta(days=9))
    channel.refresh_from_db()
    with clock.stopped_at(NOW + timedelta(hours=26)):
        switch_channel(channel, on=True, by=cast.bo)
        assert deliver_all() == 1
    assert list(Delivery.objects.order_by("pk").values_list("title", "state", "is_open")) == [
        ("old", "dropped", False),
        ("fresh", "sent", False),
    ]


def test_ten_failures_switch_the_channel_off_and_say_so(cast: Cast, group: Channel, chat: FakeChat) -> None:
    chat.broken = (500, {})
    moment = NOW
    for number in range(10):
        with clock.stopped_at(moment):
            if number < 2:
                post_to_robot(group, f"周报 {number}", "…")
            deliver_all()
        moment += timedelta(days=1)
    group.refresh_from_db()
    assert (group.is_active, group.failures) == (False, 10)
    assert group.switched_off_at is not None
    note = Notification.objects.get()
    assert (note.person, note.topic, note.subject_type, note.read_at) == (cast.root, "channel_off", "channel", None)
    with clock.stopped_at(moment + timedelta(days=2)):
        assert deliver_all() == 0, "what is switched off is not called any more"
    assert set(states()) == {"queued"}


def test_a_persons_channel_that_is_switched_off_tells_its_owner(cast: Cast, chat: FakeChat) -> None:
    chat.broken = (500, {})
    channel = webhook(cast.bo, chat.webhook())
    Channel.objects.update(failures=9)
    queue_post(channel, "Hallo", "")
    deliver_all()
    assert Notification.objects.get().person == cast.bo


def test_ten_attempts_give_a_delivery_up(group: Channel, chat: FakeChat) -> None:
    chat.broken = (500, {})
    with clock.stopped_at(NOW):
        post_to_robot(group, "周报", "…")
        Delivery.objects.update(attempts=9)
        deliver_all()
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.last_error) == ("failed", "HTTP 500")


def test_no_answer_from_a_chat_is_flagged_and_not_sent_twice(group: Channel, chat: FakeChat) -> None:
    chat.silent = True
    with clock.stopped_at(NOW):
        post_to_robot(group, "周报", "…")
        deliver_all()
    chat.silent = False
    with clock.stopped_at(NOW + timedelta(days=1)):
        assert deliver_all() == 0
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.flagged_at, len(chat.arrived)) == ("unsure", NOW, 1)


def test_no_answer_from_a_webhook_is_flagged_and_sent_again_under_the_same_key(cast: Cast, chat: FakeChat) -> None:
    chat.silent = True
    with clock.stopped_at(NOW):
        queue_post(webhook(cast.bo, chat.webhook()), "Hallo", "")
        deliver_all()
    chat.silent = False
    with clock.stopped_at(NOW + timedelta(minutes=2)):
        deliver_all()
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.flagged_at) == ("sent", NOW)
    assert list(chat.keys.values()) == [2]


def test_one_that_cannot_be_written_holds_up_no_other(
    group: Channel, chat: FakeChat, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = deliver.composed

    def writes_but_one(delivery: Delivery) -> Message | None:
        if delivery.title == "坏":
            raise KeyError("words")
        return write(delivery)

    monkeypatch.setattr(deliver, "composed", writes_but_one)
    with clock.stopped_at(NOW):
        post_to_robot(group, "坏", "…")
        post_to_robot(group, "好", "…")
        assert deliver_all() == 2
    bad, good = Delivery.objects.order_by("pk")
    assert (bad.state, bad.last_error, bad.not_before - NOW) == ("queued", "KeyError: 'words'", timedelta(minutes=1))
    assert good.state == "sent"
    group.refresh_from_db()
    assert group.failures == 0, "the channel did nothing wrong"


def test_a_channel_that_breaks_leaves_nothing_on_its_way(
    group: Channel, chat: FakeChat, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_arguments: object, **_options: object) -> Reply:
        raise ValueError("nobody thought of this")

    monkeypatch.setattr(robot_module, "post_json", broken)
    with clock.stopped_at(NOW):
        post_to_robot(group, "周报", "…")
        deliver_all()
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.flagged_at, delivery.last_error) == (
        "unsure",
        NOW,
        "ValueError: nobody thought of this",
    )


def test_one_that_was_put_off_meanwhile_is_not_claimed(
    group: Channel, chat: FakeChat, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another worker tries in vain between our look and our claim: the growing time holds for us, too."""

    def another_tries(offered: list[int]) -> int:
        if offered[0] == delivery.pk:  # not the channel, which is chosen first
            Delivery.objects.update(not_before=NOW + timedelta(minutes=1), attempts=1)
        return offered[0]

    monkeypatch.setattr(deliver, "choice", another_tries)
    with clock.stopped_at(NOW):
        delivery = post_to_robot(group, "周报", "…")
        assert deliver_all() == 1
    assert (states(), len(chat.arrived)) == (["queued"], 0)


@pytest.mark.parametrize(
    ("handed", "kind", "state", "is_flagged"),
    [
        (False, "wecom", "queued", False),
        (True, "wecom", "unsure", True),
        (False, "webhook", "queued", False),
        (True, "webhook", "queued", True),
    ],
)
def test_a_dead_workers_envelope(
    cast: Cast, chat: FakeChat, kind: str, state: str, *, handed: bool, is_flagged: bool
) -> None:
    channel = robot(kind, chat.wecom) if kind == "wecom" else webhook(cast.bo, chat.webhook())
    with clock.stopped_at(NOW):
        delivery = queue_post(channel, "Hallo", "")
        claimed = {"state": "sending", "claimed_at": NOW, "attempts": 1, "handed_at": NOW if handed else None}
        Delivery.objects.update(**claimed)
        assert free_stale_delivery() is False, "it may still be alive"
    with clock.stopped_at(NOW + STALE + timedelta(seconds=1)):
        assert free_stale_delivery() is True
        delivery.refresh_from_db()
        assert (delivery.state, delivery.flagged_at is not None) == (state, is_flagged)
        assert deliver_all() == (1 if state == "queued" else 0)
        assert free_stale_delivery() is False


def test_a_worker_taken_for_dead_notes_nothing_over_the_new_state(
    group: Channel, chat: FakeChat, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The worker was only slow: it comes back after its envelope was flagged."""
    send = robot_module.post_json

    def slow(address: str, content: object, *, may_be_inside: bool) -> Reply:
        reply = send(address, content, may_be_inside=may_be_inside)
        with clock.stopped_at(clock.now() + STALE * 2):
            free_stale_delivery()
        return reply

    monkeypatch.setattr(robot_module, "post_json", slow)
    post_to_robot(group, "周报", "…")
    deliver_all()
    assert len(chat.arrived) == 1
    assert states() == ["unsure"], "flagged it stays: somebody may have acted on it"


@pytest.mark.django_db(transaction=True)
def test_four_workers_send_each_exactly_once(chat: FakeChat) -> None:
    channels = [robot("wecom", chat.wecom) for _ in range(4)]
    for number in range(40):
        queue_post(channels[number % 4], f"周报 {number}", "…")
    four_at_once(deliver_all)
    assert len(chat.arrived) == 40
    assert len({it["body"]["markdown"]["content"] for it in chat.arrived}) == 40
    assert states() == ["sent"] * 40


def test_a_long_queue_before_one_channel_is_none_before_another(
    cast: Cast, group: Channel, chat: FakeChat, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(LOOKED_AT * 2):
        queue_post(group, f"周报 {number}", "")
    late = queue_post(webhook(cast.bo, chat.webhook()), "late", "")
    offered: list[list[Any]] = []
    monkeypatch.setattr(deliver, "choice", lambda some: (offered.append(some), some[0])[1])
    deliver_next()
    assert (late.channel_id, "webhook") in offered[0]


@pytest.mark.django_db(transaction=True)
def test_a_slow_channel_keeps_one_thread_waiting_and_no_other_channel(
    cast: Cast, chat: FakeChat, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow, quick = robot("wecom", chat.wecom), webhook(cast.bo, chat.webhook())
    queue_post(slow, "first", "")
    asked, answered = threading.Event(), threading.Event()
    send = robot_module.post_json

    def slowly(address: str, content: object, *, may_be_inside: bool) -> Reply:
        asked.set()
        assert answered.wait(60)
        return send(address, content, may_be_inside=may_be_inside)

    monkeypatch.setattr(robot_module, "post_json", slowly)
    thread = threading.Thread(target=lambda: (deliver_next(), connection.close()))
    thread.start()
    assert asked.wait(60)
    for number in range(LOOKED_AT + 1):
        queue_post(slow, f"next {number}", "")
    queue_post(quick, "quick", "")
    assert deliver_all() == 1, "the other threads leave the slow one alone"
    assert Delivery.objects.get(title="quick").state == "sent"
    answered.set()
    thread.join()
    assert deliver_all() == LOOKED_AT + 1
    assert set(states()) == {"sent"}
