"""Colleagues named in a text: `@李娜请看` names 李娜, for Chinese puts no blank behind a name.

The roster decides where a name ends: the longest name that stands there is meant. An @ inside an e-mail address is none
of ours. The parts put together are the text, character for character.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

SIGN = re.compile("[@＠]")
IN_ADDRESS = re.compile(r"[A-Za-z0-9._%+-]")
IN_WORD = re.compile(r"[A-Za-z0-9_]")


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a text; `name` is the name of the roster that it mentions, "" where it mentions nobody."""

    text: str
    name: str = ""


def mention_parts(text: str, names: Iterable[str]) -> list[Part]:
    """Return the text in parts, the mentions with their sign as parts of their own."""
    roster = _by_beginning(names)
    parts: list[Part] = []
    done = 0
    for start, name in _mentions(text, roster):
        end = start + 1 + len(name)
        if start > done:
            parts.append(Part(text[done:start]))
        parts.append(Part(text[start:end], name))
        done = end
    if done < len(text):
        parts.append(Part(text[done:]))
    return parts


def mentioned_names(text: str, names: Iterable[str]) -> list[str]:
    """Return the names of the roster that the text mentions, each once, in the order of their first mention."""
    return list(dict.fromkeys(part.name for part in mention_parts(text, names) if part.name))


def _mentions(text: str, roster: Mapping[str, list[str]]) -> Iterator[tuple[int, str]]:
    """Yield where each mention begins, and the name meant; none begins inside the one before."""
    done = 0
    for sign in SIGN.finditer(text):
        start = sign.start()
        if start < done or (start and IN_ADDRESS.match(text[start - 1])):
            continue
        name = _name_at(text, sign.end(), roster)
        if name:
            yield start, name
            done = sign.end() + len(name)


def _name_at(text: str, at: int, roster: Mapping[str, list[str]]) -> str:
    """Return the longest name that stands there and is not the beginning of a longer word; "" if there is none."""
    for name in roster.get(_folded(text[at : at + 1]), ()):
        end = at + len(name)
        ends_inside = IN_WORD.match(name[-1]) and end < len(text) and IN_WORD.match(text[end])
        if not ends_inside and _folded(text[at:end]) == _folded(name):
            return name
    return ""


def _by_beginning(names: Iterable[str]) -> dict[str, list[str]]:
    """Return the names by their first character, the longest first."""
    found: dict[str, list[str]] = {}
    for name in sorted(set(names), key=lambda name: (-len(name), name)):
        if name.strip():
            found.setdefault(_folded(name[0]), []).append(name)
    return found


def _folded(text: str) -> str:
    """Return the text in one case, each character alone: none becomes two, so that lengths stay what they are."""
    return "".join(low if len(low := sign.lower()) == 1 else sign for sign in text)
