"""Rules of the plan that need no database."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from genjin.core.working_days import working_days
from genjin.pipeline.models import Stage, StageMove
from genjin.planning.models import FollowUp
from genjin.planning.rhythm import usual_silence


@dataclass(frozen=True, slots=True)
class StagePeriod:
    """A time that a project spent in one stage; `left_on` is None while it is there."""

    stage: Stage
    entered_on: date
    left_on: date | None = None

    def days(self, today: date) -> int:
        """Return how many days it was there; the day of entering is the first."""
        return ((self.left_on or today) - self.entered_on).days + 1


def stage_periods(follow_ups: Iterable[FollowUp], moves: Iterable[StageMove]) -> Sequence[StagePeriod]:
    """Return the stages that a project went through, oldest first.

    Dated follow-ups tell them as well as moves by hand do; on one day the one written later counts.
    """
    told = [(row.happened_on, row.logged_at, row.pk, row.stage) for row in follow_ups if row.stage and row.happened_on]
    told += [(move.moved_on, move.created_at, move.pk, move.to_stage) for move in moves]
    periods: list[StagePeriod] = []
    for day, _at, _pk, stage in sorted(told, key=lambda entry: entry[:3]):
        if periods and periods[-1].stage == stage:
            continue
        if periods:
            periods[-1] = StagePeriod(periods[-1].stage, periods[-1].entered_on, day)
        periods.append(StagePeriod(stage, day))
    return periods


def working_days_by_stage(periods: Iterable[StagePeriod], last_day: date) -> dict[int, int]:
    """Return how many working days were spent in each stage up to a day, by the stage's id, however often it came back.

    The day of leaving is counted where the project went to.
    """
    spent: dict[int, int] = {}
    for period in periods:
        days = working_days(period.entered_on, period.left_on or max(last_day, period.entered_on))
        spent[period.stage.pk] = spent.get(period.stage.pk, 0) + days - (1 if period.left_on else 0)
    return {stage: max(0, days) for stage, days in spent.items()}


@dataclass(frozen=True, slots=True)
class Silence:
    """The customer has not answered for longer than usual; days are working days.

    `usual` is the customer's own rhythm where `is_own`, else the longest silence of the stage.
    """

    since: date
    days: int
    usual: int
    is_own: bool

    @property
    def is_long(self) -> bool:
        """Tell whether it is more than twice as long as usual."""
        return self.days > 2 * self.usual


def silence(days: Iterable[date], stage: Stage | None, today: date) -> Silence | None:
    """Return the silence since the last of the days on which the customer took part; None while it is usual.

    Where six gaps between them are known, three times their median is usual, else what the stage says (DOMAIN §2, P3).
    """
    known = set(days)
    if not known:
        return None
    own = usual_silence(known)
    usual = own if own is not None else stage.silence_days if stage else None
    silent = working_days(max(known) + timedelta(days=1), today)
    return Silence(max(known), silent, usual, own is not None) if usual is not None and silent > usual else None
