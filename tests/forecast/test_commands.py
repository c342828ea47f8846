"""`genjin forecast`: no test here touches a database, and none may need one."""

import json
from pathlib import Path

import pytest
import typer.testing

from genjin.cli import forecasts  # noqa: F401  it adds its commands
from genjin.cli.frame import app
from genjin.forecast.engine.wrong import CODES
from genjin.forecast.wording import SENTENCES
from tests.forecast.simulator import Firm, firm_named, simulate

SMALL: Firm = firm_named("two weeks, many", deals=500, years=0.7)


@pytest.fixture
def genjin(monkeypatch: pytest.MonkeyPatch) -> typer.testing.CliRunner:
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    monkeypatch.setenv("COLUMNS", "120")
    return typer.testing.CliRunner()


@pytest.fixture(scope="module")
def history(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return simulate(SMALL).write(tmp_path_factory.mktemp("history") / "history.csv")


def run(genjin: typer.testing.CliRunner, *arguments: object) -> typer.testing.Result:
    return genjin.invoke(app, ["forecast", *(str(argument) for argument in arguments)])


def test_predict_writes_the_contract(genjin: typer.testing.CliRunner, history: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    stages = ",".join(SMALL.stages)
    asked = (
        "--as-of",
        "2022-07-01",
        "--stages",
        stages,
        "--horizon",
        7,
        "--horizon",
        14,
        "--horizon",
        28,
        "--out",
        out,
    )
    result = run(genjin, "predict", history, *asked)
    assert result.exit_code == 0, result.stderr
    found = json.loads(out.read_text(encoding="utf-8"))
    assert (found["as_of"], found["model"]) == ("2022-07-01", "hybrid")
    assert found["closed"] > 100
    assert [row["days"] for row in found["revenue"] if row["owner"] is None] == [7, 14, 28]
    assert str(len(found["deals"])) in result.stderr
    assert list(tmp_path.iterdir()) == [out]


def test_predict_without_options_is_as_of_the_last_row(
    genjin: typer.testing.CliRunner, history: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out.json"
    assert run(genjin, "predict", history, "--out", out).exit_code == 0
    found = json.loads(out.read_text(encoding="utf-8"))
    assert found["revenue"] == []
    assert {deal["stage"] for deal in found["deals"]} <= set(SMALL.stages)


def test_fitted_model_predicts_what_fitting_at_once_does(
    genjin: typer.testing.CliRunner, history: Path, tmp_path: Path
) -> None:
    model, one, other = tmp_path / "model.json", tmp_path / "one.json", tmp_path / "other.json"
    day = ("--as-of", "2022-07-01")
    assert run(genjin, "fit", history, *day, "--out", model).exit_code == 0
    assert run(genjin, "predict", history, *day, "--horizon", 14, "--model", model, "--out", one).exit_code == 0
    assert run(genjin, "predict", history, *day, "--horizon", 14, "--out", other).exit_code == 0
    assert one.read_text(encoding="utf-8") == other.read_text(encoding="utf-8")


def test_few_cases_are_called_a_default(genjin: typer.testing.CliRunner, tmp_path: Path) -> None:
    history = tmp_path / "history.csv"
    history.write_text("deal,at,event,value\nD1,2026-01-01,stage,A\n", encoding="utf-8")
    result = run(genjin, "predict", history, "--out", tmp_path / "out.json")
    assert result.exit_code == 0
    assert "Closed deals: only 0" in result.stderr


def test_backtest_prints_figures_beside_baselines(genjin: typer.testing.CliRunner, history: Path) -> None:
    result = run(genjin, "backtest", history, "--dates", 3)
    assert result.exit_code == 0, result.stderr
    for words in ("Brier", "base rate", "stage conversion", "WAPE", "two cycles"):
        assert words in result.stdout


def test_backtest_as_json(genjin: typer.testing.CliRunner, history: Path) -> None:
    found = json.loads(run(genjin, "backtest", history, "--dates", 3, "--json").stdout)
    assert set(found["chances"]) == {"model", "stage table", "base rate", "stage conversion"}
    assert found["chances"]["model"]["brier"] < found["chances"]["stage table"]["brier"]
    assert len(found["dates"]) == 3


def test_backtest_of_too_little_says_so(genjin: typer.testing.CliRunner, tmp_path: Path) -> None:
    history = tmp_path / "history.csv"
    history.write_text("deal,at,event,value\nD1,2026-01-01,stage,A\n", encoding="utf-8")
    result = run(genjin, "backtest", history)
    assert result.exit_code == 0
    assert "Too few" in result.stdout


@pytest.mark.parametrize("command", ["predict", "fit", "backtest"])
def test_errors_name_row_and_column_in_one_sentence(
    genjin: typer.testing.CliRunner, tmp_path: Path, command: str
) -> None:
    history = tmp_path / "history.csv"
    history.write_text("deal,at,event,value\nD1,2026-01-01,stage,A\nD1,soon,stage,B\n", encoding="utf-8")
    out = () if command == "backtest" else ("--out", tmp_path / "out.json")
    result = run(genjin, command, history, *out)
    assert result.exit_code == 1
    assert result.stderr.strip().endswith(
        "Row 3, column “at”: “soon” is no date such as 2026-03-01 or 2026-03-01T09:30."
    )
    assert result.stderr.count("\n") == 1
    assert not (tmp_path / "out.json").exists()


def test_every_refusal_has_its_sentence() -> None:
    assert set(SENTENCES) == set(CODES)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--as-of", "soon"), "--as-of: “soon” is no date"),
        (("--model", __file__), "is no model of this history's stages"),
    ],
)
def test_wrong_options_are_refused_in_one_sentence(
    genjin: typer.testing.CliRunner, history: Path, tmp_path: Path, arguments: tuple[str, ...], words: str
) -> None:
    result = run(genjin, "predict", history, *arguments, "--out", tmp_path / "out.json")
    assert result.exit_code == 1
    assert words in result.stderr


def test_folder_that_is_not_there_is_one_sentence_about_the_file_that_was_asked_for(
    genjin: typer.testing.CliRunner, history: Path, tmp_path: Path
) -> None:
    result = run(genjin, "predict", history, "--out", tmp_path / "none" / "out.json")
    assert result.exit_code == 1
    assert result.stderr.splitlines()[-1] == f"There is no {tmp_path / 'none' / 'out.json'}."


def test_missing_file_is_one_sentence(genjin: typer.testing.CliRunner, tmp_path: Path) -> None:
    result = run(genjin, "predict", tmp_path / "none.csv", "--out", tmp_path / "out.json")
    assert result.exit_code == 1
    assert result.stderr.count("\n") == 1
