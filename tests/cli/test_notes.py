"""`genjin read-notes` as it is typed; no test here may touch the database."""

import json
from pathlib import Path

import pytest
import typer.testing

from genjin.cli import notes, plan_tables  # noqa: F401  they add their commands
from genjin.cli.frame import app

NOTE = {
    "id": "v1",
    "today": "2026-03-10",
    "customers": ["滨海银行"],
    "people": [],
    "text": "今天拜访滨海银行，预算批下来了。",
}


@pytest.fixture
def genjin(monkeypatch: pytest.MonkeyPatch) -> typer.testing.CliRunner:
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    return typer.testing.CliRunner()


def test_reads_notes_without_a_database(genjin: typer.testing.CliRunner, tmp_path: Path) -> None:
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text(json.dumps(NOTE) + "\n\n" + json.dumps(NOTE | {"id": "v2"}), encoding="utf-8")
    done = genjin.invoke(app, ["read-notes", str(source), str(target)])
    assert done.exit_code == 0, done.output
    assert "2 notes" in done.stdout
    lines = [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]
    assert [line["id"] for line in lines] == ["v1", "v2"]
    assert lines[0]["log"]["channel"] == "visit"
    assert lines[0]["signals"][0]["type"] == "budget"


@pytest.mark.parametrize("broken", ["{", "[]", json.dumps(NOTE), '{"id": 3}'])
def test_a_broken_line_leaves_the_target_as_it_was(
    genjin: typer.testing.CliRunner, tmp_path: Path, broken: str
) -> None:
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    target.write_text("kept")
    source.write_text(json.dumps(NOTE) + "\n" + broken, encoding="utf-8")
    refused = genjin.invoke(app, ["read-notes", str(source), str(target)])
    assert refused.exit_code == 1
    assert len(refused.stderr.strip().splitlines()) == 1
    assert "line 2" in refused.stderr
    assert target.read_text() == "kept"
    assert {path.name for path in tmp_path.iterdir()} == {"in.jsonl", "out.jsonl"}


@pytest.mark.parametrize("content", [None, b"\xff\xfe{"])
def test_says_in_one_sentence_that_a_file_cannot_be_read(
    genjin: typer.testing.CliRunner, tmp_path: Path, content: bytes | None
) -> None:
    source = tmp_path / "in.jsonl"
    if content:
        source.write_bytes(content)
    refused = genjin.invoke(app, ["read-notes", str(source), str(tmp_path / "out.jsonl")])
    assert refused.exit_code == 1
    assert len(refused.stderr.strip().splitlines()) == 1
    assert "in.jsonl" in refused.stderr
    assert not (tmp_path / "out.jsonl").exists()
