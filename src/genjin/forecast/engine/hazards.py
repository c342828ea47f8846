"""How quickly deals leave a stage, and where to, by how long they have been in it: the semi-Markov part.

Exposure and exits are counted per stage and bin of age. Both are weighted by the calendar time at which they were lived
through, closed and open deals alike: weighting deals by the date of their closing would count the exits of a deal
with more weight than the time before them, or its time with none, and bend the hazards. (Occurrence / exposure rates
with left truncation and right censoring: Andersen, Borgan, Gill, Keiding, Statistical Models Based on Counting
Processes, 1993; shrinkage is the posterior mean under a gamma prior.)
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from genjin.forecast.engine.arrays import Floats, Ints
from genjin.forecast.engine.past import Past
from genjin.forecast.engine.spells import Spells

EXITS_PER_BIN: Final = 12
MOST_BINS: Final = 24
ENOUGH_CLOSINGS: Final = 150
PULL_OF_STAGE: Final = 2.0
"""Exits' worth of belief that a bin of age is like its stage, for the pace and for where deals go."""
PULL_OF_ALL: Final = 2.0
"""Exits' worth of belief that a stage's pace is like that of all stages."""
AT_ONCE: Final = 1e-9
"""Stays no longer than this many days are passings-through; they say nothing about hazards at later ages."""


@dataclass(frozen=True)
class Hazards:
    """Per stage and bin of age: exits per day (`rate`) and the shares of where they lead.

    Targets are the stages, then lost, then won. `edges` are where the bins begin: the first is 0, the last bin is open,
    unused ones begin at infinity. `at_once` is the share of entries that left in the same moment, with `at_once_to`.
    """

    edges: Floats  # stages × bins
    rate: Floats  # stages × bins
    share: Floats  # stages × bins × targets
    at_once: Floats  # stages
    at_once_to: Floats  # stages × targets

    @property
    def stages(self) -> int:
        """How many stages there are, the one before the first included."""
        return len(self.rate)


@dataclass(frozen=True)
class Counts:
    """Weighted exits, exposure and entries, per group of deals; groups allow leaving a deal's own group out."""

    edges: Floats
    exits: Floats  # groups × stages × bins × targets
    days: Floats  # groups × stages × bins
    at_once: Floats  # groups × stages × targets
    entries: Floats  # groups × stages


def half_life(past: Past) -> float:
    """Return the days after which exposure counts half: two median cycles, or as many as give enough closings."""
    closed = np.sort(-past.closed[past.is_closed])
    enough = closed[min(len(closed), ENOUGH_CLOSINGS) - 1] if len(closed) else 0.0
    return float(max(2 * past.cycle, enough))


def count(past: Past, groups: Ints, *, half: float) -> Counts:
    """Count exits and exposure. `groups` is the group of each deal, from 0 on; `half` the half-life in days."""
    spells, stages = past.spells, len(past.stages)
    number = int(groups.max(initial=0)) + 1
    group = groups[spells.deal]
    edges = _edges(spells, half)
    bins = edges.shape[1]
    age = spells.end - spells.start
    passing = (age <= AT_ONCE) & spells.has_left
    lasting = np.flatnonzero(age > AT_ONCE)
    days = np.zeros((number, stages, bins))
    stage = spells.stage[lasting]
    lower = np.minimum(edges[stage], age[lasting, None])
    upper = np.minimum(np.c_[edges[stage][:, 1:], np.full(len(stage), np.inf)], age[lasting, None])
    start = spells.start[lasting, None]
    # the integral of 2^(day / half) over the days that were spent in the bin
    lived = (np.exp2((start + upper) / half) - np.exp2((start + lower) / half)) * half / np.log(2)
    np.add.at(days, (group[lasting], stage), lived)
    weight = np.exp2(spells.end / half)
    exits = np.zeros((number, stages, bins, stages + 2))
    left = np.flatnonzero(spells.has_left & ~passing)
    bin_left = bins_of(edges, spells.stage[left], age[left])
    np.add.at(exits, (group[left], spells.stage[left], bin_left, spells.exit[left]), weight[left])
    at_once = np.zeros((number, stages, stages + 2))
    np.add.at(at_once, (group[passing], spells.stage[passing], spells.exit[passing]), weight[passing])
    entries = np.zeros((number, stages))
    np.add.at(entries, (group, spells.stage), np.exp2(spells.start / half))
    return Counts(edges, exits, days, at_once, entries)


