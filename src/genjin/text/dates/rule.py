"""A rule: one way of writing a date and what it means."""

from collections.abc import Callable
from dataclasses import dataclass
from re import Match
from typing import Literal

from genjin.text.dates.found import Context, Days

# anywhere: also in the middle of a sentence; clear: where its surroundings show that it is a date
# (3.15, 4/2); cell: only where the whole cell is a date.
Where = Literal["anywhere", "clear", "cell"]
CLEAR: Where = "clear"


@dataclass(frozen=True, slots=True)
class Rule:
    """A named pattern with the function that works out the days it stands for."""

    name: str
    pattern: str
    resolve: Callable[[Match[str], Context], Days | None]
    where: Where = "anywhere"
