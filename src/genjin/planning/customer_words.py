"""The words of the customer in a row, in which signals are looked for: not our goals, actions and next steps."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from genjin.planning.models import LONGEST_EVIDENCE, FollowUp, Objection, SignalSource

# characters that are read of a row; a long record of a meeting has some thousand
MOST_READ = 5_000
CELLS = {"feedback", "objections", "note"}  # the cells of the plan table among them
PLAIN = (
    SignalSource.EXECUTION,
    SignalSource.FEEDBACK,
    SignalSource.CONSENSUS,
    SignalSource.DISAGREEMENT,
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A cell or one item of it: `text[start:end]` of the row's words."""

    column: SignalSource
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class CustomerWords:
    """What the customer said in one row, one piece after the other, a line break between them."""

    text: str
    pieces: Sequence[Piece]

    def place(self, start: int, end: int) -> tuple[SignalSource, str]:
        """Return the column in which a span stands, and its words there: a signal stands in one piece."""
        piece = max(self.pieces, key=lambda it: min(it.end, end) - max(it.start, start))
        words = self.text[max(piece.start, start) : min(piece.end, end)]
        return piece.column, words[:LONGEST_EVIDENCE]

    def column_of(self, words: str) -> SignalSource | None:
        """Return the column in which these words stand; None where they do not."""
        return next((it.column for it in self.pieces if words in self.text[it.start : it.end]), None)


def customer_words(row: FollowUp, objections: Iterable[Objection]) -> CustomerWords:
    """Return what the customer says in a row with these objections; no more than `MOST_READ` characters."""
    said = [(column, str(getattr(row, column))) for column in PLAIN]
    said += [(SignalSource.OBJECTIONS, objection.content) for objection in objections]
    said.append((SignalSource.NOTE, row.note))
    pieces: list[Piece] = []
    texts: list[str] = []
    at = 0
    for column, text in said:
        if text and at < MOST_READ:
            text = text[: MOST_READ - at]  # noqa: PLW2901  what is left unread is left out everywhere
            pieces.append(Piece(column, at, at + len(text)))
            texts.append(text)
            at += len(text) + 1
    return CustomerWords("\n".join(texts), pieces)
