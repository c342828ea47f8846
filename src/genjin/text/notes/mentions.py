"""Where names stand in a note, however they are spelled: width, case and blanks do not count (MES二期, ＭＥＳ 二期)."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from genjin.text.notes.proposal import Placed

LEAST_SHARED = 3  # characters in a row that two Chinese names hardly share by chance


@dataclass(frozen=True, slots=True)
class Likeness:
    """How much of a name stands in a text: ``share`` of its characters in a row, 1.0 for all, and where."""

    name: str
    share: float
    start: int
    end: int


class Folded:
    """A text without blanks, in one width and case, that knows where each character stood."""

    def __init__(self, text: str) -> None:
        letters: list[str] = []
        self.places: list[int] = []
        for at, letter in enumerate(text):
            for one in unicodedata.normalize("NFKC", letter).casefold():
                if not one.isspace():
                    letters.append(one)
                    self.places.append(at)
        self.text = "".join(letters)

    def span(self, start: int, length: int) -> tuple[int, int]:
        """Return the half-open span in the text as it was."""
        return self.places[start], self.places[start + length - 1] + 1


def find_mentions(text: str, names: Iterable[str]) -> list[Placed[str]]:
    """Return every place where one of the names stands whole, in the order of the text."""
    folded = Folded(text)
    found = []
    for name in dict.fromkeys(names):
        key = Folded(name).text
        at = folded.text.find(key) if key else -1
        while at >= 0:
            found.append(Placed(name, *folded.span(at, len(key))))
            at = folded.text.find(key, at + len(key))
    return sorted(found, key=lambda place: (place.start, place.end))


def likeness(text: str, names: Sequence[str]) -> list[Likeness]:
    """Return the names of which at least three characters in a row stand in the text, the likest first.

    A longer stretch is likelier; of two names that share the same stretch neither is.
    """
    folded = Folded(text)
    found = []
    for name in dict.fromkeys(names):
        key = Folded(name).text
        length, at = _longest_shared(key, folded.text)
        if length and length >= min(LEAST_SHARED, len(key)):
            found.append((length, Likeness(name, length / len(key), *folded.span(at, length))))
    return [entry for _length, entry in sorted(found, key=lambda pair: (-pair[0], -pair[1].share))]


def _longest_shared(key: str, text: str) -> tuple[int, int]:
    """Return the length of the longest stretch of the key that stands in the text, and where it stands."""
    best, place = 0, 0
    for start in range(len(key)):
        while start + best < len(key) and (at := text.find(key[start : start + best + 1])) >= 0:
            best, place = best + 1, at
    return best, place
