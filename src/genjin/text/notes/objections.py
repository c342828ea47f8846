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
    r"(?:但是?|不过|然后|还|又|也|就|另外|同时|而且|另|却|便|当场|当面|直接|私下|一直|反复|说|说是|表示|提出|提到|认为"
    r"|觉得|指出|反映|强调|告知|坦言|直言|称|讲|抱怨说?|吐槽|追问"
    r"|问|担心的是|提|地|his concern is|said|says|that)+[:：，, “\"]*",
    re.IGNORECASE,
)


def find_objections(note: Context, facts: Facts, steps: Occupied) -> list[Placed[str]]:
    """Return the objections in order; ``steps`` are the characters of next steps."""
    model = decider("objections")
    found = []
    for place, piece in enumerate(note.pieces):
        if steps.touches(piece.start, piece.end):
            continue
        if model.holds(facts.of_objection(place)):
            found.append(_own_words(note, piece))
    return found


def _own_words(note: Context, piece: Piece) -> Placed[str]:
    """Return the piece without the speaker and the verb of saying in front."""
    start = piece.start
    for name in note.contact_names:
        if note.text.startswith(name, start):
            start += len(name)
            break
    else:
        if found := re.match(r"[他她]们?|对方|客户", note.text[start : piece.end]):
            start += found.end()
    said = _SAID.match(note.text, start, piece.end)
    if said and piece.end - said.end() >= 4:
        start = said.end()
    elif start > piece.start:
        start = piece.start if piece.end - start < 4 else start
    end = piece.end
    return Placed(note.text[start:end], start, end)
