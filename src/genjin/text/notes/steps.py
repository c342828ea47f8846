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
from genjin.text.notes.proposal import Placed, ProposedStep, Span

EXPECTATION = re.compile(
    r"(?:争取|希望能?|预期(?:结果)?(?:是|为)?|预计能?|目标(?:是|为)?|期望|以便于?|力争|确保|看(?:看)?能不能|看(?:看)?能否"
    r"|以求|为了?|in order to |so that |to get |expecting )[:：]?"
)
_RESULT = re.compile(r"(?:打消|消除|化解|锁定|促成|推动|换取|稳住)")
# What introduces a step and is not part of it.
_LEAD = re.compile(
    r"(?:[\s，,、：:；;。—–\-]+|然后|所以|那么?|因此|好的[，,]?|行[，,]|另外|答应|承诺|同意|约好?了?|回来|会后|并且?|同时|此外|后续|下一步|下步|下次|[上下中]午|早上|晚上|傍晚|[一二三四五六七八九十\d]{1,2}点半?|接下来|计划于?|计划|预计|打算|准备于?|拟于?|拟|定于|约定|约好|已约(?:好|定)?|双方约定|目前"
    r"|[让请叫要催](?:我们|我方|我司|咱们?|我)|由(?:我们|我方|我司|咱们?|我)|(?:我们|我方|我司|咱们?|我|本人|我本人|我这边|双方)(?![的])(?:跟|和|与)?(?:[他她]们?)?(?:自己|亲自|这边|会|要|得|再去|都)?"
    r"|于|在|最[晚迟]|不[晚迟]于|务必|需要?|得|已(?:经)?(?:让|安排|请|通知|要求)|安排|要求|责成|由|请|让|叫|派|麻烦|建议|就"
    r"|Next(?: step)?s?|Action|TODO|I will|I'll|We will|We'll|will|to(?= )|by|before|负责人?|责任人?|owner|ETA)",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"(?:[\s，,、：:；;。—–\-]+|吧|啊|呢|哈|，?责任人|，?负责人?|owner|ETA|by|before|on|due|完成时间|时间)$",
    re.IGNORECASE,
)
_NAMED_ONLY = re.compile(
    r"^(?:[\s，,、：:（()）/—–\-]|负责人?|责任人?|牵头|主责|owner|ETA|by|截止|完成|时间|预计|和|与|前)*$", re.IGNORECASE
)
_GIVEN_TO = re.compile(
    r"(?:由|让|请|叫|喊|派|安排|通知|要求|责成|麻烦|交给|指定|@|负责人?(?:是|为)?[:：]?"
    r"|责任人?(?:是|为)?[:：]?|owner[:：]? ?|牵头人?[:：]?|—+|--+|[（(/／]) ?$",
    re.IGNORECASE,
)
_WITH = re.compile(r"(?:找|问|跟|给|向|陪|约|同|对|帮|教|接|见|告诉|发给?|寄给?|转给?|抄送|替|听|为|把|被|的) ?$")
_ALONGSIDE = re.compile(r"^(?:我|我们|本人)[和与跟、] ?$")
_TOGETHER = re.compile(r"P(?:也)?(?:一起|一同|陪同|同去|参加|同行)(?:去|参加)?")
MOST_NAMES = 20  # in one piece: more is a list, not a step with its doer
_WE = re.compile(r"我|咱")
_ASKS = re.compile(r".{0,4}?(?:[让请叫要催]|希望|建议|同意|约|邀|提醒|点名|告诉|想|说|问)")


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
        elif _only_names(note, piece):
            if close:
                drafts[-1].named.append(piece)
                last_place = place
            else:
                waiting.append(piece)
        elif is_step:
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
    return Placed(piece.text, piece.start, piece.end) if _RESULT.match(piece.text) else None


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
    return bool(marks) and bool(_NAMED_ONLY.match(words))


