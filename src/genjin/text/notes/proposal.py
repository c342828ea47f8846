"""What is proposed for a note: each part with the words it came from."""

from dataclasses import dataclass
from datetime import date
from typing import Generic, Literal, TypeVar

T = TypeVar("T")
Channel = Literal["phone", "email", "video", "visit", "demo", "exchange", "im", "other"]
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Placed(Generic[T]):
    """A value and the half-open span of the words that tell it."""

    value: T
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ProposedStep:
    """Something still to be done by either side. ``spans`` are the content's words, in order.

    ``start`` and ``end`` enclose everything of it: content, doer, day and expected result.
    """

    content: str
    spans: tuple[Span, ...]
    owner: Placed[str] | None
    due: Placed[date] | None
    expected: Placed[str] | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """A row of the plan table as far as the note tells it.

    ``asked`` are known customers between which the words do not decide; ``customer`` is then None.
    ``feedback`` are the passages that say what happened and was not placed elsewhere; ``rest`` are the spans of
    what nothing uses: punctuation, numbering, headings, small words. Every character of the note lies in one of the
    parts, in ``feedback`` or in ``rest``.
    """

    date: Placed[date] | None
    customer: Placed[str] | None
    asked: tuple[Placed[str], ...]
    channel: Placed[Channel] | None
    contacts: tuple[Placed[str], ...]
    next_steps: tuple[ProposedStep, ...]
    objections: tuple[Placed[str], ...]
    risks: tuple[Placed[str], ...]
    feedback: tuple[Placed[str], ...]
    rest: tuple[Span, ...]
