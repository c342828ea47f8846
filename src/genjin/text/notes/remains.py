"""What stays of a note as text when its steps, objections and risks have gone into cells of their own.

Nothing is lost: a part leaves the text only with the whole clause that it is, and only where its values hold what the
clause says. Everything else stays word for word.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from genjin.text.notes.headings import LABEL, section_of
from genjin.text.notes.proposal import Proposal, Span

_STOPS = "。！？!?…\n\r｜|"
_PAUSES = "，,；;"
_LEAD = re.compile(
    r"\s*(?:\d{1,2}[.．、)）](?!\d)|[①-⑳]|[(（](?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）]"
    r"|[一二三四五六七八九十]{1,3}[、.．]|[-–—•·●*])?[\s“「『\"]*"
)
_TAIL = re.compile(r"[\s”」』\")）]*")
_OWN_COLUMNS = {"steps", "objections", "risks"}
MOST_UNHELD = 4  # letters in a row that link the values of a step: 由, 之前, 希望能


@dataclass(frozen=True, slots=True)
class Part:
    """Something found in the text: its half-open span, and the spans of the words that its values hold."""

    start: int
    end: int
    held: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Remains:
    """The text that stays, and for each part the span that leaves the text with it; None where its words stay too."""

    text: str
    cuts: tuple[Span | None, ...]


def parts_of(found: Proposal) -> list[Part]:
    """Return the steps, the objections and the risks of a proposal, in this order."""
    parts = []
    for step in found.next_steps:
        values = (step.owner, step.due, step.expected)
        held = (*step.spans, *((value.start, value.end) for value in values if value))
        parts.append(Part(step.start, step.end, held))
    answered = (*found.objections, *found.risks)
    return parts + [Part(entry.start, entry.end, ((entry.start, entry.end),)) for entry in answered]


def remains(text: str, parts: Sequence[Part]) -> Remains:
    """Return what stays of the text; the parts may stand in any order."""
    cuts: dict[int, Span | None] = {}
    at = 0
    for number, part in sorted(enumerate(parts), key=lambda pair: (pair[1].start, pair[1].end)):
        cut = _cut(text, part, at)
        cuts[number] = cut
        at = cut[1] if cut else at
    spans = [span for span in cuts.values() if span]
    return Remains(_tidy(_without(text, spans)), tuple(cuts[number] for number in range(len(parts))))


def _cut(text: str, part: Part, at: int) -> Span | None:
    """Return what leaves the text with a part, from one clause to the next; nothing before ``at`` is there any more."""
    if part.start < at or not _holds_all(text, part):
        return None
    before = max((text.rfind(mark, 0, part.start) for mark in _STOPS + _PAUSES), default=-1)
    begins = before + 1
    after = min((found for mark in _STOPS + _PAUSES if (found := text.find(mark, part.end)) >= 0), default=len(text))
    if not _leads(text, begins, part.start) or not _TAIL.fullmatch(text, part.end, after):
        return None
    if before >= at and text[before] in _PAUSES:
        return before, after  # the sentence ends where the clause before ends
    end = after + 1 if after < len(text) and text[after] not in "\n\r" else after
    return max(begins, at), end


def _leads(text: str, begins: int, start: int) -> bool:
    """Tell whether nothing but a number, a bullet or the heading of its own column stands in front of a part."""
    label = LABEL.match(text, begins)
    if label and label.end() <= start and section_of(label) in _OWN_COLUMNS:
        begins = label.end()
    return _LEAD.fullmatch(text, begins, start) is not None


def _holds_all(text: str, part: Part) -> bool:
    """Tell whether the values hold what the words of a part say, but for small words that link them."""
    outside, at = [], part.start
    for start, end in sorted(part.held):
        outside.append(text[at:start] if at < start else "")
        at = max(at, end)
    outside.append(text[at : part.end])
    return all(len(run) <= MOST_UNHELD for words in outside for run in re.findall(r"\w+", words))


def _without(text: str, spans: Iterable[Span]) -> str:
    kept, at = [], 0
    for start, end in sorted(spans):
        kept.append(text[at:start])
        at = max(at, end)
    return "".join(kept) + text[at:]


def _tidy(text: str) -> str:
    """Return the text with one kind of line break, without empty lines and blanks at the ends of lines."""
    return "\n".join(line for line in (line.strip() for line in text.splitlines()) if line)
