"""The log of a team's deals: what happened to which deal, when."""

from dataclasses import dataclass

import numpy as np

from genjin.forecast.engine.arrays import Floats, Ints
from genjin.forecast.engine.events import NO_STAGE, STAGE
from genjin.forecast.engine.past import Past
from genjin.forecast.engine.times import Moment, on_wall


@dataclass(frozen=True)
class History:
    """All rows of a log, by deal and time. Rows of one moment stand in the order of `EVENTS`."""

    deals: tuple[str, ...]
    stages: tuple[str, ...]  # every name that occurs, sorted
    owners: tuple[str, ...]  # likewise; owner -1 = not said
    order: tuple[str, ...]  # stages in the order that the caller gave; may be empty
    zone: int  # offset of the wall's clock from UTC in seconds
    deal: Ints
    at: Ints  # seconds on the wall's clock
    kind: Ints
    value: Floats  # index of the stage, or the amount
    owner: Ints

    def moment(self, moment: Moment) -> int:
        """Return a moment as seconds on this history's clock."""
        return on_wall(moment, self.zone)

    def until(self, as_of: int) -> Past:
        """Return what was known at a moment: rows up to and including it, and nothing of what came later."""
        known = self.at <= as_of
        kept, deal = np.unique(self.deal[known], return_inverse=True)
        kind, value = self.kind[known], self.value[known].copy()
        names = _in_order(self, deal, kind, self.at[known], value)
        places = np.array([names.index(name) if name in names else -1 for name in self.stages], dtype=np.float64)
        is_stage = kind == STAGE
        value[is_stage] = places[value[is_stage].astype(np.int64)]
        rows = np.lexsort((value * is_stage, kind, self.at[known], deal))
        said = np.unique(self.owner[known][self.owner[known] >= 0])
        owner = np.where(self.owner[known] >= 0, np.searchsorted(said, self.owner[known]), -1)
        return Past(
            as_of=as_of,
            names=tuple(self.deals[i] for i in kept),
            stages=names,
            owners=tuple(self.owners[i] for i in said),
            deal=deal[rows],
            at=self.at[known][rows],
            kind=kind[rows],
            value=value[rows],
            owner=owner[rows],
        )


def _in_order(history: History, deal: Ints, kind: Ints, at: Ints, value: Floats) -> tuple[str, ...]:
    """Return the stages in their order: no stage, then as given, others by the mean place of their first visits."""
    is_stage = kind == STAGE
    deal, at, stage = deal[is_stage], at[is_stage], value[is_stage].astype(np.int64)
    rows = np.lexsort((stage, at, deal))
    _, first = np.unique(deal[rows] * len(history.stages) + stage[rows], return_index=True)
    rows = rows[np.sort(first)]
    deal, stage = deal[rows], stage[rows]
    if not len(deal):
        return (NO_STAGE, *history.order)
    starts = np.flatnonzero(np.r_[True, deal[1:] != deal[:-1]])
    lengths = np.diff(np.r_[starts, len(deal)])
    rank = np.arange(len(deal)) - np.repeat(starts, lengths)
    # where a deal went on from this stage rather than ended tells more than how many stages it saw
    place = rank / np.maximum(np.repeat(lengths, lengths) - 1, 1)
    count = np.bincount(stage, minlength=len(history.stages))
    mean = np.bincount(stage, weights=place, minlength=len(history.stages)) / np.maximum(count, 1)
    found = sorted(set(stage.tolist()), key=lambda index: (mean[index], history.stages[index]))
    names = [history.stages[index] for index in found]
    return (NO_STAGE, *history.order, *(name for name in names if name not in history.order))
