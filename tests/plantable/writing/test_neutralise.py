import pytest
from hypothesis import given

from genjin.plantable.writing.neutralise import looks_like_formula, neutralise_text, restore_text
from tests.plantable.writing.nasty import texts


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@a", "\t=1", "\r=1", "\n=1", " =1", "\u3000@a", "＝1", "－1", "-"])
def test_neutralise_marks_whatever_could_run(text: str) -> None:
    assert looks_like_formula(text)
    assert neutralise_text(text) == "'" + text


@pytest.mark.parametrize("text", ["", "预算=200万", "1. =x", "a@b.cn", "3-5 家", "  两头空格"])
def test_neutralise_leaves_ordinary_text_alone(text: str) -> None:
    assert neutralise_text(text) == text


@given(texts)
def test_restore_gives_every_text_back(text: str) -> None:
    assert restore_text(neutralise_text(text)) == text


@given(texts)
def test_neutralised_text_is_no_formula(text: str) -> None:
    assert not looks_like_formula(neutralise_text(text))


def test_neutralise_marks_an_apostrophe_of_the_text_itself() -> None:
    assert neutralise_text("'=1") == "''=1"
    assert restore_text("''=1") == "'=1"


def test_restore_leaves_an_apostrophe_that_marks_nothing() -> None:
    assert restore_text("'90 年代") == "'90 年代"
