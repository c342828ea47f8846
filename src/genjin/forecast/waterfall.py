"""What changed between two forecasts, deal by deal: every cent of the difference has one cause. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from genjin.forecast.periods import Period

Measure = Literal["weighted", "amount"]
Cause = Literal["new", "won", "lost", "pulled_in", "pushed_out", "up", "down"]
CAUSES: Final[tuple[Cause, ...]] = ("new", "won", "pulled_in", "up", "down", "pushed_out", "lost")


@dataclass(frozen=True, slots=True)
class Standing:
    """How one project stood: won on `day`, or open with `day` as the expected close. `cents` is 0 where not said."""

    is_won: bool
    cents: int
    day: date | None
    win: float = 1.0
    counts: bool = True  # the seller has not left it out


@dataclass(frozen=True, slots=True)
class Change:
    """What one project changed, and why."""

    project: int
    cause: Cause
    before: int
    after: int

    @property
    def cents(self) -> int:
        """Return the difference."""
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class Waterfall:
    """The sums at both ends and what leads from one to the other, the weightiest change first."""

    before: int
    after: int
    changes: tuple[Change, ...]

    def by_cause(self) -> dict[Cause, int]:
        """Return the sum of each cause; they sum to `after - before`."""
        found = dict.fromkeys(CAUSES, 0)
        for change in self.changes:
            found[change.cause] += change.cents
        return found


def worth(standing: Standing | None, period: Period, measure: Measure) -> int:
    """Return what a project counts in a period, in cents."""
    if standing is None or not period.holds(standing.day):
        return 0
    if standing.is_won:
        return standing.cents
    if not standing.counts:
        return 0
    return standing.cents if measure == "amount" else round(standing.cents * standing.win)


def waterfall(
    before: Mapping[int, Standing], after: Mapping[int, Standing], period: Period, measure: Measure
) -> Waterfall:
    """Return what changed between two states of the same projects. A project that is in neither counts nothing."""
    changes = []
    total_before = total_after = 0
    for project in before.keys() | after.keys():
        was, now = before.get(project), after.get(project)
        cents_before, cents_after = worth(was, period, measure), worth(now, period, measure)
        total_before += cents_before
        total_after += cents_after
        if cents_before != cents_after:
            changes.append(
                Change(project, _cause(was, now, period, cents_before, cents_after), cents_before, cents_after)
            )
    changes.sort(key=lambda change: (-abs(change.cents), change.project))
    return Waterfall(total_before, total_after, tuple(changes))


def _cause(was: Standing | None, now: Standing | None, period: Period, before: int, after: int) -> Cause:
    if was is None:
        return "won" if now is not None and now.is_won else "new"
    if now is None:
        return "lost"
    if now.is_won and not was.is_won:
        return "won"
    if period.holds(now.day) and not period.holds(was.day):
        return "pulled_in"
    if period.holds(was.day) and not period.holds(now.day):
        return "pushed_out"
    return "up" if after > before else "down"
