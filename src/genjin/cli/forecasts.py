"""`genjin forecast fit | predict | backtest`: from a log of deals in a CSV file, without a database; and `refresh`."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from genjin.cli.frame import Refused, app, err, out, with_product
from genjin.core.terminal import said

if TYPE_CHECKING:
    from genjin.forecast.engine.history import History
    from genjin.forecast.engine.model import Model
    from genjin.forecast.engine.past import Past

forecast = typer.Typer(
    help=said("What open deals will bring, from a log of deals in a CSV file."), no_args_is_help=True
)
app.add_typer(forecast, name="forecast")

HistoryFile = Annotated[Path, typer.Argument(metavar="HISTORY.csv", help=said("Columns: deal,at,event,value,owner."))]
AsOf = Annotated[
    str, typer.Option(help=said("A day or moment, ISO 8601; later rows are ignored. Without: the last row's."))
]
StageNames = Annotated[
    str, typer.Option(help=said("The stages from first to last, separated by commas. Without: learnt."))
]


@forecast.command("fit", help=said("Learn from a history and write the model, to predict from it later."))
@with_product
def fit_model(
    history: HistoryFile,
    to: Annotated[Path, typer.Option("--out", help=said("The model to write, as JSON."))],
    as_of: AsOf = "",
    stages: StageNames = "",
) -> None:
    """Learn from a history and write the model, to predict from it later."""
    from django.utils.translation import gettext as _

    from genjin.forecast.engine.model import fit
    from genjin.forecast.engine.stored import as_json

    past = _known(_read(history, stages), as_of)
    model = fit(past)
    _write(to, as_json(model))
    _say_how_many(model)
    err.print(_("%(file)s written.") % {"file": to}, markup=False, highlight=False)


@forecast.command(
    "predict",
    help=said(
        "Write the chance of winning of every open deal, with reasons, and what will be won within the horizons."
    ),
)
@with_product
def predict_deals(
    history: HistoryFile,
    to: Annotated[Path, typer.Option("--out", help=said("The forecast to write, as JSON."))],
    as_of: AsOf = "",
    stages: StageNames = "",
    horizons: Annotated[
        list[float] | None, typer.Option("--horizon", min=0.01, max=3660, help=said("Days ahead; may be repeated."))
    ] = None,
    model_file: Annotated[
        Path | None, typer.Option("--model", help=said("A model that `fit` wrote; else one is fitted."))
    ] = None,
) -> None:
    """Write the chance of winning of every open deal, with reasons, and what will be won within the horizons."""
    from django.utils.translation import gettext as _

    from genjin.forecast.engine.model import fit, predict
    from genjin.forecast.engine.told import forecast_as_json

    past = _known(_read(history, stages), as_of)
    model = fit(past) if model_file is None else _kept_model(model_file, past)
    chosen = list(dict.fromkeys(horizons or []))
    written = forecast_as_json(model, past, predict(model, past, chosen))
    _write(to, written)
    _say_how_many(model)
    words = _("Open deals written to %(file)s: %(deals)d.") % {"deals": len(written["deals"]), "file": to}
    err.print(words, markup=False, highlight=False)


@forecast.command(
    "backtest",
    help=said("Forecast again as of many days of the past, from what was known then, and say how good that was."),
)
@with_product
def backtest_history(
    history: HistoryFile,
    stages: StageNames = "",
    dates: Annotated[int, typer.Option(min=1, max=100, help=said("As of how many days of the past to forecast."))] = 12,
    as_json: Annotated[bool, typer.Option("--json", help=said("Print the figures as JSON."))] = False,
) -> None:
    """Forecast again as of many days of the past, from what was known then, and say how good that was."""
    from genjin.forecast.engine.backtest import backtest
    from genjin.forecast.engine.measures import without_nan

    figures = backtest(_read(history, stages), dates=dates)
    if as_json:
        typer.echo(json.dumps(without_nan(figures), ensure_ascii=False, indent=2))
    else:
        _print(figures)


@forecast.command(
    "refresh",
    help=said("Learn from the product's own log, calculate all open projects and keep a snapshot; once a day."),
)
@with_product
def refresh(
    again: Annotated[bool, typer.Option("--again", help=said("Also if it has been done today."))] = False,
) -> None:
    """Learn from the product's own log, calculate all open projects and keep a snapshot; once a day."""
    from django.utils.translation import gettext as _

    from genjin.forecast.operations.reckoning import refresh_forecast
    from genjin.setup.database import prepare_database

    prepare_database()
    snapshot = refresh_forecast(by=None, again=again)
    words = _("Open projects calculated on %(day)s: %(projects)d; ended ones learnt from: %(closed)d.") % {
        "projects": len(snapshot.open_projects),
        "day": snapshot.day.isoformat(),
        "closed": snapshot.closed,
    }
    out.print(words, markup=False, highlight=False)


