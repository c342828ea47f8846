"""Posting to a group's chat: queued by an operation, sent by a worker."""

from typing import Any

import pytest

from genjin.core.errors import RuleBroken, WrongState
from genjin.notifications.models import Channel, Delivery
from genjin.notifications.operations.robots import post_to_robot
from genjin.notifications.policies import can_manage_channel_of, can_post
from genjin.notifications.queries.channels import group_channels, robots_to_post_to
from genjin.people.models import Department
from tests.cast import Cast
from tests.notifications.fake_chat import FakeChat
from tests.notifications.making import deliver_all, robot, states, webhook


@pytest.fixture
def group(cast: Cast, chat: FakeChat) -> Channel:
    return robot("wecom", chat.wecom)


def test_a_post_waits_for_the_worker_and_then_arrives(group: Channel, chat: FakeChat) -> None:
    post_to_robot(group, "周报", "**本周** 有进展")
    assert not chat.arrived
    assert deliver_all() == 1
    assert chat.arrived[0]["body"]["markdown"]["content"] == "**周报**\n**本周** 有进展"
    assert states() == ["sent"]
    group.refresh_from_db()
    assert group.last_sent_at is not None


def test_a_post_about_a_project_that_is_gone_is_dropped(group: Channel, chat: FakeChat, cast: Cast) -> None:
    post_to_robot(group, "周报", "…", project=cast.project)
    cast.project.deleted_at = cast.project.created_at
    cast.project.save(update_fields=["deleted_at"])
    deliver_all()
    assert (states(), chat.arrived) == (["dropped"], [])


@pytest.mark.parametrize("values", [{"title": " "}, {"title": ""}])
def test_an_empty_message_is_refused(group: Channel, values: dict[str, Any]) -> None:
    with pytest.raises(RuleBroken):
        post_to_robot(group, values["title"], "…")


def test_a_persons_channel_is_no_robot(cast: Cast) -> None:
    with pytest.raises(RuleBroken):
        post_to_robot(webhook(cast.ling, "https://hook.example/"), "周报", "…")


def test_a_robot_that_is_off_is_refused(group: Channel) -> None:
    group.is_active = False
    with pytest.raises(WrongState):
        post_to_robot(group, "周报", "…")
    assert not Delivery.objects.exists()


def test_who_may_post_where_and_who_may_set_up(group: Channel, cast: Cast, chat: FakeChat) -> None:
    own = Department.objects.get(name="华东组")
    other = Department.objects.create(name="华南组")
    east, south = robot("feishu", chat.feishu, department=own), robot("feishu", chat.feishu, department=other)
    assert set(robots_to_post_to(cast.ling)) == {group, east}
    assert set(robots_to_post_to(cast.max)) == {group, east}
    assert set(robots_to_post_to(cast.root)) == {group, east, south}
    assert not can_post(cast.ada, group), "a guest only reads"
    assert not can_post(cast.ling, webhook(cast.ling, chat.webhook()))
    assert (list(group_channels(cast.ling)), list(group_channels(cast.max))) == ([], [east])
    assert set(group_channels(cast.root)) == {group, east, south}
    may = {who: can_manage_channel_of(getattr(cast, who), own) for who in ("ling", "max", "root", "ada", "bo")}
    assert may == {"ling": False, "max": True, "root": True, "ada": False, "bo": False}
    assert not can_manage_channel_of(cast.max, None)
    assert not can_manage_channel_of(cast.max, other)