def _goes_on(note: Context, draft: _Draft, piece: Piece) -> bool:
    """Tell whether a piece adds to the step before it rather than beginning one.

    It has no doer of its own, and a day only where none was said: 联系总部申请演示机，4月10日前到厂.
    """
    if draft.pieces[-1].sentence != piece.sentence or re.match(r"我|咱|另|再", piece.text):
        return False
    if any(letter == "P" for _, _, letter in note.marked_in(piece.start, piece.end)):
        return bool(_TOGETHER.fullmatch(note.masked(piece.start, piece.end)))
    if not note.dates_in(piece.start, piece.end):
        return True
    return _due(note, draft.pieces + draft.named) is None and note.masked(piece.start, piece.end).startswith("D")


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
    owner = next((found for piece in pieces if (found := _owner(note, piece))), None) or _pronoun(note, pieces[0])
    if owner is None and draft.after and not _WE.search(pieces[0].text):
        owner = _step_owner(note, draft.after)
    gone = [(due.start, due.end)] if due else []
    gone += [(owner.start, owner.end)] if owner else []
    spans = [span for piece in draft.pieces for span in _content(note, piece, gone)]
    content = _joined(note.text, spans)
    if not content:
        return None
    ends = [(piece.start, piece.end) for piece in pieces]
    if draft.expected:
        ends.append((draft.expected.start, draft.expected.end))
    expected = draft.expected
    if expected is None and len(draft.pieces) == 1:
        expected, spans, content = _inner_expectation(note, spans, content)
    return ProposedStep(
        content, tuple(spans), owner or shared, due, expected, min(a for a, _ in ends), max(b for _, b in ends)
    )


def _step_owner(note: Context, draft: _Draft) -> Placed[str] | None:
    """Return who does the step before in the same sentence: 李娜明天去买标书，17日前写完商务部分."""
    own = next((found for piece in [*draft.pieces, *draft.named] if (found := _owner(note, piece))), None)
    return own or (_step_owner(note, draft.after) if draft.after else None)


def _pronoun(note: Context, piece: Piece) -> Placed[str] | None:
    """Return the only contact of the note where he or she is to do it: 周五她把标书发过来."""
    found = re.match(
        r"D?[他她](?![们那这俩])(?![说让请叫要催想问]|希望|提醒|建议)", note.masked(piece.start, piece.end)
    )
    if not found or len(note.contact_names) != 1:
        return None
    contact = note.people.contacts[0]
    return Placed(contact.name, contact.start, contact.end)


def _inner_expectation(note: Context, spans: list[Span], content: str) -> tuple[Placed[str] | None, list[Span], str]:
    """Part a result from the content where one piece holds both: 去跟他们解释一下看能不能补材料."""
    last = spans[-1]
    found = re.search(
        r"(?:看能不能|看能否|看看能不能|争取|以便|希望能?|力争|so that )(?=.{2})", note.text[last[0] : last[1]]
    )
    if not found or (found.start() < 3 and len(spans) == 1):
        return None, spans, content
    cut = last[0] + found.start()
    start = last[0] + found.end()
    kept = [*spans[:-1], *([(last[0], cut)] if found.start() else [])]
    return Placed(note.text[start : last[1]], start, last[1]), kept, _joined(note.text, kept)


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
        if again and not _ASKS.match(note.text[piece.start + len(name) : piece.end]):
            return Placed(name, piece.start, piece.start + len(name))
    return None


def _does(note: Context, piece: Piece, start: int, end: int) -> bool:
    before = note.text[piece.start : start]
    for when in note.dates_in(piece.start, start):
        if when.end <= start:
            before = before.replace(note.text[when.start : when.end], "")
    before = before.strip(" \u3000")
    if not before or _GIVEN_TO.search(before) or _ALONGSIDE.match(before):
        return True
    if _WITH.search(before):
        return False
    after = note.text[end : piece.end]
    if re.match(r"负责|牵头|主责|跟进|来|去|参加|整理|准备|准?备|出|提交|完成|做|写|盯", after):
        return True
    return not _LEAD.sub("", before) or end == piece.end or after[:1] in {"）", ")"}


def _content(note: Context, piece: Piece, gone: Sequence[Span]) -> list[Span]:
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
        lead = _LEAD.match(text, start, end) if first else None
        if lead and start < lead.end() and (lead.end() < end or all_of_it):
            start = lead.end()
        elif text[start] in _EDGES.replace("“", ""):
            start += 1
        else:
            break
    while start < end:
        tail = _TAIL.search(text[start:end])
        if tail and tail.end() > tail.start():
            end = start + tail.start()
        elif text[end - 1] in "（(，,、；;：:—–-/／ \u3000" or (
            text[end - 1] in "）)" and not re.search("[（(]", text[start:end])
        ):
            end -= 1
        else:
            break
    return start, end


def _joined(text: str, spans: Sequence[Span]) -> str:
    words = ""
    for start, end in spans:
        part = text[start:end]
        words += (" " if words and words[-1].isascii() and part[:1].isascii() and words[-1].isalnum() else "") + part
    return words.strip()
