import json
from functools import cache

import numpy as np
import pytest

from genjin.forecast.engine.events import AMOUNT, EVENTS, FACTS
from genjin.forecast.engine.explain import WORDS, logit_of, reasons_of, said
from genjin.forecast.engine.features import columns_of, facts_of
from genjin.forecast.engine.history import History
from genjin.forecast.engine.model import Forecast, Model, fit, predict
from genjin.forecast.engine.past import Past
from genjin.forecast.engine.reading import read_history
from genjin.forecast.engine.snapshots import open_at, open_now
from genjin.forecast.engine.stored import WrongModel, as_json, for_past, from_json
from genjin.forecast.engine.told import forecast_as_json
from tests.forecast.histories import history, moment
from tests.forecast.simulator import START, firm_named, simulate

DAY = 86_400
NOW = START + 400 * DAY
CYCLES_OF_THEIR_OWN = {"recent", "recent_late"}  # they count the last quarter of the cycle that is known by then
SMALL = firm_named("plain", deals=700, years=1.6, facts=True, plan_effect=0.8)


@cache
def log() -> History:
    return read_history(simulate(SMALL).csv().encode(), order=SMALL.stages)


@cache
def known() -> Past:
    return log().until(NOW)


@cache
def asked() -> tuple[Model, Forecast]:
    model = fit(known())
    return model, predict(model, known(), [7, 14, 28], draws=1000)


def told(of: Past, *, draws: int = 1000) -> dict[str, object]:
    model = fit(of)
    return forecast_as_json(model, of, predict(model, of, [7, 28], draws=draws))


def test_forecast_has_the_form_of_the_contract() -> None:
    model, forecast = asked()
    found = forecast_as_json(model, known(), forecast)
    assert set(found) == {"as_of", "closed", "model", "unit", "deals", "revenue"}
    assert found["as_of"] == "2023-02-05"
    assert found["closed"] == int(known().is_closed.sum())
    assert found["model"] == "hybrid"
    open_deals = {name for name, closed in zip(known().names, known().is_closed, strict=True) if not closed}
    assert {deal["deal"] for deal in found["deals"]} == open_deals
    for deal in found["deals"]:
        assert set(deal) == {"deal", "stage", "win", "reasons"}
        assert 0 < deal["win"] < 1
        assert deal["stage"] in SMALL.stages
    firm = [row for row in found["revenue"] if row["owner"] is None]
    assert [row["days"] for row in firm] == [7, 14, 28]
    assert {row["owner"] for row in found["revenue"]} - {None} == set(log().owners)
    for row in found["revenue"]:
        assert 0 <= row["p10"] <= row["p50"] <= row["p90"]
    assert json.loads(json.dumps(found, allow_nan=False)) == found


def test_reasons_sum_to_the_logit() -> None:
    _, forecast = asked()
    for row, win in enumerate(forecast.deals.win):
        terms = reasons_of(forecast.deals, row)
        total = sum(term for _, term in terms)
        assert total == pytest.approx(np.log(win / (1 - win)), abs=1e-9)
        assert total == pytest.approx(logit_of(forecast.deals, row))
        assert [abs(term) for _, term in terms] == sorted((abs(term) for _, term in terms), reverse=True)


def test_every_reason_is_said_in_both_languages() -> None:
    _, forecast = asked()
    for reason in forecast.deals.terms:
        assert reason in WORDS
        assert said(reason, "en") == reason
        assert said(reason, "zh") != reason


def test_future_is_not_read() -> None:
    before = told(known())
    poison = history(
        "\n".join(
            f"{name} 2023-02-05T00:00:{second:02d} {event} {value} Nobody"
            for name in known().names[:300]
            for second, event, value in (
                *((1, "stage", "Z"), (2, "amount", "9e9"), (3, "activity", "-"), (4, "won", "-")),
                *((5, "attitude", "2"), (6, "overdue", "99"), (7, "health", "1"), (8, "signals", "-9")),
            )
        )
    )
    mixed = _together(log(), poison)
    assert told(mixed.until(NOW)) == before
    assert told(mixed.until(NOW + 10)) != before


