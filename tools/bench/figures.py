"""How a figure is measured, printed beside its goal, and kept."""

import statistics
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Any

ROUNDS, WARMING = 25, 3
# DESIGN §7: up to 100,000 rows the goals hold as they are, beyond within this factor
GOAL_ROWS, BEYOND = 100_000, 1.5


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure; `goal` is the most (`at_least`: the least) it may be, None where nothing is promised."""

    name: str
    value: float
    unit: str
    goal: float | None
    at_least: bool = False

    @property
    def is_met(self) -> bool:
        """Tell whether the goal is met, or none was set."""
        if self.goal is None:
            return True
        return self.value >= self.goal if self.at_least else self.value <= self.goal

    def __str__(self) -> str:
        sign = "≥" if self.at_least else "≤"
        goal = "" if self.goal is None else f"   goal {sign} {self.goal:.4g}{'' if self.is_met else '   MISSED'}"
        return f"  {padded(self.name, 52)} {self.value:9.1f} {self.unit:4}{goal}"


@dataclass(slots=True)
class Sheet:
    """The figures of one run, printed as they come."""

    rows: int
    figures: list[Figure] = field(default_factory=list)

    def put(
        self,
        name: str,
        value: float,
        unit: str,
        goal: float | None = None,
        *,
        at_least: bool = False,
        grows: bool = True,
    ) -> None:
        """Keep and print one figure against its goal; where it `grows` with the table, so does the goal."""
        if goal is not None and grows and self.rows > GOAL_ROWS:
            goal = goal / BEYOND if at_least else goal * BEYOND
        figure = Figure(name, value, unit, goal, at_least)
        self.figures.append(figure)
        print(figure, flush=True)

    def time(
        self,
        name: str,
        act: Callable[[int], object],
        *,
        goal: float | None = None,
        rounds: int = ROUNDS,
        before: Callable[[], object] = lambda: None,
    ) -> None:
        """Measure the median in milliseconds of some rounds, after some to warm up; `before` each is not counted."""
        spent = []
        for number in range(rounds + WARMING):
            before()
            began = time.perf_counter()
            act(number)
            spent.append((time.perf_counter() - began) * 1000)
        self.put(name, statistics.median(spent[WARMING:]), "ms", goal)

    def as_json(self) -> list[dict[str, Any]]:
        """Return the figures as plain values."""
        return [asdict(figure) for figure in self.figures]


def padded(text: str, width: int) -> str:
    """Fill a text with blanks; a Chinese character is two columns wide."""
    return text + " " * (width - sum(2 if ord(character) > 0x2E7F else 1 for character in text))
