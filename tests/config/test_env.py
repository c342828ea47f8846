"""Readers of the environment fail loudly."""

from pathlib import Path

import pytest

from genjin.config import env


def test_text_is_read_from_the_variable_or_its_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("from file\n", encoding="utf-8")
    monkeypatch.setenv("X_FILE", str(secret))
    assert env.text("X") == "from file"
    monkeypatch.setenv("X", "direct")
    assert env.text("X") == "direct"


def test_a_missing_file_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("X_FILE", "/nowhere")
    with pytest.raises(env.WrongSetting, match=r"X_FILE.*/nowhere"):
        env.text("X")


@pytest.mark.parametrize(("word", "value"), [("1", True), ("Yes", True), ("off", False), ("", False)])
def test_flag_reads_yes_and_no(monkeypatch: pytest.MonkeyPatch, word: str, *, value: bool) -> None:
    monkeypatch.setenv("X", word)
    assert env.flag("X") is value


def test_flag_refuses_other_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("X", "perhaps")
    with pytest.raises(env.WrongSetting, match="perhaps"):
        env.flag("X")


def test_words_are_divided_at_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("X", " a, b ,,c")
    assert env.words("X") == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("postgresql://u:p%40@h:5433/n", ("n", "u", "p@", "h", "5433")),
        ("postgres://u@h/n", ("n", "u", "", "h", "")),
        ("postgresql://u:@/n?host=/run/pg", ("n", "u", "", "/run/pg", "")),
        ("postgresql:///", ("postgres", "", "", "", "")),
    ],
)
def test_postgres_takes_an_address_apart(url: str, expected: tuple[str, ...]) -> None:
    found = env.postgres(url)
    assert tuple(found[key] for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT")) == expected


def test_postgres_refuses_another_database() -> None:
    with pytest.raises(env.WrongSetting, match="postgresql://"):
        env.postgres("mysql://h/n")


@pytest.mark.parametrize("word", ["ftp://h/v1", "h:8080", "http://", "http://h:99999999", "javascript:x"])
def test_web_address_refuses_what_is_none(monkeypatch: pytest.MonkeyPatch, word: str) -> None:
    monkeypatch.setenv("X", word)
    with pytest.raises(env.WrongSetting, match="http://127"):
        env.web_address("X")


def test_web_address_may_be_missing_and_a_name_stands_beside_it(monkeypatch: pytest.MonkeyPatch) -> None:
    assert env.web_address("X") == env.name_beside("Y", "X") == ""
    monkeypatch.setenv("X", "https://models.example/v1")
    assert env.web_address("X") == "https://models.example/v1"
    with pytest.raises(env.WrongSetting, match="Y"):
        env.name_beside("Y", "X")
