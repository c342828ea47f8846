"""What a next step says, when its day, its doer and what introduces it are taken out."""

import re
from collections.abc import Sequence

from genjin.text.notes.context import Context
from genjin.text.notes.pieces import Piece
from genjin.text.notes.proposal import Placed, Span
from genjin.text.notes.step_words import INNER_EXPECTATION, LEAD, TAIL


def content_of(note: Context, piece: Piece, gone: Sequence[Span]) -> list[Span]:
    """Return the piece's words without day, doer and what introduces them."""
    parts: list[Span] = []
    at = piece.start
    for start, end in sorted(gone):
        if piece.start <= start and end <= piece.end:
            parts.append((at, start))
            at = end
    parts.append((at, piece.end))
    kept: list[Span] = []
    for i, (start, end) in enumerate(parts):
        span = _bare(note.text, start, end, first=not kept, all_of_it=i < len(parts) - 1)
        kept += [span] if span[0] < span[1] else []
    return kept


_EDGES = ' \t\u3000，,、；;：:。（(）)【】[]—–-/／“”".'


def _bare(text: str, start: int, end: int, *, first: bool, all_of_it: bool) -> Span:
    """Return a span without what introduces it and what hangs behind; a day or doer follows ``all_of_it``."""
    while start < end:
        lead = LEAD.match(text, start, end) if first else None
        if lead and start < lead.end() and (lead.end() < end or all_of_it):
            start = lead.end()
        elif text[start] in _EDGES.replace("“", ""):
            start += 1
        else:
            break
    while start < end:
        tail = TAIL.search(text[start:end])
        if tail and tail.end() > tail.start():
            end = start + tail.start()
        elif text[end - 1] in "（(，,、；;：:—–-/／ \u3000" or (
            text[end - 1] in "）)" and not re.search("[（(]", text[start:end])
        ):
            end -= 1
        else:
            break
    return start, end


def joined(text: str, spans: Sequence[Span]) -> str:
    """Return the words of the spans as one text."""
    words = ""
    for start, end in spans:
        part = text[start:end]
        words += (" " if words and words[-1].isascii() and part[:1].isascii() and words[-1].isalnum() else "") + part
    return words.strip()


def inner_expectation(note: Context, spans: list[Span], content: str) -> tuple[Placed[str] | None, list[Span], str]:
    """Part a result from the content where one piece holds both: 去跟他们解释一下看能不能补材料."""
    last = spans[-1]
    found = INNER_EXPECTATION.search(note.text[last[0] : last[1]])
    if not found or (found.start() < 3 and len(spans) == 1):
        return None, spans, content
    cut = last[0] + found.start()
    start = last[0] + found.end()
    kept = [*spans[:-1], *([(last[0], cut)] if found.start() else [])]
    return Placed(note.text[start : last[1]], start, last[1]), kept, joined(note.text, kept)
