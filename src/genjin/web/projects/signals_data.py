"""The signals of a project: what waits for a decision, silence, and all of them on a line of time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet, prefetch_related_objects

from genjin.planning.models import BuyingSignal, FollowUp, SignalState
from genjin.planning.queries.buying_signals import count_by_state, worst_first
from genjin.planning.queries.silences import silence_of
from genjin.planning.signal_kinds import KINDS
from genjin.web.formats import short_day
from genjin.web.projects.project_page import ProjectPage
from genjin.web.signals.item_data import SignalItem, signal_items
from genjin.web.signals.marks import label_of
from genjin.web.signals.silence_words import silence_words

MOST_WAITING = 3
MOST_TOLD = 6
WIDTH, EDGE, MIDDLE, REACH = 420, 14, 44, 30
SPAN = timedelta(days=365)
AT_LEAST = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Dot:
    """One signal on the line of time, the stronger the farther from it; above it speaks for us."""

    x: int
    y: int
    css: str
    words: str


@dataclass(frozen=True, slots=True)
class Strip:
    """The line of time: `months` are its ticks with their names."""

    dots: Sequence[Dot]
    months: Sequence[tuple[int, str]]
    first: str
    last: str
    width: int = WIDTH
    height: int = 2 * MIDDLE + 16
    middle: int = MIDDLE


@dataclass(frozen=True, slots=True)
class ProjectSignals:
    """The module. `waiting` are new, `told` were confirmed; the counts are of all."""

    waiting: Sequence[SignalItem]
    told: Sequence[SignalItem]
    waiting_count: int
    told_count: int
    silence: str
    is_long: bool
    strip: Strip | None


def signals(page: ProjectPage) -> ProjectSignals:
    """Return what the module shows; nothing for the plan of an earlier day, to which signals do not belong."""
    counts = count_by_state(page.signals)
    waiting = worst_first(page.signals.filter(state=SignalState.NEW))[:MOST_WAITING]
    told = page.signals.filter(state=SignalState.CONFIRMED)[:MOST_TOLD]
    drawn = page.signals.exclude(state=SignalState.DISMISSED)
    silence = None
    if page.at is None and page.outcome is None:
        silence = silence_of(page.plan.of(FollowUp), page.plan.project)
    return ProjectSignals(
        waiting=_items(list(waiting), page),
        told=_items(list(told), page),
        waiting_count=counts.get(SignalState.NEW, 0),
        told_count=counts.get(SignalState.CONFIRMED, 0),
        silence=silence_words(silence) if silence else "",
        is_long=bool(silence and silence.is_long),
        strip=_strip(drawn, page.today),
    )


def _items(found: Sequence[BuyingSignal], page: ProjectPage) -> list[SignalItem]:
    rows = {row.pk: row for row in page.plan.of(FollowUp)}
    for signal in found:
        if signal.follow_up_id in rows:
            signal.follow_up = rows[signal.follow_up_id]
    prefetch_related_objects(found, "decided_by", "follow_up__logged_by")
    objections = {pk: getattr(row, "packed_objections", []) for pk, row in rows.items()}
    return signal_items(found, objections)


def _strip(found: QuerySet[BuyingSignal], today: date) -> Strip | None:
    """Return the drawing of at most the last year; None where there is nothing to draw."""
    shown = found.only("type", "polarity", "state", "observed_on", "evidence")
    recent = list(shown.filter(observed_on__range=(today - SPAN, today)))
    if not recent:
        return None
    start = min(*(it.observed_on for it in recent), today - AT_LEAST)
    days = (today - start).days

    kinds = {(it.type, it.polarity): it for it in recent}
    labels = {kind: label_of(it) for kind, it in kinds.items()}

    def across(day: date) -> int:
        return EDGE + round((WIDTH - 2 * EDGE) * (day - start).days / days)

    return Strip(
        dots=[_dot(it, across(it.observed_on), labels[it.type, it.polarity]) for it in recent],
        months=[(across(day), str(day.month)) for day in _firsts(start, today)],
        first=short_day(start, today),
        last=short_day(today, today),
    )


def _dot(signal: BuyingSignal, x: int, label: str) -> Dot:
    strength = KINDS[signal.type, signal.polarity].strength
    far = round(REACH * strength)
    kind = "pos" if signal.is_for_us else "neg"
    return Dot(
        x=x,
        y=MIDDLE - far if signal.is_for_us else MIDDLE + far,
        css=f"{kind} is-{signal.state}",
        words=f"{signal.observed_on.isoformat()} {label} {signal.evidence}",
    )


def _firsts(start: date, end: date) -> list[date]:
    """Return the first days of the months between two days."""
    found = []
    day = date(start.year + start.month // 12, start.month % 12 + 1, 1)
    while day <= end:
        found.append(day)
        day = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return found