def _edges(spells: Spells, half: float) -> Floats:
    """Return per stage where the bins of age begin, so that about equally much weight of exits falls into each."""
    age = spells.end - spells.start
    left = spells.has_left & (age > AT_ONCE)
    edges = np.full((spells.stages, MOST_BINS), np.inf)
    edges[:, 0] = 0.0
    for stage in range(spells.stages):
        here = np.flatnonzero(left & (spells.stage == stage))
        here = here[np.argsort(age[here], kind="stable")]
        so_far = np.cumsum(np.exp2(spells.end[here] / half))
        bins = int(np.clip(so_far[-1] // EXITS_PER_BIN, 1, MOST_BINS)) if len(here) else 1
        cuts = np.searchsorted(so_far, so_far[-1] * np.arange(1, bins) / bins) if bins > 1 else []
        inner = np.unique(age[here[cuts]]) if bins > 1 else np.zeros(0)
        inner = inner[inner < age[here[-1]]] if len(here) else inner  # the last bin holds exits as well
        edges[stage, 1 : 1 + len(inner)] = inner
    used = int(np.isfinite(edges).sum(axis=1).max())
    return edges[:, :used]


def bins_of(edges: Floats, stage: Ints, age: Floats) -> Ints:
    """Return the bin in which each age falls; an exit on an edge belongs to the bin that ends there."""
    places: Ints = np.maximum((edges[stage] < age[:, None]).sum(axis=1) - 1, 0)
    return places


def shrunk(counts: Counts, *, without: int | None = None, prior_share: Floats) -> Hazards:
    """Return hazards from counts, thin bins drawn towards their stage and thin stages towards all.

    `without` leaves one group out. `prior_share` (stages × targets) is where exits lead in a stage nobody left yet.
    """
    kept = np.ones(len(counts.exits), dtype=bool)
    if without is not None:
        kept[without] = False
    exits, days = counts.exits[kept].sum(axis=0), counts.days[kept].sum(axis=0)
    left = exits.sum(axis=2)
    overall = (left.sum() + 1.0) / (days.sum() + 30.0)
    stage_rate = (left.sum(axis=1) + PULL_OF_ALL) / (days.sum(axis=1) + PULL_OF_ALL / overall)
    stage_share = exits.sum(axis=1) + PULL_OF_ALL * prior_share
    stage_share /= stage_share.sum(axis=1, keepdims=True)
    rate = (left + PULL_OF_STAGE) / (days + PULL_OF_STAGE / stage_rate[:, None])
    share = exits + PULL_OF_STAGE * stage_share[:, None, :]
    share /= share.sum(axis=2, keepdims=True)
    rate, share = _true_to_totals(rate, share, exits, days)
    at_once, entries = counts.at_once[kept].sum(axis=0), counts.entries[kept].sum(axis=0)
    gone = at_once.sum(axis=1)
    return Hazards(
        edges=counts.edges,
        rate=rate,
        share=share,
        at_once=gone / np.maximum(np.maximum(entries, gone), 1e-12),
        at_once_to=at_once / np.maximum(gone, 1e-12)[:, None],
    )


def _true_to_totals(rate: Floats, share: Floats, exits: Floats, days: Floats) -> tuple[Floats, Floats]:
    """Return rates and shares scaled so that over the exposure there was, each stage expects the exits that came.

    Drawing bins to their stage takes more from quick ages, where few days are spent, than it gives to slow ones.
    """
    came = exits.sum(axis=1)
    by_target = rate[:, :, None] * share
    for _ in range(3):
        expected = (by_target * days[:, :, None]).sum(axis=1)
        by_target *= ((came + PULL_OF_ALL * 0.1) / (expected + PULL_OF_ALL * 0.1))[:, None, :]
    total = by_target.sum(axis=2)
    return total, by_target / total[:, :, None]


@dataclass(frozen=True)
class Odds:
    """The chance of winning by stage and age."""

    hazards: Hazards
    leads_to: Floats  # stages × bins × targets: where a deal at the beginning of a bin will leave to
    entered: Floats  # per target, the chance of winning on entering it: stages, then 0 for lost, 1 for won

    def of(self, stage: Ints, age: Floats) -> Floats:
        """Return the chance of winning of deals that have been in a stage for some days."""
        h = self.hazards
        bin_ = np.maximum((h.edges[stage] <= age[:, None]).sum(axis=1) - 1, 0)
        last = h.edges.shape[1] - 1
        ends = np.where(bin_ < last, h.edges[stage, np.minimum(bin_ + 1, last)], np.inf)
        stays = np.where(np.isfinite(ends), np.exp(-h.rate[stage, bin_] * (ends - age)), 0.0)
        here = h.share[stage, bin_] @ self.entered
        later = self.leads_to[stage, np.minimum(bin_ + 1, last)] @ self.entered
        chance: Floats = np.clip((1 - stays) * here + stays * later, 0.0, 1.0)
        return chance


def odds_of(hazards: Hazards) -> Odds:
    """Work out the chance of winning from the hazards; deals that go back are followed however often they do."""
    stages, bins = hazards.rate.shape
    leads_to = np.empty((stages, bins, stages + 2))
    follows = hazards.share[:, -1]
    for b in range(bins - 1, -1, -1):
        ends = hazards.edges[:, b + 1] if b + 1 < bins else np.full(stages, np.inf)
        length = np.where(
            np.isfinite(ends), ends - np.where(np.isfinite(hazards.edges[:, b]), hazards.edges[:, b], 0), np.inf
        )
        stays = np.exp(-hazards.rate[:, b] * length)[:, None]
        follows = leads_to[:, b] = (1 - stays) * hazards.share[:, b] + stays * follows
    passing = hazards.at_once[:, None]
    from_entry = passing * hazards.at_once_to + (1 - passing) * leads_to[:, 0]
    moves, wins = from_entry[:, :stages], from_entry[:, stages + 1]
    chance = np.linalg.solve(np.eye(stages) * (1 + 1e-9) - moves, wins)
    return Odds(hazards, leads_to, np.r_[np.clip(chance, 0.0, 1.0), 0.0, 1.0])
