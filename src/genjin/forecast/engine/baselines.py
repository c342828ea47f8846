"""What a team has without a model, to be measured beside it."""

from typing import Final

import numpy as np

from genjin.forecast.engine.arrays import Floats
from genjin.forecast.engine.past import Past
from genjin.forecast.engine.snapshots import Snapshots

VENDORS: Final = (0.10, 0.90)
"""Chances of the first and the last stage as CRMs ship them, evenly between."""


def vendor_table(stages: int) -> Floats:
    """Return the fixed stage table of CRMs, the stage before the first included."""
    table: Floats = np.r_[VENDORS[0], np.linspace(*VENDORS, max(stages - 1, 1))]
    return table


def base_rate(past: Past) -> float:
    """Return the share of wins among all deals closed so far; one half without any."""
    closed = past.is_closed
    return float(past.won[closed].mean()) if closed.any() else 0.5


def stage_conversion(past: Past) -> Floats:
    """Return per stage the share of wins among closed deals that were ever in it; the base rate where none was."""
    spells, stages = past.spells, len(past.stages)
    visits = np.unique(spells.deal * stages + spells.stage)
    deal, stage = visits // stages, visits % stages
    closed = past.is_closed[deal]
    cases = np.bincount(stage[closed], minlength=stages)
    won = np.bincount(stage[closed], weights=past.won[deal[closed]], minlength=stages)
    return np.where(cases > 0, won / np.maximum(cases, 1), base_rate(past))


def baselines(past: Past, now: Snapshots) -> dict[str, Floats]:
    """Return each baseline's chance for the open deals."""
    return {
        "stage table": vendor_table(len(past.stages))[now.stage],
        "base rate": np.full(len(now.deal), base_rate(past)),
        "stage conversion": stage_conversion(past)[now.stage],
    }
