"""What is known of an open deal at a moment beyond its stage and age, as columns of numbers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from genjin.forecast.engine.arrays import Floats, Ints
from genjin.forecast.engine.events import ACTIVITY, AMOUNT, FACTS
from genjin.forecast.engine.past import Past
from genjin.forecast.engine.snapshots import Snapshots
from genjin.forecast.engine.timeline import Timeline

FARTHEST: Final = 3.0
"""Standard deviations beyond which a value is taken as this far: one odd deal must not be sure of anything."""


def _as_it_is(known: Floats) -> Floats:
    return known


def _held_back(known: Floats) -> Floats:
    """Return counts so that the fifth tells less than the first; the sign stays."""
    return np.sign(known) * np.log1p(np.abs(known))


COUNTED: Final[Mapping[str, Callable[[Floats], Floats]]] = {
    "attitude": _as_it_is,
    "coverage": _as_it_is,
    "signals": _held_back,
    "health": _as_it_is,
    "overdue": _held_back,
}
"""How a fact stands in its column."""


@dataclass(frozen=True)
class Column:
    """A column: its numbers, the reason under which its part of the logit is told, and whether it refines others."""

    reason: str
    values: Floats
    refines: bool = False


@dataclass(frozen=True)
class Scale:
    """Centre and spread of a column where the score was learnt."""

    centre: float
    spread: float


@dataclass(frozen=True)
class Facts:
    """What the log says of deals at moments: amounts (nan = not said), owners (-1), touches.

    `told` has by its name in `FACTS` what was known of the deals' plans, nan where nothing was.
    """

    amount: Floats
    first_amount: Floats
    owner: Ints
    idle: Floats  # days since the last row of any kind but facts
    activities: Floats  # how many so far
    recent: Floats  # how many within the last quarter of a cycle
    deal_age: Floats
    moves: Floats  # spells before this one
    backward: Floats  # of these, moves to an earlier stage
    told: Mapping[str, Floats]


def facts_of(past: Past, snapshots: Snapshots) -> Facts:
    """Look up what was known of each snapshot's deal on its day."""
    deal, day = snapshots.deal, snapshots.day
    touches = Timeline(past, past.kind >= ACTIVITY)
    amounts = Timeline(past, past.kind == AMOUNT)
    activities = Timeline(past, past.kind == ACTIVITY)
    so_far = activities.count(deal, day)
    spells = past.spells
    first = np.searchsorted(spells.deal, spells.deal, side="left")
    nth = np.arange(len(spells.deal)) - first
    same = spells.deal[1:] == spells.deal[:-1]
    back = np.cumsum(np.r_[0, same & (spells.stage[1:] < spells.stage[:-1])])[: len(spells.deal)]
    back_before = back - back[first] if len(back) else back
    return Facts(
        amount=amounts.last_value(deal, day),
        first_amount=amounts.first_value(deal, day),
        owner=Timeline(past, past.owner >= 0).last_owner(deal, day),
        # a deal of which only facts are known has been idle for as long as it is there
        idle=day - np.fmax(touches.last_day(deal, day), past.created[deal]),
        activities=so_far,
        recent=so_far - activities.count(deal, day - past.cycle / 4),
        deal_age=day - past.created[deal],
        moves=nth[snapshots.spell].astype(np.float64),
        backward=back_before[snapshots.spell].astype(np.float64),
        told={name: Timeline(past, past.kind == kind).last_value(deal, day) for name, kind in FACTS.items()},
    )


def columns_of(past: Past, snapshots: Snapshots, facts: Facts, *, cycle: float) -> dict[str, Column]:
    """Return the columns of the deal score. Times are relative to the firm's own `cycle` in days."""
    with np.errstate(divide="ignore", invalid="ignore"):
        size = np.where(facts.amount > 0, np.log(facts.amount), np.nan)
        change = np.where(facts.first_amount > 0, np.log(facts.amount / facts.first_amount), 0.0)
    place = snapshots.stage / max(len(past.stages) - 1, 1)
    idle = np.log1p(10 * facts.idle / cycle)
    age = np.log1p(10 * facts.deal_age / cycle)
    here = np.log1p(10 * snapshots.age / cycle)
    touched = np.log1p(facts.activities)
    recent = np.log1p(facts.recent)
    late = place - 0.5
    return {
        "amount": Column("amount", size),
        "no_amount": Column("amount", np.where(np.isnan(size), 1.0, 0.0), refines=True),
        "change": Column("amount changed", np.clip(np.nan_to_num(change), -1, 1), refines=True),
        "idle": Column("days idle", idle),
        "idle_late": Column("days idle", idle * late, refines=True),
        "touched": Column("activities", touched),
        "touched_late": Column("activities", touched * late, refines=True),
        "recent": Column("recent activities", recent),
        "recent_late": Column("recent activities", recent * late, refines=True),
        "age": Column("age of the deal", age),
        "age_late": Column("age of the deal", age * late, refines=True),
        "before": Column("way so far", np.log1p(10 * np.maximum(facts.deal_age - snapshots.age, 0) / cycle)),
        "moves": Column("way so far", np.log1p(facts.moves), refines=True),
        "backward": Column("way so far", np.minimum(facts.backward, 3), refines=True),
        "here": Column("days in stage", here, refines=True),
        "here_late": Column("days in stage", here * late, refines=True),
        **{name: Column(name, COUNTED[name](known)) for name, known in facts.told.items()},
    }


def scales_of(columns: dict[str, Column], weight: Floats) -> dict[str, Scale]:
    """Return centre and spread of each column that tells deals apart; columns that do not are left out."""
    scales = {}
    for name, column in columns.items():
        known = ~np.isnan(column.values)
        if known.sum() < 2:
            continue
        centre = float(np.average(column.values[known], weights=weight[known]))
        spread = float(np.sqrt(np.average((column.values[known] - centre) ** 2, weights=weight[known])))
        if spread > 1e-6:
            scales[name] = Scale(centre, spread)
    return scales


def matrix_of(columns: dict[str, Column], scales: dict[str, Scale]) -> Floats:
    """Return rows × columns in units of spread around the centre; what is not known is the centre."""
    parts = [
        np.clip(np.nan_to_num((columns[name].values - scale.centre) / scale.spread), -FARTHEST, FARTHEST)
        for name, scale in scales.items()
    ]
    rows = len(next(iter(columns.values())).values)
    return np.stack(parts, axis=1) if parts else np.zeros((rows, 0))
