"""Words that mean alike: the model learns from 砍 what 腰斩 means, though no training text says it."""

import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from genjin.text.detection.masks import COLLEAGUE, COMPETITOR, CUSTOMER, PERSON

WORDS = Path(__file__).with_name("concepts.txt")
SIGNS = (CUSTOMER, COLLEAGUE, PERSON, COMPETITOR)
A_COMPETITOR = "COMPN"  # the concept of words for competitors, which their names belong to as well
LONGEST_NAME = 20
REACH = 4  # how many concepts further on one still belongs together with this one


def concept_features(clause: str) -> list[int]:
    """Return the concepts of a clause, their ordered pairs and their neighbouring threes, as distinct numbers."""
    lines = list(_concepts(clause))
    found = set()
    for at, line in enumerate(lines):
        for first in line:
            found.add(first)
            for distance, later in enumerate(lines[at + 1 : at + 1 + REACH]):
                for second in later:
                    pair = first << 8 | second
                    found.add(1 << 24 | pair)
                    if distance < 2 and at + distance + 2 < len(lines):
                        found.update(2 << 24 | pair << 8 | third for third in lines[at + distance + 2])
    return sorted(found)


def plain(text: str) -> str:
    """Return a text without width and case, as long as it was; one digit for all."""
    return text.translate(_PLAIN)


class _Plain(dict[int, str]):
    def __missing__(self, code: int) -> str:
        character = chr(code)
        folded = unicodedata.normalize("NFKC", character).lower()
        if len(folded) != 1:
            folded = character
        self[code] = "0" if folded.isdigit() else folded
        return self[code]


_PLAIN = _Plain()


def _concepts(clause: str) -> Iterator[tuple[int, ...]]:
    """Yield the concepts of the known words from left to right, the longest word first, none overlapping."""
    words, longest = _lexicon()
    at = 0
    while at < len(clause):
        for length in range(min(longest.get(clause[at], 0), len(clause) - at), 0, -1):
            if concepts := words.get(clause[at : at + length]):
                yield concepts
                at += length
                break
        else:
            at += 1


@cache
def _lexicon() -> tuple[dict[str, tuple[int, ...]], dict[str, int]]:
    """Return the concepts of each word, and how long the longest word is that begins with a character."""
    words: dict[str, tuple[int, ...]] = {
        sign * length: (number,) for number, sign in enumerate(SIGNS, 201) for length in range(1, LONGEST_NAME)
    }
    numbers: dict[str, int] = {}
    for line in WORDS.read_text(encoding="utf-8").splitlines():
        concept, *alike = line.split()
        number = numbers.setdefault(concept, len(numbers) + 1)
        for word in alike:
            words[word] = tuple(dict.fromkeys((*words.get(word, ()), number)))
    for length in range(1, LONGEST_NAME):
        words[COMPETITOR * length] = (numbers[A_COMPETITOR], *words[COMPETITOR * length])
    longest: dict[str, int] = {}
    for word in words:
        longest[word[0]] = max(longest.get(word[0], 0), len(word))
    return words, longest
