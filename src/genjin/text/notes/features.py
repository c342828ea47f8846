"""What the models see of a piece of a note, as short names of facts."""

import re
from collections.abc import Collection
from datetime import date
from functools import cached_property
from itertools import combinations

from genjin.text.dates import FoundDate
from genjin.text.notes.channels import FoundChannel
from genjin.text.notes.contact_days import FoundDay
from genjin.text.notes.context import Context
from genjin.text.notes.doubt_words import groups_in
from genjin.text.notes.pieces import Piece

_WE = re.compile(r"(?:那|所以|然后|另外|就)?(?:我们|我方|我司|咱们?|我)")
_ASKED = re.compile(r"[让请叫要](?:我们|我方|我司|咱们?|我)")
_EXPECTS = re.compile(r"争取|希望|预期|目标|期望|以便|力争|确保|看能不能|打消|消除")
_SUPPOSED = re.compile(r"如果|要是|万一|若|假如|倘若|\bif\b", re.IGNORECASE)
_DONE = re.compile(r"[了过]$|已经?|完毕|完成了")
_PLAN = re.compile(r"准备|打算|计划|拟|争取|需要|得|要|再|先|负责|牵头|跟进|安排|will|to |need")
_INTERNAL = re.compile(
    r"内部(?:会|讨论|评审|策略|复盘|通报|沟通|例会|碰|开|研讨)|自己内部|公司内部|团队(?:说|过|碰|开)|复盘|仅我方|未邀请客户|[（(]内部"
    r"|风险预判|\binternal\b",
    re.IGNORECASE,
)
_SUMMARY = re.compile(r"周报|月报|小结|总结|本周|本月|盘点|回顾|大事记|汇总|要点|weekly|summary", re.IGNORECASE)
_DEED = re.compile(
    r"发|给|提交|提供|整理|准备|安排|约|拜访|打电话|联系|跟进|跟踪|确认|完成|出具?|做|寄|带|处理|补|报|写|更新|改|交|送|拿|找|去|见|谈|开|搭|回复|回访|答复"
    r"|汇报|汇总|请|组织|召开|编|落实|核|查|摸|问|催|测|调|培训|演示|参加|参观|讲|签|盖|付|推|协调|沟通|对接|碰|陪|办|买|装|修|验|算|评估|制定|反馈|邀|申请"
    r"|\b(?:send|share|prepare|update|check|arrange|schedule|set up|call|visit|follow|submit|provide|draft|confirm|fix"
    r"|deliver|build|review|book|meet|get|finish|revise|sync)\b"
)
_DONE_BEHIND = re.compile(r"[\u4e00-\u9fff]?[了过完]")
_BEFORE_DEED = {
    "behind day": re.compile(r"d前?之?(?:内|左右)?$"),
    "behind doer": re.compile(r"p$|pd$"),
    "behind me": re.compile(r"我们?d?(?:再|先|就|去|得|要|会)?$|咱们?$"),
    "behind contact": re.compile(r"c$|cd$|[他她]们?d?$"),
    "behind will": re.compile(
        r"(?:得|要|需要?|先|再|打算|准备|计划|答应|承诺|安排|尽快|会|去|来|记得|别忘了|负责|will|to) ?$"
    ),
    "behind asking": re.compile(r"[让请叫要](?:我们?|咱们?|我方|我司)(?:[^，]{0,6})$"),
}
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

    @cached_property
    def deeds(self) -> list[list[str]]:
        """What each piece says of something to be done: its verb and where that stands."""
        return [_deeds(words) for words in self.words]

    @cached_property
    def groups(self) -> list[list[str]]:
        """The groups of doubt, demand and praise that each piece has words of."""
        return [groups_in(piece.text) for piece in self.note.pieces]

    def of_step(self, place: int, *, after_step: bool) -> list[str]:
        """Return what tells whether a piece is a next step; ``after_step``: the one before is."""
        piece, cues = self.note.pieces[place], self.cues[place]
        facts = [*_runs(self.words[place]), *self._surroundings(place), *cues, *self.deeds[place]]
        facts += [f"{deed}&{cue}" for deed in self.deeds[place] for cue in cues]
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
        groups = self.groups[place]
        facts += [f"group {name}" for name in groups] + [f"groups {min(len(groups), 4)}"]
        facts += [f"group {one}&{two}" for one, two in combinations(groups, 2)]
        facts += [f"quoted {piece.quoted}&{name}" for name in groups] + [f"{piece.section}&{name}" for name in groups]
        for step in (-1, 1):
            if 0 <= place + step < len(self.groups) and self.note.pieces[place + step].sentence == piece.sentence:
                facts += [f"group {step} {name}" for name in self.groups[place + step]]
        if place:
            before = self.words[place - 1]
            facts += [f"before {before[-3:]}", f"before {before[-2:]}"]
            if self.note.pieces[place - 1].sentence == piece.sentence:
                facts += [f"before {before[i : i + 2]}" for i in range(len(before) - 1)]
        return facts

    def of_day(self, day: FoundDay, steps: Collection[int]) -> list[str]:
        """Return what tells whether a day is the contact's; ``steps`` are the pieces that are next steps."""
        facts = self._place(day.start, day.end, steps)
        gone = (self.note.today - day.day).days
        kind = "named" if day.named else "now"
        facts += [
            kind,
            f"{kind} {self.note.text[day.start : day.end]}" if not day.named else f"gone {min(gone, 15) // 3}",
        ]
        facts += ["alone"] if len(self.note.days) == 1 else []
        facts += ["earliest"] if day == self.note.days[0] else []
        facts += [f"{kind}&{fact}" for fact in facts if fact.startswith(("piece", "in step", "section", "internal"))]
        return facts

    def of_channel(self, hit: FoundChannel, steps: Collection[int]) -> list[str]:
        """Return what tells whether a word is the contact's channel; ``steps`` are the pieces that are next steps."""
        word = self.note.text[hit.start : hit.end].lower()
        facts = [hit.channel, f"word {word}"]
        place = self._place(hit.start, hit.end, steps)
        facts += [*place, *(f"{hit.channel}&{fact}" for fact in place if not fact.startswith(("<", ">")))]
        facts += [f"{hit.channel}{fact}" for fact in place if fact.startswith(("<", ">")) and len(fact) < 4]
        facts += [f"beside {hit.channel} {other}" for other in {other.channel for other in self.note.channels}]
        first = next(other for other in self.note.channels if other.channel == hit.channel)
        facts += [f"first {hit.channel}"] if first == hit else []
        return facts

    def _place(self, start: int, end: int, steps: Collection[int]) -> list[str]:
        """Return where a word of the note stands and what stands beside it."""
        note = self.note
        number = note.piece_at(start)
        facts = [f"piece {min(number, 4)}", f"sentence {min(note.pieces[number].sentence, 2) if note.pieces else 0}"]
        if note.pieces:
            piece = note.pieces[number]
            facts += [f"section {piece.section}", f"quoted {piece.quoted}", *self._speaker(piece)]
            facts += ["in step"] if number in steps else []
            facts += ["begins"] if start - piece.start < 2 else []
            facts += ["whole"] if end - start >= len(piece.text) - 2 else []
            facts += [f"has {cue}" for cue in self.cues[number]]
            facts += [f"piece length {min(len(piece.text) // 8, 4)}"]
        facts += [f"internal {bool(_INTERNAL.search(note.text))}", f"contacts {bool(note.people.contacts)}"]
        facts += [f"summary {bool(_SUMMARY.search(note.text[:40]))}", f"chat {self.chat}"]
        before, after = note.masked(max(0, start - 8), start)[-4:], note.masked(end, end + 10)[:6]
        facts += [f"<{before[i:]}" for i in range(len(before))] + [f"<<{c}" for c in before]
        facts += [f">{after[: i + 1]}" for i in range(min(4, len(after)))] + [f">>{c}" for c in after]
        return facts

    @cached_property
    def chat(self) -> bool:
        """Whether several speak by turns."""
        return len({piece.speaker for piece in self.note.pieces if piece.speaker}) > 1

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


def _deeds(words: str) -> list[str]:
    """Return the facts about the first verb that something to be done may have."""
    found = _DEED.search(words)
    if not found:
        return []
    before = words[1 : found.start()]
    facts = ["deed", "deed done" if _DONE_BEHIND.match(words, found.end()) else "deed open"]
    facts += [f"deed {place}" for place, pattern in _BEFORE_DEED.items() if pattern.search(before)]
    return facts if before else [*facts, "deed first"]


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
