"""Everything that the reader may say has a sentence, in both languages."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import translation

from genjin.plantable import reading
from genjin.plantable.reading.errors import CODES, UnreadableFile
from genjin.plantable.reading.result import Place, Problem
from genjin.plantable.wording import PROBLEMS, REFUSALS, detail_of, sentence_about, sentence_of, words_of

FILES = sorted(Path(reading.__file__).parent.rglob("*.py"))


def calls() -> Iterator[ast.Call]:
    for file in FILES:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                yield node


def name_of(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def problem_codes() -> set[str]:
    made = [call.args[0] for call in calls() if name_of(call) in {"Problem", "_problem"} and call.args]
    return {argument.value for argument in made if isinstance(argument, ast.Constant)}


def details() -> Iterator[str]:
    """What fills a refusal's braces, with something for each figure and name."""
    for call in calls():
        if name_of(call) != "UnreadableFile":
            continue
        for keyword in call.keywords:
            if keyword.arg == "what":
                value = keyword.value
                parts = value.values if isinstance(value, ast.JoinedStr) else [value]
                yield "".join(str(part.value) if isinstance(part, ast.Constant) else "7" for part in parts)


def test_reader_emits_some_codes() -> None:
    assert {"date_left_as_text", "row_left_out"} <= problem_codes()


@pytest.mark.parametrize("code", sorted(problem_codes()))
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_problem_has_a_sentence(code: str, language: str) -> None:
    assert code in PROBLEMS
    with translation.override(language):
        said = sentence_about(Problem(code, Place("Sheet1", 3, "B 日期"), "待定 {0} %s"))
    assert said.endswith((".", "。"))
    assert (language == "en") == said.isascii() or "待定" in said


def test_no_problem_is_worded_that_nobody_emits() -> None:
    assert set(PROBLEMS) == problem_codes()


def test_every_refusal_has_a_sentence() -> None:
    assert set(REFUSALS) == set(CODES)


@pytest.mark.parametrize("code", sorted(CODES))
def test_every_refusal_is_said_in_chinese(code: str) -> None:
    refusal = UnreadableFile(code, what="the rows of 表1", limit=100, kind=".ods")
    with translation.override("zh-hans"):
        said = sentence_of(refusal)
    assert said.endswith("。")
    assert "{" not in said


@pytest.mark.parametrize("word", sorted(set(details())))
def test_every_detail_is_said_in_chinese(word: str) -> None:
    with translation.override("zh-hans"):
        assert detail_of(word) != word or word == "7 MB"


def test_long_words_are_cut_and_lines_joined() -> None:
    said = sentence_about(Problem("row_left_out", Place("", 3), "合计\n" + "很长" * 100))
    assert "合计 很长" in said
    assert len(said) < 250


def test_place_is_said_as_one_looks_it_up() -> None:
    with translation.override("en"):
        assert words_of(Place("Sheet1", 3, "B Date")) == "sheet Sheet1, row 3, column B Date"
        assert words_of(Place("")) == ""
