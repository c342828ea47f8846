import pytest
from hypothesis import given
from hypothesis import strategies as st

from genjin.text.mentions import Part, mention_parts, mentioned_names

ROSTER = ["李娜", "李娜娜", "张伟", "Ada", "Ada Chen", "o'neil", "欧阳 锋"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("@李娜请看", ["李娜"]),
        ("请@李娜看一下", ["李娜"]),
        ("＠李娜：报价明天给", ["李娜"]),
        ("@李娜娜请看", ["李娜娜"]),
        ("@李娜，@张伟一起", ["李娜", "张伟"]),
        ("@张伟@李娜", ["张伟", "李娜"]),
        ("@李娜 @李娜", ["李娜"]),
        ("@ada 你好", ["Ada"]),
        ("@ADA CHEN hi", ["Ada Chen"]),
        ("@Adam", []),
        ("@Ada_1", []),
        ("@Ada：好", ["Ada"]),
        ("@Ada Cheng", ["Ada"]),
        ("@o'neil's", ["o'neil"]),
        ("写信到 wang@李娜.cn", []),
        ("li.na@corp.cn", []),
        ("@李 娜", []),
        ("@欧阳 锋", ["欧阳 锋"]),
        ("李娜", []),
        ("@", []),
        ("@@李娜", ["李娜"]),
        ("@王强", []),
        ("", []),
    ],
)
def test_names_are_found(text: str, expected: list[str]) -> None:
    assert mentioned_names(text, ROSTER) == expected


def test_parts_are_the_text() -> None:
    assert mention_parts("请@李娜看", ROSTER) == [Part("请"), Part("@李娜", "李娜"), Part("看")]


def test_name_of_nothing_is_nobody() -> None:
    assert mentioned_names("@ @", ["", " "]) == []


signs = st.sampled_from([*"@＠李娜张伟AaDd aßİı请看.，1_\n", "@李娜", "@Ada"])
texts = st.one_of(st.lists(signs, max_size=30).map("".join), st.text(max_size=60))
rosters = st.lists(st.one_of(st.sampled_from(ROSTER), st.text(min_size=1, max_size=4)), max_size=8)


@given(texts, rosters)
def test_no_character_is_lost(text: str, names: list[str]) -> None:
    assert "".join(part.text for part in mention_parts(text, names)) == text


@given(texts, rosters)
def test_a_mention_is_a_sign_and_a_name_of_the_roster(text: str, names: list[str]) -> None:
    for part in mention_parts(text, names):
        assert part.text
        if part.name:
            assert part.name in names
            assert part.text[0] in "@＠"
            assert len(part.text) == len(part.name) + 1


@given(rosters, texts.filter(lambda text: not text or not (text[-1].isascii() and text[-1].isalnum())))
def test_chinese_name_is_found_before_anything(names: list[str], before: str) -> None:
    chinese = [name for name in {*names, "李娜"} if name in {"李娜", "李娜娜", "张伟"}]
    before = before.rstrip("@＠._%+-0123456789")
    if before and before[-1].isascii() and before[-1].isalnum():
        return
    for name in chinese:
        assert name in mentioned_names(f"{before}。@{name}请看", chinese)


@given(texts)
def test_nobody_is_mentioned_without_a_roster(text: str) -> None:
    assert mentioned_names(text, []) == []
