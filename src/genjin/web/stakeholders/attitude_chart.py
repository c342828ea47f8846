"""How a person's attitude went over time, as a drawing: numbers for an SVG, worked out here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from genjin.pipeline.models import Attitude, AttitudeFact
from genjin.pipeline.stakeholder_rules import observed_on
from genjin.web.formats import short_day

WIDTH, LEFT, TOP, STEP = 420, 64, 14, 24


@dataclass(frozen=True, slots=True)
class Point:
    """One fact: where it is drawn, and what it says."""

    x: int
    y: int
    colour: str
    words: str
    day: str


@dataclass(frozen=True, slots=True)
class AttitudeChart:
    """The drawing. `levels` are the five attitudes with the height of their line, best on top."""

    points: Sequence[Point]
    path: str
    levels: Sequence[tuple[int, str]]
    first: str
    last: str
    width: int = WIDTH
    height: int = TOP + 4 * STEP + 30


def attitude_chart(facts: Sequence[AttitudeFact], today: date) -> AttitudeChart:
    """Return the drawing of facts, oldest first; an attitude holds until the next one, up to today."""
    days = [observed_on(fact) for fact in facts]
    start, end = min(days, default=today), max([*days, today])
    span = max(1, (end - start).days)

    def across(day: date) -> int:
        return LEFT + 8 + round((WIDTH - LEFT - 20) * (day - start).days / span)

    points = [
        Point(
            across(day), _height(fact.attitude), f"a{fact.attitude}", str(fact.get_attitude_display()), day.isoformat()
        )
        for fact, day in zip(facts, days, strict=True)
    ]
    steps = [f"M{points[0].x} {points[0].y}", *(f"H{point.x}V{point.y}" for point in points[1:])] if points else []
    return AttitudeChart(
        points=points,
        path="".join([*steps, f"H{across(end)}"]) if points else "",
        levels=[(_height(value), str(label)) for value, label in reversed(Attitude.choices)],
        first=short_day(start, today),
        last=short_day(end, today),
    )


def _height(attitude: int) -> int:
    return TOP + (Attitude.COACH - attitude) * STEP
