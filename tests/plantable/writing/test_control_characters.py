import pytest
from hypothesis import given
from hypothesis import strategies as st

from genjin.plantable.writing.control_characters import escape_text, unescape_text
from tests.plantable.writing.nasty import NASTY_TEXTS, texts


@given(texts | st.text(st.sampled_from("_x0041BFf\x0b\x00\ud800\uffff")))
def test_unescape_gives_every_text_back(text: str) -> None:
    assert unescape_text(escape_text(text)) == text


@given(st.text())
def test_escaped_text_holds_nothing_that_xml_forbids(text: str) -> None:
    for character in escape_text(text):
        point = ord(character)
        assert point in (0x9, 0xA) or 0x20 <= point <= 0xD7FF or 0xE000 <= point <= 0xFFFD or point > 0xFFFF


@pytest.mark.parametrize("text", ["普通文字", "第一行\n第二行", "a\tb", "_x_", "_x00_", "file_x0041y"])
def test_escape_leaves_ordinary_text_alone(text: str) -> None:
    assert escape_text(text) == text


def test_escape_writes_what_excel_writes() -> None:
    assert escape_text("a\x0bb\r") == "a_x000B_b_x000D_"
    assert escape_text("_x000B_") == "_x005F_x000B_"


@pytest.mark.parametrize("text", NASTY_TEXTS)
def test_unescape_gives_each_nasty_text_back(text: str) -> None:
    assert unescape_text(escape_text(text)) == text