def _read(path: Path, stages: str) -> "History":
    from genjin.forecast.engine.reading import read_history
    from genjin.forecast.engine.wrong import WrongHistory
    from genjin.forecast.wording import sentence_about

    try:
        return read_history(path, order=stages.replace("，", ",").split(","))
    except WrongHistory as refusal:
        raise Refused(f"{path}: {sentence_about(refusal)}") from refusal


def _known(history: "History", as_of: str) -> "Past":
    """Return what was known at the moment that was asked for."""
    from django.utils.translation import gettext as _

    from genjin.forecast.engine.times import read_moment

    if not as_of:
        return history.until(int(history.at.max(initial=0)))
    moment = read_moment(as_of)
    if moment is None:
        raise Refused(_("--as-of: “%s” is no date such as 2026-03-01 or 2026-03-01T09:30.") % as_of)
    return history.until(history.moment(moment))


def _kept_model(path: Path, past: "Past") -> "Model":
    from django.utils.translation import gettext as _

    from genjin.forecast.engine.stored import WrongModel, for_past, from_json

    try:
        return for_past(from_json(json.loads(path.read_text(encoding="utf-8"))), past)
    except (WrongModel, ValueError) as refusal:
        raise Refused(_("%s is no model of this history's stages; fit it again.") % path) from refusal


def _write(path: Path, data: dict[str, Any]) -> None:
    """Write JSON as a whole or not at all."""
    part = path.with_name(f".{path.name}.part")
    try:
        part.write_text(json.dumps(data, ensure_ascii=False) + "\n", encoding="utf-8")
        part.replace(path)
    except OSError as error:
        error.filename, error.filename2 = str(path), None  # of the name in between nobody knows
        raise
    finally:
        part.unlink(missing_ok=True)


def _say_how_many(model: "Model") -> None:
    from django.utils.translation import gettext as _

    closed = model.parts.closed
    if model.kind == "default":
        words = _("Closed deals: only %d; the odds lean on the default stage table.") % closed
    else:
        words = _("Closed deals learnt from: %d.") % closed
    err.print(words, markup=False, highlight=False)


def _print(figures: dict[str, Any]) -> None:
    from django.utils.translation import gettext as _
    from rich.table import Table

    if not figures["dates"]:
        out.print(_("Too few closed deals for a back-test."), markup=False)
        return
    words = _("%(deals)d chances given to open deals on %(dates)d days, %(first)s to %(last)s") % {
        "deals": figures["deals"],
        "dates": len(figures["dates"]),
        "first": figures["dates"][0],
        "last": figures["dates"][-1],
    }
    chances = Table(title=words, title_justify="left")
    for heading in ("", "Brier", _("skill"), "log loss", "AUC", "ECE"):
        chances.add_column(heading, justify="right" if heading else "left")
    for name, found in figures["chances"].items():
        chances.add_row(name, *(f"{found[key]:.3f}" for key in ("brier", "skill", "log_loss", "auc", "ece")))
    out.print(chances)
    deciles = Table(title=_("Reliability: said and came, by tenths"), title_justify="left")
    for heading in (_("said"), _("came"), "n"):
        deciles.add_column(heading, justify="right")
    for decile in figures["reliability"]:
        deciles.add_row(f"{decile['said']:.2f}", f"{decile['won']:.2f}", str(decile["cases"]))
    out.print(deciles)
    amounts = Table(title=_("Amount won: error, and hits of P10-P90"), title_justify="left")
    for heading in (_("window"), "n", "WAPE", _("run rate"), _("hits"), _("hits by owner"), "n"):
        amounts.add_column(heading, justify="right")
    for row in figures["revenue"]:
        numbers = (f"{row[key]:.2f}" for key in ("wape", "wape_run_rate", "hits", "owners_hits"))
        amounts.add_row(row["window"], str(row["n"]), *numbers, str(row["owners_n"]))
    out.print(amounts)
