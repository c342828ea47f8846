"""Who, when, how and whom a note is about: one example for each rule."""

import json
from datetime import date
from pathlib import Path

import pytest

from genjin.text.notes import Proposal, read_note
from genjin.text.notes.lines import log_of

TODAY = date(2026, 3, 10)  # a Tuesday
PEOPLE = ("张伟", "李娜", "王磊")
TRAINING = Path(__file__).parents[3] / "training" / "notes" / "notes-c.jsonl"


def read(text: str, *customers: str) -> Proposal:
    return read_note(text, today=TODAY, customers=customers, people=PEOPLE)


@pytest.mark.parametrize(
    ("text", "customers", "name"),
    [
        ("今天去宁川一院。", ("宁川市中医院", "宁川市第一人民医院"), "宁川市第一人民医院"),
        ("京原城商行来电", ("北江银行股份有限公司", "京原城市商业银行"), "京原城市商业银行"),
        ("云泽电信没回", ("华澜电信江州分公司", "华澜电信云泽分公司"), "华澜电信云泽分公司"),
        ("拜访华东精密", ("华东精密制造集团",), "华东精密制造集团"),
        ("滨海行说再等等", ("滨海银行", "滨城地铁"), "滨海银行"),
        ("Met Grace at Halden's plant", ("海顿电机", "Halden Motors China"), "Halden Motors China"),
        ("康霖那边没动静", ("康霖制药有限公司", "康霖健康管理有限公司"), None),
        ("给安盾、云杉、金桥发了台历", ("安盾物业集团", "云杉酒店集团", "金桥广场商业管理"), None),
        ("今天没见客户", ("滨海银行",), None),
    ],
)
def test_customer(text: str, customers: tuple[str, ...], name: str | None) -> None:
    found = read(text, *customers)
    assert (found.customer.value if found.customer else None) == name
    assert bool(found.asked) == (name is None and "没见" not in text)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("见了信息科吴科长、医务处孙主任；我方张伟", ["吴科长", "孙主任"]),
        ("参会：信息部 王建国、小邓；我方李娜", ["王建国", "小邓"]),
        ("普济堂的那个陶主任和设备科老魏", ["陶主任", "老魏"]),
        ("支持我们的胡总监升了", ["胡总监"]),
        ("我方的李工去调试", []),
        ("“小王，我得跟你说声对不住”", []),
        ("高总价不可接受，方案总体可行，铁路局已批", []),
        ("Call with Mr. Luo and Grace Lin", ["Mr. Luo", "Grace Lin"]),
        ("刘总 14:05：看了", ["刘总"]),
    ],
)
def test_contacts(text: str, names: list[str]) -> None:
    assert [contact.value for contact in read(text).contacts] == names


@pytest.mark.parametrize(
    ("text", "content", "owner", "due"),
    [
        ("周五前由李娜提交方案。", "提交方案", "李娜", "2026-03-13"),
        ("我周五前把方案发给他。", "把方案发给他", None, "2026-03-13"),
        ("明天我找张伟商量报价。", "找张伟商量报价", None, "2026-03-11"),
        ("张伟3/12前寄样品。", "寄样品", "张伟", "2026-03-12"),
        ("下一步：\n1. 提交标书（王磊，3月20日前）", "提交标书", "王磊", "2026-03-20"),
        ("待办：刘总3月18日前提供清单。", "提供清单", "刘总", "2026-03-18"),
        ("王磊联系总部申请演示机，4月10日前到厂。", "联系总部申请演示机到厂", "王磊", "2026-04-10"),
        ("二季度末前李娜重报方案。", "重报方案", "李娜", "2026-06-30"),
        ("Action: 李娜 to send the quote by Friday.", "send the quote", "李娜", "2026-03-13"),
    ],
)
def test_next_step(text: str, content: str, owner: str | None, due: str) -> None:
    (step,) = log_of(read(text))["next_steps"]
    assert (step["content"], step["owner"], step["due"]) == (content, owner, due)


@pytest.mark.parametrize(
    ("text", "day", "channel"),
    [
        ("昨天下午去拜访滨海银行的刘总，聊了报价。", "2026-03-09", "visit"),
        ("【客户】滨海银行【时间】3月6日【形式】技术交流【内容】刘总认可方案。", "2026-03-06", "exchange"),
        ("刚跟滨海银行刘总通电话，预算批了。", "2026-03-10", "phone"),
        ("内部会议：讨论滨海银行报价，王磊周五前出成本表。", None, None),
    ],
)
def test_day_and_channel(text: str, day: str | None, channel: str | None) -> None:
    log = log_of(read(text, "滨海银行"))
    assert (log["date"], log["channel"]) == (day, channel)


def test_what_was_learnt_from_is_read() -> None:
    """The weights belong to the code: if one was changed without the other, this share falls."""
    notes = [json.loads(line) for line in TRAINING.read_text(encoding="utf-8").splitlines()]
    same = 0
    for note in notes:
        found = read_note(
            note["text"],
            today=date.fromisoformat(note["today"]),
            customers=note["customers"],
            people=note["people"],
        )
        log = log_of(found)
        same += sum(log[key] == note["log"][key] for key in ("date", "customer", "channel", "contacts"))
    assert same / (4 * len(notes)) > 0.9
