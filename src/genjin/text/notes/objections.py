"""Doubts and objections of the customer, in the text's own words."""

import re

from genjin.text.notes.context import Context
from genjin.text.notes.deciding import decider
from genjin.text.notes.features import Facts
from genjin.text.notes.pieces import Piece
from genjin.text.notes.proposal import Placed
from genjin.text.occupied import Occupied

# Who says it and that he says it is not part of what is said.
_SAID = re.compile(
    r"(?:(?:就|主要|问题|唯独|只|唯一担心的|唯一的顾虑|最担心的)是|则|只(?=要)|only (?:worry|concern) is|但是?|不过"
    r"|可(?=[\u4e00-\u9fff])|并|然后|还|又|也|就|另外|同时|而且|另|却|便|当场|当面|直接|私下|一直|反复|说|说是|表示|提出|提到|认为|(?:的)?意[思见]是|觉得|指出|反映|强调|告知"
    r"|坦言|直言|称|讲|抱怨说?|吐槽|追问|问|担心的是|提|地|his concern is|said|says|that)+[:：，, “\"]*",
    re.IGNORECASE,
)


# Whoever speaks: 他们, 法务那边, 采购部, they.
_WHO = re.compile(
    r"(?:(?:那边|这边|方面)|[他她]们?|对方|客户|甲方|业主|院方|校方|厂方|行里|局里|[\u4e00-\u9fff]{1,4}(?:部|处|科|室|务|购|术|产|方)(?:那边|这边|的人)?"
    r"|(?i:they|he|she|her|his|their)\b)? ?(?:的)?"
)
CONTINUED = 0.5  # how much of the threshold does for what goes on an objection
LEAST = 4  # characters that say something
_BESIDES = re.compile(r"而且|并且|还有|另外|另|同时|二是|再有|他还|她还|还(?=[说嫌要问])|and\b|also\b", re.IGNORECASE)


def find_objections(note: Context, facts: Facts, steps: Occupied) -> list[Placed[str]]:
    """Return the objections in order; ``steps`` are the characters of next steps."""
    model = decider("objections")
    likely = [model.probability(facts.of_objection(place)) for place in range(len(note.pieces))]
    found: list[Placed[str]] = []
    last = -9
    for place, piece in enumerate(note.pieces):
        joins = last == place - 1 and _goes_on(note.pieces[last], piece)
        enough = model.threshold * (CONTINUED if joins else 1.0)
        if likely[place] < enough or steps.touches(piece.start, piece.end):
            continue
        if joins:
            found[-1] = Placed(note.text[found[-1].start : piece.end], found[-1].start, piece.end)
        else:
            found.append(_own_words(note, piece))
        last = place
    return found


def _goes_on(before: Piece, piece: Piece) -> bool:
    """Tell whether two neighbours are one objection: the same breath, and not "besides"."""
    return before.sentence == piece.sentence and before.quoted == piece.quoted and not _BESIDES.match(piece.text)


def _own_words(note: Context, piece: Piece) -> Placed[str]:
    """Return the piece without who says it and the verb of saying: 顾经理担心 keeps 担心, 法务说不行 keeps 不行."""
    start = piece.start
    for first, last, letter in note.marked_in(piece.start, piece.end):
        if first != start or letter not in "KC":
            break
        start = last
    who = _WHO.match(note.text, start, piece.end)
    behind = who.end() if who else start
    said = _SAID.match(note.text, behind, piece.end)
    start = said.end() if said else start
    while start < piece.end and note.text[start] in "：:，, -":
        start += 1
    start = start if piece.end - start >= LEAST else piece.start
    return Placed(note.text[start : piece.end], start, piece.end)
