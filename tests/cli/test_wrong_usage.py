"""What is typed wrong is answered with one sentence and exit status 1, never with a traceback."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from genjin.cli import main
from tests.cli.conftest import Genjin

GENJIN = [sys.executable, "-c", "from genjin.cli import main; main()"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (["nonsense"], "“genjin nonsense”"),
        (["run", "extra"], "“genjin run extra”"),
        (["run", "--prot"], "no option --prot"),
        (["run", "--port"], "--port needs a value"),
        (["run", "--port", "x"], "--port cannot be “x”"),
        (["run", "--port", "99999999"], "--port cannot be “99999999”"),
        (["import"], "FILES is missing"),
        (["import", "--reference-date", "soon", "a.csv"], "--reference-date cannot be “soon”"),
        (["export", "--format", "csv"], "--out is missing"),
        (["export", "--format", "pdf", "--out", "a.pdf"], "--format cannot be “pdf”"),
    ],
)
def test_wrong_usage(genjin: Genjin, typed: list[str], said: str) -> None:
    ended = genjin(*typed)
    assert ended.status == 1
    assert len(ended.err.strip().splitlines()) == 1
    assert said in ended.err
    assert "--help" in ended.err


def test_nothing_typed_shows_the_help(genjin: Genjin) -> None:
    ended = genjin()
    assert ended.status == 0
    assert "import" in ended.out


def run(*typed: str, **settings: str) -> subprocess.CompletedProcess[str]:
    foreign = ("GENJIN_", "DATABASE_", "DJANGO_", "LANG", "LC_")
    clean = {name: value for name, value in os.environ.items() if not name.startswith(foreign)}
    return subprocess.run([*GENJIN, *typed], env=clean | settings, capture_output=True, text=True, check=False)  # noqa: S603


def test_help_speaks_the_language_of_the_terminal_and_writes_nothing(tmp_path: Path) -> None:
    data = str(tmp_path / "data")
    assert "备份" in run("--help", GENJIN_DATA=data).stdout
    assert "Write database and uploaded files" in run("backup", "--help", GENJIN_DATA=data, LANG="en_US.UTF-8").stdout
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"DATABASE_URL": "postgresql://u:p@127.0.0.1:1/none"}, "The database cannot be reached:"),
        ({"DATABASE_URL": "mysql://x"}, "DATABASE_URL"),
        ({"GENJIN_DATA": "/proc/nowhere"}, "GENJIN_DATA: /proc/nowhere/secret-key"),
        ({"GENJIN_HTTPS": "maybe"}, "GENJIN_HTTPS is “maybe”"),
    ],
)
def test_settings_that_cannot_be_used(tmp_path: Path, settings: dict[str, str], said: str) -> None:
    file = tmp_path / "a.csv"
    file.write_text("跟进日期,客户\n2026-03-10,甲\n", encoding="utf-8")
    ended = run("import", str(file), **{"GENJIN_DATA": str(tmp_path / "data"), "LANG": "en_US.UTF-8", **settings})
    assert ended.returncode == 1
    assert len(ended.stderr.strip().splitlines()) == 1, ended.stderr
    assert said in ended.stderr


def test_a_fault_of_our_own_is_one_sentence_too(genjin: Genjin, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(**_words: object) -> None:
        raise ZeroDivisionError("deep inside")

    monkeypatch.setattr("genjin.setup.doctor.examine", broken)
    ended = genjin("doctor")
    assert ended.status == 1
    assert "ZeroDivisionError: deep inside" in ended.err
    assert "Traceback" not in ended.err
    monkeypatch.setenv("GENJIN_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        main(["doctor"])


@pytest.mark.parametrize("typed", [["--help"], ["forecast", "--help"]])
def test_each_command_is_explained_in_the_language_of_the_terminal(typed: list[str]) -> None:
    rows = [line for line in run(*typed, COLUMNS="200").stdout.splitlines() if re.match(r"│ [a-z]", line)]
    assert len(rows) > 3
    assert [row for row in rows if not re.search(r"[\u4e00-\u9fff]", row)] == []
