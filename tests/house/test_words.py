"""Chinese says 您, and one word for one thing: what pages say, the README and the user's guide."""

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[2]
CATALOGUE = ROOT / "src/genjin/locale/zh_Hans/LC_MESSAGES/django.po"
# what is not said, and what is said in its place
INSTEAD = {
    "你": "您",
    "经理": "主管",
    "告急": "有危险",
    "变红": "转红",
    "赢率": "赢单概率",
    "胜算": "赢单概率",
    "输单": "丢单",
    "成交日": "预计签约日",
    "签约日期": "预计签约日",
    "期望结果": "预期结果",
    "复核": "复查",
    "驳回": "忽略",
    "交接": "移交",
    "常用视图": "保存的视图",
}
HALF_WIDTH = re.compile(r"[\u4e00-\u9fff][,;:?!()]|[,;:?!()][\u4e00-\u9fff]|(?<!…)…(?!…)")


def translations() -> list[str]:
    with CATALOGUE.open(encoding="utf-8") as file:
        strings = [message.string for message in read_po(file, locale="zh_Hans") if message.id]
    return [one for string in strings for one in (string if isinstance(string, tuple) else (string,))]


def chinese_prose(name: str) -> list[str]:
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if re.search(r"[\u4e00-\u9fff]", line)]


@pytest.mark.parametrize("name", ["the catalogue", "README.md", "docs/guide.zh.md"])
def test_one_word_for_one_thing(name: str) -> None:
    lines = translations() if name == "the catalogue" else chinese_prose(name)
    assert [(wrong, word, line) for wrong, word in INSTEAD.items() for line in lines if wrong in line] == []


def test_chinese_has_chinese_punctuation() -> None:
    chinese = [line for line in translations() if re.search(r"[\u4e00-\u9fff]", line)]
    assert [line for line in chinese if HALF_WIDTH.search(line)] == []
