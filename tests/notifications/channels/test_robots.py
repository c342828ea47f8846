"""The three robots against a server that speaks as theirs do."""

import json
from typing import Any

import pytest

from genjin.notifications.channels import CHANNEL_TYPES
from genjin.notifications.channels.base import Message, NotSent, Paragraph, PerhapsSent, TryLater
from genjin.notifications.models import Channel
from tests.notifications.fake_chat import SECRET, FakeChat

KINDS = ("wecom", "dingtalk", "feishu")
MESSAGE = Message(
    "key", "周报", "**本周** 3 个项目有进展", [Paragraph("MES 二期", "https://g.example/1", ["移到了商务谈判"])]
)


def channel(kind: str, chat: FakeChat, **values: object) -> Channel:
    return Channel(kind=kind, name="群", address=getattr(chat, kind), **values)


def send(to: Channel, message: Message = MESSAGE) -> None:
    CHANNEL_TYPES[to.kind].send(to, message)


@pytest.mark.parametrize("kind", KINDS)
def test_a_message_arrives_whole(chat: FakeChat, kind: str) -> None:
    send(channel(kind, chat))
    body = json.dumps(chat.arrived[0]["body"], ensure_ascii=False)
    for words in ("周报", "**本周** 3 个项目有进展", "MES 二期", "移到了商务谈判", "https://g.example/1"):
        assert words in body


@pytest.mark.parametrize("kind", ["dingtalk", "feishu"])
def test_a_signed_message_is_taken_and_one_signed_with_another_secret_is_refused(chat: FakeChat, kind: str) -> None:
    send(channel(kind, chat, signing_secret=SECRET))
    assert len(chat.arrived) == 1
    assert "sign" in json.dumps(chat.arrived[0]["body"]) or kind == "dingtalk"
    with pytest.raises(NotSent, match=r"310000 sign not match|19021 sign match fail"):
        send(channel(kind, chat, signing_secret="another"))
    assert len(chat.arrived) == 1


@pytest.mark.parametrize(
    ("kind", "address", "said"),
    [
        ("wecom", "/cgi-bin/webhook/send?key=wrong", "93000 invalid webhook url"),
        ("dingtalk", "/robot/send?access_token=wrong", "300001 token is not exist"),
        ("feishu", "/open-apis/bot/v2/hook/wrong", "19001 param invalid"),
    ],
)
def test_an_error_behind_a_200_is_none_the_less_one(chat: FakeChat, kind: str, address: str, said: str) -> None:
    with pytest.raises(NotSent, match=said):
        send(Channel(kind=kind, name="群", address=f"http://{chat.host}{address}"))


@pytest.mark.parametrize(
    ("kind", "answer"),
    [
        ("wecom", (200, {"errcode": 45009, "errmsg": "api freq out of limit"})),
        ("dingtalk", (200, {"errcode": 130101, "errmsg": "send too fast"})),
        ("feishu", (200, {"code": 11232, "msg": "frequency limited psm[lark.oapi.app_platform_runtime]"})),
        ("feishu", (429, {})),
    ],
)
def test_one_who_takes_no_more_for_now_is_asked_later(chat: FakeChat, kind: str, answer: tuple[int, Any]) -> None:
    chat.broken = answer
    with pytest.raises(TryLater) as later:
        send(channel(kind, chat))
    assert later.value.seconds == 60


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("answer", [(500, {}), (404, {}), (200, {}), (200, {"hello": "proxy"})])
def test_what_is_not_the_robots_yes_is_a_failure(chat: FakeChat, kind: str, answer: tuple[int, Any]) -> None:
    chat.broken = answer
    with pytest.raises(NotSent):
        send(channel(kind, chat))


@pytest.mark.parametrize("kind", KINDS)
def test_no_answer_leaves_it_open(chat: FakeChat, kind: str) -> None:
    chat.silent = True
    with pytest.raises(PerhapsSent):
        send(channel(kind, chat))


@pytest.mark.parametrize("kind", KINDS)
def test_a_very_long_message_is_cut_to_what_the_robot_takes(chat: FakeChat, kind: str) -> None:
    send(channel(kind, chat), Message("key", "周报", "很长的一段话。\n" * 5000))
    assert "…" in json.dumps(chat.arrived[0]["body"], ensure_ascii=False)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "address",
    [
        "https://127.0.0.1/cgi-bin/webhook/send?key=x",
        "https://qyapi.weixin.qq.com.evil.example/cgi-bin/webhook/send?key=x",
        "http://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=x",
        "https://qyapi.weixin.qq.com@evil.example/cgi-bin/webhook/send?key=x",
        "https://qyapi.weixin.qq.com:22/cgi-bin/webhook/send?key=x",
        "https://qyapi.weixin.qq.com/cgi-bin/webhook/send",
        "https://oapi.dingtalk.com/",
        "file:///etc/passwd",
        "nonsense",
        "",
    ],
)
def test_a_robot_is_nowhere_but_at_its_makers(kind: str, address: str) -> None:
    assert CHANNEL_TYPES[kind].problem(address) is not None
    with pytest.raises(NotSent):
        send(Channel(kind=kind, name="群", address=address))


@pytest.mark.parametrize(
    ("kind", "address"),
    [
        ("wecom", "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=693a91f6"),
        ("dingtalk", "https://oapi.dingtalk.com/robot/send?access_token=abc"),
        ("feishu", "https://open.feishu.cn/open-apis/bot/v2/hook/1a2b-3c"),
        ("feishu", "https://open.larksuite.com/open-apis/bot/v2/hook/1a2b-3c"),
    ],
)
def test_the_makers_own_addresses_fit(kind: str, address: str) -> None:
    assert CHANNEL_TYPES[kind].problem(address) is None
