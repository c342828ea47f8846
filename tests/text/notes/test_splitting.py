"""Several notes in one paste."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genjin.text.notes import split_notes

TODAY = date(2026, 3, 10)
CUSTOMERS = ("衡岳重工集团", "北江银行股份有限公司", "华东精密制造集团")


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 1),
        (
            "3月5日 衡岳重工 电话，批了。\n3月6日 北江银行 拜访。\n送了样品。\n3月9日 华东精密 微信，没回。",
            3,
        ),
        ("客户：衡岳重工\n时间：3月5日\n内容：\n1. 预算批了\n\n客户：北江银行\n时间：3月6日\n内容：架构图", 2),
        ("衡岳刘工说预算批了。\n\n北江银行那边还没动静，下周再约。", 2),
        ("1、衡岳重工：发标了\n2、北江银行：流标\n3、华东精密：无进展", 3),
        ("王磊 14:03：华东精密的方案呢\n刘总 14:05：看了，贵\n王磊 14:06：明天给您新报价", 1),
        ("参会人员：刘总\n会议内容：华东精密MES\n他认可北江银行的案例\n下一步：3月15日前提交方案", 1),
        ("今天去了衡岳。\n\n晚上又和刘工吃饭。\n---\n明天继续。", 1),
        ("3月5日 衡岳重工\n电话，批了。\n---\n今天去了北江银行，标会推迟。\n***\n华东精密没回。", 3),
        ("衡岳重工例会\n----\n刘工说样品过了\n----\n衡岳这边下周再约", 1),
    ],
)
def test_notes_are_told_apart(text: str, count: int) -> None:
    assert len(split_notes(text, today=TODAY, customers=CUSTOMERS)) == count


@given(
    st.lists(st.sampled_from(["衡岳重工", "北江银行", "客户：", "3月5日", "\n", "\r\n", "---", "。", " "])).map("".join)
    | st.text()
)
def test_the_notes_are_the_whole_text(text: str) -> None:
    spans = split_notes(text, today=TODAY, customers=CUSTOMERS)
    assert "".join(text[start:end] for start, end in spans) == text
    assert spans == split_notes(text, today=TODAY, customers=CUSTOMERS)
