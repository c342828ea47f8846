"""What the models see of a piece of a note, as short names of facts."""

import re
from datetime import date
from functools import cached_property

from genjin.text.dates import FoundDate
from genjin.text.notes.context import Context
from genjin.text.notes.pieces import Piece

_WE = re.compile(r"(?:那|所以|然后|另外|就)?(?:我们|我方|我司|咱们?|我)")
_ASKED = re.compile(r"[让请叫要](?:我们|我方|我司|咱们?|我)")
_EXPECTS = re.compile(r"争取|希望|预期|目标|期望|以便|力争|确保|看能不能|打消|消除")
_SUPPOSED = re.compile(r"如果|要是|万一|若|假如|倘若|\bif\b", re.IGNORECASE)
_DONE = re.compile(r"[了过]$|已经?|完毕|完成了")
_PLAN = re.compile(r"准备|打算|计划|拟|争取|需要|得|要|再|先|负责|牵头|跟进|安排|will|to |need")
_NAMED = re.compile(r"[DPCK\W]|负责人?|责任人")
LONGEST = 3


class Facts:
    """The facts about the pieces of one note; what several questions need is worked out once."""

    def __init__(self, note: Context) -> None:
        self.note = note

    @cached_property
    def words(self) -> list[str]:
        """The words of each piece with its names masked, between marks for its two ends."""
        return [f"^{self.note.masked(piece.start, piece.end).lower()}$" for piece in self.note.pieces]

    @cached_property
    def cues(self) -> list[list[str]]:
        """The dates, doers and small words of each piece."""
        return [_cues(self.note, piece) for piece in self.note.pieces]

    def of_step(self, place: int, *, after_step: bool) -> list[str]:
        """Return what tells whether a piece is a next step; ``after_step``: the one before is."""
        piece, cues = self.note.pieces[place], self.cues[place]
        facts = [*_runs(self.words[place]), *self._surroundings(place), *cues]
        facts += [f"{cue}&{piece.section}" for cue in cues]
        if after_step:
            facts += ["after step", *(f"after&{cue}" for cue in cues)]
            if self.note.pieces[place - 1].sentence == piece.sentence:
                facts.append("goes on")
        return facts

    def of_objection(self, place: int) -> list[str]:
        """Return what tells whether the customer objects in a piece."""
        piece = self.note.pieces[place]
        facts = [*_runs(self.words[place]), *self.cues[place]]
        facts += [f"section {piece.section}", f"quoted {piece.quoted}", *self._speaker(piece)]
        if place:
            before = self.words[place - 1]
            facts += [f"before {before[-3:]}", f"before {before[-2:]}"]
            if self.note.pieces[place - 1].sentence == piece.sentence:
                facts += [f"before {before[i : i + 2]}" for i in range(len(before) - 1)]
        return facts

    def _surroundings(self, place: int) -> list[str]:
        pieces = self.note.pieces
        piece, last = pieces[place], len(pieces) - 1
        facts = [f"section {piece.section}", f"quoted {piece.quoted}", f"marked {piece.marked}", *self._speaker(piece)]
        facts += ["first"] if place == 0 else []
        facts += ["last"] if place == last else []
        facts.append(f"third {min(2, 3 * place // (last + 1))}")
        for step in (-1, 1):
            if 0 <= place + step <= last:
                same = pieces[place + step].sentence == piece.sentence
                facts += [f"{step}{same} {cue}" for cue in self.cues[place + step]]
        return facts

    def _speaker(self, piece: Piece) -> list[str]:
        if not piece.speaker:
            return []
        ours = piece.speaker in {"我", "me", "Me"} or piece.speaker in self.note.roster
        return ["said by us" if ours else "said by them"]


def _runs(words: str) -> list[str]:
    return [words[i : i + length] for length in range(1, LONGEST + 1) for i in range(len(words) - length + 1)]


def _cues(note: Context, piece: Piece) -> list[str]:
    words = piece.text
    masked = note.masked(piece.start, piece.end)
    cues = [f"due {lies(when, note.today)}" for when in note.dates_in(piece.start, piece.end)]
    checks = (
        ("ours first", masked.lstrip("由请让已等").startswith("P") or masked.startswith("DP")),
        ("ours", "P" in masked),
        ("contact first", masked.startswith("C")),
        ("we", bool(_WE.match(words))),
        ("asked", bool(_ASKED.search(words))),
        ("expects", bool(_EXPECTS.match(words))),
        ("supposed", bool(_SUPPOSED.search(words))),
        ("done", bool(_DONE.search(words))),
        ("plan", bool(_PLAN.search(words))),
        ("date first", masked.startswith("D")),
        ("only named", not _NAMED.sub("", masked)),
        ("asks", words.endswith(("吗", "呢", "没", "不")) or note.text[piece.end : piece.end + 1] in {"？", "?"}),
    )
    return cues + [name for name, holds in checks if holds]


def lies(when: FoundDate, today: date) -> str:
    """Return how a date lies: today, ahead, behind, or a stretch that is not over."""
    if when.first != when.last and when.last >= today:
        return "stretch"
    return "ahead" if when.first > today else "today" if when.first == today else "behind"