def test_nothing_of_a_snapshot_hangs_on_what_came_after_it() -> None:
    """What the score is learnt from is what it would have seen on that day, without later moves, ends and facts."""
    untidy = firm_named("untidy", deals=400, years=1.2, facts=True, plan_effect=0.8)
    whole = read_history(simulate(untidy).csv().encode(), order=untidy.stages)
    late = whole.until(int(whole.at.max()))
    for days in (90, 200, 330):
        then = whole.until(START + days * DAY)
        now = open_now(then)
        seen = open_at(late, np.array([(then.as_of - late.as_of) / DAY]))
        assert [late.names[deal] for deal in seen.deal] == [then.names[deal] for deal in now.deal]
        assert [late.stages[stage] for stage in seen.stage] == [then.stages[stage] for stage in now.stage]
        assert seen.age == pytest.approx(now.age, abs=1e-6)
        before, after = (
            columns_of(past, found, facts_of(past, found), cycle=30.0) for past, found in ((then, now), (late, seen))
        )
        for name in before.keys() - CYCLES_OF_THEIR_OWN:
            assert after[name].values == pytest.approx(before[name].values, abs=1e-6, nan_ok=True), name


def _together(one: History, other: History) -> History:
    """Return both logs as one, by way of the CSV that either could have come from."""
    lines = ["deal,at,event,value,owner"]
    names = {code: name for name, code in (EVENTS | FACTS).items()}
    for of in (one, other):
        for deal, at, kind, value, owner in zip(of.deal, of.at, of.kind, of.value, of.owner, strict=True):
            event = names[int(kind)]
            cell = of.stages[int(value)] if event == "stage" else repr(float(value)) if kind <= AMOUNT else ""
            stamp = np.datetime64(int(at), "s")
            lines.append(f"{of.deals[deal]},{stamp},{event},{cell},{of.owners[owner] if owner >= 0 else ''}")
    return read_history("\n".join(lines).encode(), order=SMALL.stages)


def test_same_history_same_forecast() -> None:
    assert told(known()) == told(known())


def test_kept_model_forecasts_the_same() -> None:
    model, forecast = asked()
    again = from_json(json.loads(json.dumps(as_json(model), allow_nan=False)))
    assert predict(again, known(), [7, 14, 28], draws=1000).bands == forecast.bands


def test_kept_model_knows_owners_by_name() -> None:
    model, _ = asked()
    later = _together(log(), history("X 2023-02-05 stage 初步接洽 Aaron")).until(NOW)
    assert later.owners[0] == "Aaron"
    moved = for_past(model, later)
    assert moved.parts.arrivals.per_day[1:-1].tolist() == model.parts.arrivals.per_day[:-1].tolist()
    predict(moved, later, [7], draws=100)


@pytest.mark.parametrize("data", [{}, [], None, {"format": 0}, {"format": 1, "parts": {}}])
def test_what_is_no_model_is_refused(data: object) -> None:
    with pytest.raises(WrongModel):
        from_json(data)


def test_model_of_other_stages_is_refused() -> None:
    model, _ = asked()
    with pytest.raises(WrongModel):
        for_past(model, history("D1 2026-01-01 stage A -").until(moment("2026-02-01")))


@pytest.mark.parametrize(
    "text",
    [
        "D1 2026-03-01 stage A -",  # nothing is known yet
        "D1 2026-01-01 stage A -",
        "D1 2026-01-01 activity - -",
        "D1 2026-01-01 won - -",
        "D1 2026-01-01 amount 0 -\nD2 2026-01-01 amount -5 Ling",
        "D1 2026-01-01 stage A -\nD1 2026-01-01 stage B -\nD1 2026-01-01 won - -\nD2 2026-01-01 stage A -",
        "\n".join(f"D{n} 2026-01-{n + 1:02d} stage A -\nD{n} 2026-01-{n + 5:02d} lost - -" for n in range(20)),
        "\n".join(f"D{n} 2026-01-{n + 1:02d} stage A -\nD{n} 2026-01-{n + 1:02d} won - -" for n in range(20)),
    ],
)
def test_forecasts_whatever_little_there_is(text: str) -> None:
    found = told(history(text).until(moment("2026-02-01")))
    assert found["model"] == "default"
    json.dumps(found, allow_nan=False)


def test_default_says_so_until_forty_are_closed() -> None:
    def closed(count: int) -> str:
        text = "\n".join(f"D{n} 2026-01-01 stage A -\nD{n} 2026-01-{2 + n % 20:02d} lost - -" for n in range(count))
        return str(told(history(text).until(moment("2026-02-01")))["model"])

    assert (closed(39), closed(40)) == ("default", "hybrid")


def test_log_without_amounts_counts_wins() -> None:
    text = "\n".join(f"D{n} 2026-01-01 stage A -\nD{n} 2026-01-{2 + n % 20:02d} won - -" for n in range(30))
    found = told(history(text).until(moment("2026-01-22")))
    assert found["unit"] == "deals"
    assert found["revenue"][1]["mean"] > 5  # type: ignore[index]
