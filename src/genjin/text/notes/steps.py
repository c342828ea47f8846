"""The next steps in a note: what, who, by when, and what is expected of it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from genjin.text.dates import FoundDate
from genjin.text.notes.context import Context
from genjin.text.notes.deciding import decider
from genjin.text.notes.features import Facts
from genjin.text.notes.pieces import Piece
from genjin.text.notes.proposal import Placed, ProposedStep
from genjin.text.notes.step_content import content_of, inner_expectation, joined
from genjin.text.notes.step_words import (
    ALONGSIDE,
    ASKS,
    DOES,
    EXPECTATION,
    GIVEN_TO,
    LEAD,
    NAMED_ONLY,
    OF_OWN,
    RESULT,
    TELLING,
    TOGETHER,
    WITH,
)

FAR = 40  # characters between a name and the pronoun that stands for it
MOST_NAMES = 20  # in one piece: more is a list, not a step with its doer


@dataclass(slots=True)
class _Draft:
    """Pieces that are one step, and what is known of it so far."""

    pieces: list[Piece]
    named: list[Piece] = field(default_factory=list)
    expected: Placed[str] | None = None
    after: "_Draft | None" = None


def find_steps(note: Context, facts: Facts) -> list[ProposedStep]:
    """Return the next steps in the order of the text."""
    drafts = _drafts(note, facts)
    shared = _shared_owner(note)
    steps = []
    for draft in drafts:
        step = _step(note, draft, shared)
        if step:
            steps.append(step)
    return steps


def judged(note: Context, facts: Facts) -> Iterator[tuple[int, Piece, bool]]:
    """Yield each piece with whether it is (part of) a next step."""
    model, before = decider("steps"), False
    for place, piece in enumerate(note.pieces):
        before = model.holds(facts.of_step(place, after_step=before))
        yield place, piece, before


def _drafts(note: Context, facts: Facts) -> list[_Draft]:
    drafts: list[_Draft] = []
    waiting: list[Piece] = []
    last_place = -9
    for place, piece, is_step in judged(note, facts):
        close = bool(drafts) and place == last_place + 1 and _same_item(drafts[-1], piece)
        if close and (found := _expectation(note, piece)) and not drafts[-1].expected:
            drafts[-1].expected = found
            last_place = place
        elif _only_names(note, piece) or (close and _says_who(note, piece)):
            if close:
                drafts[-1].named.append(piece)
                last_place = place
            else:
                waiting.append(piece)
        elif is_step or (close and _completes(note, drafts[-1], piece)):
            mine = [other for other in waiting if other.sentence == piece.sentence]
            if close and not mine and _goes_on(note, drafts[-1], piece):
                drafts[-1].pieces.append(piece)
            else:
                after = drafts[-1] if close and piece.sentence == drafts[-1].pieces[-1].sentence else None
                drafts.append(_Draft([piece], mine, after=after))
            last_place = place
        waiting = waiting if _only_names(note, piece) else []
    return drafts


def _same_item(draft: _Draft, piece: Piece) -> bool:
    last = (draft.named or draft.pieces)[-1]
    if last.sentence == piece.sentence:
        return True
    return piece.section == "owner" or bool(re.match(r"负责|责任|owner", piece.text, re.IGNORECASE))


def _expectation(note: Context, piece: Piece) -> Placed[str] | None:
    """Return the result that a piece says is expected of the step before it."""
    found = EXPECTATION.match(piece.text)
    if found:
        start = piece.start + found.end()
        return Placed(note.text[start : piece.end], start, piece.end) if start < piece.end else None
    return Placed(piece.text, piece.start, piece.end) if RESULT.match(piece.text) else None


def _marks(note: Context, piece: Piece) -> list[tuple[int, int]]:
    return [(start, end) for start, end, letter in note.marked_in(piece.start, piece.end) if letter in "DP"]


def _only_names(note: Context, piece: Piece) -> bool:
    """Tell whether a piece holds a doer or a day and nothing else."""
    marks = _marks(note, piece)
    words, at = "", piece.start
    for start, end in marks:
        words += note.text[at:start] if at <= start else ""
        at = max(at, end)
    words += note.text[at : piece.end]
    return bool(marks) and bool(NAMED_ONLY.match(words))


def _says_who(note: Context, piece: Piece) -> bool:
    """Tell whether a piece only says who does what the one before it says: 李娜去办, 张伟一起参加."""
    return bool(TOGETHER.fullmatch(note.masked(piece.start, piece.end)))


def _goes_on(note: Context, draft: _Draft, piece: Piece) -> bool:
    """Tell whether a piece adds to the step before it rather than beginning one.

    It has no doer of its own, and a day only where none was said: 联系总部申请演示机，4月10日前到厂.
    """
    if draft.pieces[-1].sentence != piece.sentence or OF_OWN.match(piece.text):
        return False
    if any(letter == "P" for _, _, letter in note.marked_in(piece.start, piece.end)):
        return False
    return not note.dates_in(piece.start, piece.end) or _completes(note, draft, piece)


def _completes(note: Context, draft: _Draft, piece: Piece) -> bool:
    """Tell whether a piece gives the step before it the day by which it is done: …，4月10日前到厂."""
    if draft.pieces[-1].sentence != piece.sentence or _due(note, draft.pieces + draft.named):
        return False
    words = note.masked(piece.start, piece.end)
    if not words.startswith("D") or "P" in words:
        return False
    first = note.dates_in(piece.start, piece.end)[0]
    return note.text[first.start : first.end].endswith(("前", "内", "底"))


def _shared_owner(note: Context) -> Placed[str] | None:
    """Return the one person that a heading makes responsible for everything: 【责任】陈思远."""
    named = [
        Placed(note.text[start:end], start, end)
        for piece in note.pieces
        if piece.section == "owner"
        for start, end, letter in note.marked_in(piece.start, piece.end)
        if letter == "P"
    ]
    return named[0] if len({found.value for found in named}) == 1 else None


def _step(note: Context, draft: _Draft, shared: Placed[str] | None) -> ProposedStep | None:
    pieces = [*draft.pieces, *draft.named]
    due = _due(note, pieces)
    owner = next((found for piece in pieces if (found := _owner(note, piece) or _told(note, piece))), None)
    owner = owner or _pronoun(note, pieces[0])
    if owner is None and draft.after and not OF_OWN.search(pieces[0].text):
        owner = _step_owner(note, draft.after)
    gone = [(due.start, due.end)] if due else []
    gone += [(owner.start, owner.end)] if owner else []
    spans = [span for piece in draft.pieces for span in content_of(note, piece, gone)]
    content = joined(note.text, spans)
    if not content:
        return None
    ends = [(piece.start, piece.end) for piece in pieces]
    if draft.expected:
        ends.append((draft.expected.start, draft.expected.end))
    expected = draft.expected
    if expected is None and len(draft.pieces) == 1:
        expected, spans, content = inner_expectation(note, spans, content)
    return ProposedStep(
        content, tuple(spans), owner or shared, due, expected, min(a for a, _ in ends), max(b for _, b in ends)
    )


def _step_owner(note: Context, draft: _Draft) -> Placed[str] | None:
    """Return who does the step before in the same sentence: 李娜明天去买标书，17日前写完商务部分."""
    own = next((found for piece in [*draft.pieces, *draft.named] if (found := _owner(note, piece))), None)
    return own or (_step_owner(note, draft.after) if draft.after else None)


def _told(note: Context, piece: Piece) -> Placed[str] | None:
    """Return which of ours is meant where 让他 or 请她 names nobody: the last one named before."""
    found = TELLING.search(piece.text)
    if not found:
        return None
    at = piece.start + found.start()
    before = [mark for mark in note.marks_before(at) if mark[2] in "PC"]
    if not before or before[-1][2] != "P" or at - before[-1][1] > FAR:
        return None
    return Placed(note.text[before[-1][0] : before[-1][1]], before[-1][0], before[-1][1])


def _pronoun(note: Context, piece: Piece) -> Placed[str] | None:
    """Return the only contact of the note where he or she is to do it: 周五她把标书发过来."""
    found = re.match(
        r"D?[他她](?![们那这俩])(?![说让请叫要催想问]|希望|提醒|建议)", note.masked(piece.start, piece.end)
    )
    if not found or len(note.contact_names) != 1:
        return None
    contact = note.people.contacts[0]
    return Placed(contact.name, contact.start, contact.end)


def _due(note: Context, pieces: Sequence[Piece]) -> Placed[date] | None:
    """Return the first day of the pieces that is not over; 中旬 is the 15th, another stretch no day."""
    for piece in pieces:
        for when in note.dates_in(piece.start, piece.end):
            if (day := _day(note, when)) and day >= note.today:
                return Placed(day, when.start, when.end)
    return None


def _day(note: Context, when: FoundDate) -> date | None:
    if when.first == when.last:
        return when.first
    if "中旬" in note.text[when.start : when.end]:
        return when.first.replace(day=15)
    return None


def _owner(note: Context, piece: Piece) -> Placed[str] | None:
    """Return who is to do it: ours where the words show a doer, a contact that begins the piece."""
    for start, end, letter in note.marked_in(piece.start, piece.end)[:MOST_NAMES]:
        if letter == "P" and _does(note, piece, start, end):
            return Placed(note.text[start:end], start, end)
    for name in note.contact_names:
        again = note.text.startswith(name, piece.start)
        if again and not ASKS.match(note.text[piece.start + len(name) : piece.end]):
            return Placed(name, piece.start, piece.start + len(name))
    return None


def _does(note: Context, piece: Piece, start: int, end: int) -> bool:
    before = note.text[piece.start : start]
    for when in note.dates_in(piece.start, start):
        if when.end <= start:
            before = before.replace(note.text[when.start : when.end], "")
    before = before.strip(" \u3000")
    if not before or GIVEN_TO.search(before) or ALONGSIDE.match(before):
        return True
    if WITH.search(before):
        return False
    after = note.text[end : piece.end]
    if DOES.match(after):
        return True
    return not LEAD.sub("", before) or end == piece.end or after[:1] in {"）", ")"}
