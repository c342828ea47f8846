"""The text of a note cut into stretches, each with the parts that it was used for."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Mark:
    """A half-open span of the text that tells a part; `kind` is its colour: `fact`, `step`, `pos`, `neg`."""

    part: str
    start: int
    end: int
    kind: str = "fact"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some words of the text. `parts` are the parts that they tell, divided by blanks; nothing for plain text."""

    text: str
    parts: str
    kind: str


# what shows where several parts meet
_STRONGEST = ("neg", "pos", "step", "fact")


def stretches(text: str, marks: Sequence[Mark]) -> list[Stretch]:
    """Return the whole text as stretches, in order; joined they are the text again."""
    edges = sorted({0, len(text), *(edge for mark in marks for edge in (mark.start, mark.end))})
    found = []
    for start, end in pairwise(edges):
        here = [mark for mark in marks if mark.start <= start and end <= mark.end]
        kinds = {mark.kind for mark in here}
        kind = next((kind for kind in _STRONGEST if kind in kinds), "")
        parts = " ".join(dict.fromkeys(mark.part for mark in here))
        found.append(Stretch(text[start:end], parts, kind))
    return found
