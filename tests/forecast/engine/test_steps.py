"""What one step would do, by the model's own terms."""

import numpy as np

from genjin.forecast.engine.model import fit
from genjin.forecast.engine.parts import odds_now
from genjin.forecast.engine.steps import steps_of
from tests.forecast.histories import past

ROWS = "\n".join(
    f"D{n:02d} 2026-01-0{n % 9 + 1} stage A L\nD{n:02d} 2026-01-1{n % 9} stage B L\nD{n:02d} 2026-01-2{n % 9} {how} - L"
    for n in range(30)
    for how in (("won" if n % 3 else "lost"),)
)
OPEN = "E1 2026-01-20 stage A L\nE2 2026-01-25 stage B L\nE3 2026-01-26 activity - L"


def test_next_stage_is_reckoned_as_if_it_had_been_entered() -> None:
    known = past(f"{ROWS}\n{OPEN}", "2026-02-01", order="A,B")
    model = fit(known)
    now = odds_now(model.parts, known)
    steps = steps_of(model.parts, known, now)
    assert len(steps["contact"]) == len(steps["next_stage"]) == len(now.win) == 3
    moved = past(f"{ROWS}\n{OPEN}\nE1 2026-02-01 stage B L", "2026-02-01", order="A,B")
    assert np.isclose(steps["next_stage"][0], odds_now(model.parts, moved).win[0])
    assert np.isnan(steps["next_stage"][1])  # there is no stage after B


def test_contact_is_reckoned_as_if_it_had_been_logged() -> None:
    known = past(f"{ROWS}\n{OPEN}", "2026-02-01", order="A,B")
    model = fit(known)
    steps = steps_of(model.parts, known, odds_now(model.parts, known))
    logged = past(f"{ROWS}\n{OPEN}\nE2 2026-02-01 activity - L", "2026-02-01", order="A,B")
    assert np.isclose(steps["contact"][1], odds_now(model.parts, logged).win[1])


def test_no_open_deal_no_step() -> None:
    known = past(ROWS, "2026-02-01", order="A,B")
    model = fit(known)
    assert len(steps_of(model.parts, known, odds_now(model.parts, known))["contact"]) == 0
