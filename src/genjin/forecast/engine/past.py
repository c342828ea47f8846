"""What was known of a team's deals at one moment."""

from dataclasses import dataclass, field

import numpy as np

from genjin.forecast.engine.arrays import Flags, Floats, Ints
from genjin.forecast.engine.spells import Spells, spells_of
from genjin.forecast.engine.times import DAY


@dataclass(frozen=True)
class Past:
    """What was known at `as_of`. Days count from there: 0 is the moment itself, everything known is at or before it."""

    as_of: int  # seconds on the wall's clock
    names: tuple[str, ...]  # of the deals
    stages: tuple[str, ...]  # in their order; the first is NO_STAGE
    owners: tuple[str, ...]
    deal: Ints
    at: Ints
    kind: Ints
    value: Floats
    owner: Ints  # -1 = not said
    days: Floats = field(init=False)
    created: Floats = field(init=False)  # per deal, the day of its first row
    spells: Spells = field(init=False)
    closed: Floats = field(init=False)  # per deal, the day of its closing; nan while open
    won: Flags = field(init=False)

    def __post_init__(self) -> None:
        count, stages = len(self.names), len(self.stages)
        days = (self.at - self.as_of) / DAY
        created = np.full(count, 0.0)
        np.minimum.at(created, self.deal, days)
        spells = spells_of(stages, self.deal, days, self.kind, self.value, created)
        closed, won = np.full(count, np.nan), np.zeros(count, dtype=bool)
        last = ~np.isnan(spells.closed)
        closed[spells.deal[last]] = spells.closed[last]
        won[spells.deal[last]] = spells.exit[last] == stages + 1
        for name, found in (("days", days), ("created", created), ("spells", spells), ("closed", closed), ("won", won)):
            object.__setattr__(self, name, found)

    @property
    def is_closed(self) -> Flags:
        """Per deal, whether it has been won or lost."""
        return ~np.isnan(self.closed)

    @property
    def cycle(self) -> float:
        """The median time from creation to closing in days; of what is open if nothing is closed; at least one."""
        closed = self.is_closed
        lasted = (self.closed - self.created)[closed] if closed.any() else -2 * self.created
        return max(1.0, float(np.median(lasted))) if len(lasted) else 30.0

    def earlier(self, day: float, *, back_to: float) -> "Past":
        """Return what was known at an earlier day (negative), as if that were now.

        Deals that had been closed before the day `back_to` are left out: too old to weigh anything.
        """
        as_of = self.as_of + round(day * DAY)
        ancient = np.nan_to_num(self.closed, nan=0.0) < back_to
        known = (self.at <= as_of) & ~ancient[self.deal]
        kept, deal = np.unique(self.deal[known], return_inverse=True)
        return Past(
            as_of=as_of,
            names=tuple(self.names[i] for i in kept),
            stages=self.stages,
            owners=self.owners,
            deal=deal,
            at=self.at[known],
            kind=self.kind[known],
            value=self.value[known],
            owner=self.owner[known],
        )
