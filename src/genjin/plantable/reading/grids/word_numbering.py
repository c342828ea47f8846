"""The numbers that Word shows in front of list paragraphs and keeps out of their text."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from genjin.plantable.reading.package import local

_CHINESE: Final = "零一二三四五六七八九十"
_CIRCLED: Final = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


def value_of(element: etree._Element | None, name: str = "val") -> str:
    """An attribute by its local name, empty where there is none."""
    if element is None:
        return ""
    return next((str(value) for key, value in element.items() if local(key) == name or key == name), "")


def child(element: etree._Element | None, *path: str) -> etree._Element | None:
    """The first descendant along a path of local names."""
    for name in path:
        if element is None:
            return None
        element = next((each for each in element if local(each.tag) == name), None)
    return element


@dataclass(frozen=True, slots=True)
class _Level:
    kind: str
    pattern: str
    start: int


@dataclass(slots=True)
class Numbering:
    """Counts the lists of a document while its paragraphs pass by in order."""

    _levels: dict[str, dict[int, _Level]] = field(default_factory=dict)
    _styles: dict[str, tuple[str, int]] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)

    @classmethod
    def of(cls, numbering: etree._Element | None, styles: etree._Element | None) -> "Numbering":
        """Read from the parts numbering.xml and styles.xml, either of which may be missing."""
        found = cls()
        abstract: dict[str, dict[int, _Level]] = {}
        for element in numbering if numbering is not None else ():
            if local(element.tag) == "abstractNum":
                abstract[value_of(element, "abstractNumId")] = dict(_levels_of(element))
            elif local(element.tag) == "num":
                levels = abstract.get(value_of(child(element, "abstractNumId")), {})
                found._levels[value_of(element, "numId")] = levels
        for style in styles if styles is not None else ():
            number = child(style, "pPr", "numPr")
            if local(style.tag) == "style" and number is not None:
                level = value_of(child(number, "ilvl"))
                found._styles[value_of(style, "styleId")] = (value_of(child(number, "numId")), _whole(level))
        return found

    def label(self, paragraph: etree._Element) -> str:
        """What Word shows before this paragraph, with a blank behind it; empty outside lists."""
        properties = child(paragraph, "pPr")
        number = child(properties, "numPr")
        if number is not None:
            name, level = value_of(child(number, "numId")), _whole(value_of(child(number, "ilvl")))
        else:
            name, level = self._styles.get(value_of(child(properties, "pStyle")), ("", 0))
        levels = self._levels.get(name)
        if not levels or level not in levels:
            return ""
        counts = self._counts.setdefault(name, {})
        counts[level] = counts.get(level, levels[level].start - 1) + 1
        for deeper in [each for each in counts if each > level]:
            del counts[deeper]
        return "  " * level + _label(levels, level, counts)


def _levels_of(abstract: etree._Element) -> Iterator[tuple[int, _Level]]:
    for element in abstract:
        if local(element.tag) == "lvl":
            start = _whole(value_of(child(element, "start")) or "1")
            kind, pattern = value_of(child(element, "numFmt")), value_of(child(element, "lvlText"))
            yield _whole(value_of(element, "ilvl")), _Level(kind, pattern, start)


def _whole(words: str) -> int:
    return int(words) if words.isdigit() and len(words) < 9 else 0


def _label(levels: dict[int, _Level], level: int, counts: dict[int, int]) -> str:
    if levels[level].kind in ("bullet", "none"):
        return "• " if levels[level].kind == "bullet" else ""
    text = levels[level].pattern
    for each, about in levels.items():
        text = text.replace(f"%{each + 1}", _number(counts.get(each, about.start), about.kind))
    return f"{text} " if text else ""


def _number(count: int, kind: str) -> str:
    if (kind.startswith("chineseCounting") and count <= 10) or (kind.startswith("ideographDigital") and count <= 10):
        return _CHINESE[count]
    if kind.startswith("decimalEnclosedCircle") and 1 <= count <= 20:
        return _CIRCLED[count - 1]
    if kind in ("lowerLetter", "upperLetter") and 1 <= count <= 26:
        return chr((96 if kind == "lowerLetter" else 64) + count)
    return str(count)
