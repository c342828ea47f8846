from datetime import date

import pytest

from genjin.planning.models import Action
from genjin.planning.weak_actions import Lack, is_vague, lacks


@pytest.mark.parametrize(
    "words",
    [
        "跟进一下",
        "继续跟进",
        "保持联系",
        "等通知",
        "催一下",
        "再联系客户",
        "持续关注进展",
        "Follow up",
        "keep in touch",
        "推进中",
        "保持沟通。",
    ],
)
def test_words_without_a_deed_are_vague(words: str) -> None:
    assert is_vague(words)


@pytest.mark.parametrize(
    "words",
    [
        "跟进合同盖章并取回一份",
        "联系刘总确认预算口径",
        "提交方案",
        "等法务回复后寄出合同",
        "催财务核价",
        "了解招标文件由谁起草",
        "",
    ],
)
def test_words_with_a_deed_are_not(words: str) -> None:
    assert not is_vague(words)


def test_what_is_missing_is_named() -> None:
    assert lacks(Action(content="跟进一下")) == [Lack.DEED, Lack.DOER, Lack.DAY, Lack.RESULT]
    assert lacks(Action(content="提交方案", owner_words="凌薇")) == [Lack.DAY]
    assert lacks(Action(content="跟进一下", done_on=date(2026, 3, 1))) == []
