"""How soon a team knows of decision signals and does something about them: figures of the team, never of a person.

The hours are those of DOMAIN §3 (`signal_kinds.py`), from the moment in which a signal was found. A team knows of a
signal once somebody said what it is; it has responded once something was made of it or the customer was met again.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import reduce
from operator import or_
from statistics import median_high

from django.db.models import Min, OuterRef, Q, QuerySet, Subquery

from genjin.activity.models import ActivityEvent
from genjin.core import clock
from genjin.planning.models import BuyingSignal, FollowUp, SignalState
from genjin.planning.queries.buying_signals import recent
from genjin.planning.signal_kinds import KINDS

WINDOW = timedelta(days=90)
# what was said long before it was written down is history brought in, and tells nothing of how soon a team knows
FRESH = timedelta(days=14)
MOST_SIGNALS, MOST_CONFIRMED = 2000, 500
IN_ONE_GO = timedelta(minutes=1)  # rows written within a minute are a table that was brought in
FEW = 5


@dataclass(frozen=True, slots=True)
class Times:
    """How long it took, over `count` signals; `median_hours` is None where more than half still wait."""

    count: int
    in_time: int
    median_hours: float | None

    @property
    def share(self) -> int:
        """Return the share within the hours, in per cent."""
        return round(100 * self.in_time / self.count) if self.count else 0

    @property
    def is_few(self) -> bool:
        """Tell whether so few signals say nothing yet."""
        return self.count < FEW


@dataclass(frozen=True, slots=True)
class Taken:
    """What happened to one signal: until when it should have, when it was found, and when it did."""

    found_at: datetime
    until: datetime
    at: datetime | None


def times_of(signals: Iterable[Taken], now: datetime) -> Times:
    """Return the times of signals; one that still waits counts as soon as its hours are over."""
    counted = [one for one in signals if one.at is not None or one.until < now]
    if not counted:
        return Times(0, 0, None)
    hours = [(one.at - one.found_at).total_seconds() / 3600 if one.at else float("inf") for one in counted]
    middle = median_high(hours)
    in_time = sum(one.at is not None and one.at <= one.until for one in counted)
    return Times(len(counted), in_time, None if middle == float("inf") else middle)


def awareness(signals: QuerySet[BuyingSignal], now: datetime) -> Times:
    """Return how soon it was said of signals of the last 90 days what they are, in one query."""
    rows = _fresh(signals, now).values_list("type", "polarity", "found_at", "observed_on", "decided_at")
    return times_of(_taken(rows[:MOST_SIGNALS]), now)


def response(signals: QuerySet[BuyingSignal], now: datetime) -> Times:
    """Return how soon confirmed signals of the last 90 days were followed by a deed, in two queries."""
    taken_up = ActivityEvent.objects.filter(
        target_type="buyingsignal", target_id=OuterRef("pk"), kind="signal.taken_up"
    )
    later = FollowUp.objects.filter(
        project=OuterRef("project"), deleted_at=None, logged_at__gt=OuterRef("found_at") + IN_ONE_GO
    )
    confirmed = list(
        _fresh(signals.filter(state=SignalState.CONFIRMED), now).values_list("pk", flat=True)[:MOST_CONFIRMED]
    )
    followed = BuyingSignal.objects.filter(pk__in=confirmed).annotate(
        made_at=Subquery(taken_up.order_by("pk").values("at")[:1]),
        met_at=Subquery(later.order_by().values("project").annotate(at=Min("logged_at")).values("at")[:1]),
    )
    rows = followed.values_list("type", "polarity", "found_at", "observed_on", "made_at", "met_at")
    return times_of(_taken((*row[:4], min(filter(None, row[4:]), default=None)) for row in rows), now)


def late_signals(signals: QuerySet[BuyingSignal], now: datetime) -> QuerySet[BuyingSignal]:
    """Return recent signals that nobody decided on within their hours, the worst first."""
    by_hours: dict[int, list[Q]] = {}
    for kind in KINDS.values():
        by_hours.setdefault(kind.hours, []).append(Q(type=kind.type, polarity=kind.polarity))
    late = [reduce(or_, kinds) & Q(found_at__lt=now - timedelta(hours=hours)) for hours, kinds in by_hours.items()]
    waiting = recent(signals.filter(reduce(or_, late), state=SignalState.NEW))
    return waiting.order_by("-severity", "-observed_on", "-pk")


def _fresh(signals: QuerySet[BuyingSignal], now: datetime) -> QuerySet[BuyingSignal]:
    since = now - WINDOW
    found = signals.filter(found_at__gte=since, observed_on__gte=clock.day_of(since - FRESH))
    return found.order_by("-observed_on", "-pk")


def _taken(rows: Iterable[Sequence[object]]) -> Iterable[Taken]:
    for kind, polarity, found_at, observed_on, at in rows:
        if clock.day_of(found_at) - observed_on <= FRESH:  # type: ignore[arg-type, operator]
            until = found_at + timedelta(hours=KINDS[kind, polarity].hours)  # type: ignore[operator, index]
            yield Taken(found_at, until, at)  # type: ignore[arg-type]
