from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from typer.testing import CliRunner, Result

from genjin.cli import plan_books, plan_tables  # noqa: F401  they add their commands
from genjin.cli.frame import app
from genjin.pipeline.operations.projects import add_project
from tests.cast import Cast

Run = Callable[..., Result]


@pytest.fixture
def run(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setattr("genjin.setup.database.prepare_database", lambda: None)
    cast.log(goal="完成访谈")
    return lambda *words: CliRunner().invoke(app, ["plan-book", *map(str, words)])


@pytest.mark.parametrize("name", ["MES 二期", "华东精密制造集团 / MES 二期"])
def test_book_is_written_for_a_name(run: Run, tmp_path: Path, name: str) -> None:
    result = run(name, "--out", tmp_path / "book.docx")
    assert result.exit_code == 0, result.output
    assert "完成访谈" in Document(str(tmp_path / "book.docx")).tables[-1].rows[1].cells[4].text


def test_book_is_written_for_a_number_and_as_pdf(run: Run, cast: Cast, tmp_path: Path) -> None:
    assert run(cast.project.pk, "--out", tmp_path / "book.pdf").exit_code == 0
    assert (tmp_path / "book.pdf").read_bytes().startswith(b"%PDF")


def test_refusals_are_one_sentence_and_leave_no_file(run: Run, cast: Cast, tmp_path: Path) -> None:
    add_project(customer=None, name="MES 二期", by=cast.ling)
    for words, sentence in (
        (("没有",), "没有叫“没有”的项目。"),
        (("MES 二期",), "不止一个"),
    ):
        result = run(*words, "--out", tmp_path / "book.docx")
        assert (result.exit_code, result.stdout) == (1, "")
        assert sentence in result.stderr
    result = run(cast.project.pk, "--out", tmp_path / "book.txt")
    assert ".docx 或 .pdf" in result.stderr
    result = run(cast.project.pk, "--out", tmp_path / "book.docx", "--on", "2001-01-01")
    assert "那一天还没有这个项目" in result.stderr
    assert list(tmp_path.iterdir()) == []
