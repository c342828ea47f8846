"""Where words stand in a text that may say them a little differently."""

import re

from genjin.text.notes.proposal import Span

_SENTENCE = re.compile(r"[^。！？!?；;\n\r]+")
LEAST_SHARED = 0.5  # of the pairs of characters of the words


def is_within(words: str, text: str) -> bool:
    """Tell whether the text says the words in their order, perhaps with others in between."""
    letters = iter(text)
    return all(letter in letters for letter in words if not letter.isspace())


def sentence_like(words: str, text: str) -> Span | None:
    """Return the sentence that says the words, or most of them; None where no sentence does."""
    pairs = _pairs(words)
    best, place = 0.0, None
    for found in _SENTENCE.finditer(text):
        said = found[0]
        share = 1.0 if words in said else len(pairs & _pairs(said)) / len(pairs) if pairs else 0.0
        if share > best:
            blank = len(said) - len(said.lstrip())
            best, place = share, (found.start() + blank, found.start() + len(said.rstrip()))
    return place if best >= LEAST_SHARED else None


def _pairs(words: str) -> set[str]:
    letters = "".join(words.split())
    return {letters[at : at + 2] for at in range(len(letters) - 1)}
