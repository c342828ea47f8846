import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from genjin.plantable.reading.header_rules import PAIR, PARTS, RULES, WHO_AND_WHEN
from genjin.plantable.reading.header_words import EXACT, KEPT

_EXACT: Final = {
    re.sub(r"\s", "", word): (field, rank) for field, words in EXACT.items() for rank, word in enumerate(words)
}
_KEPT: Final = frozenset(re.sub(r"\s", "", word) for word in KEPT)
_BRACKETS: Final = re.compile(r"[(\[【〔<《{][^()\[\]【】]*[)\]】〕>》}]")
_NUMBERED: Final = re.compile(r"^(?:[(]?[一二三四五六七八九十\d]{1,2}[)、.．:]|[①-⑳])(?=\D)")
_ENGLISH: Final = re.compile(r"[a-z][a-z .'&/-]*[a-z]")
_AROUND: Final = " /&-_|."
_FILLER: Final = re.compile(r"[*＊:：?!。·•\"'“”]|必填|选填|可选")
_LONGEST: Final = 40
"""No header is longer; texts of data are."""


@dataclass(frozen=True, slots=True)
class HeaderMatch:
    """What a header means (None: a column of its own), how sure that is (3 exact, 2 by a word, 0 unknown), its rank."""

    field: str | None
    strength: int
    rank: int = 99


_UNKNOWN: Final = HeaderMatch(None, 0)


def header_key(text: str) -> str:
    """A header without line breaks, blanks, marks, case and numbering."""
    key = unicodedata.normalize("NFKC", text).casefold()
    key = _FILLER.sub("", key)
    key = re.sub(r"(?<=[^\x00-\x7f])\s+|\s+(?=[^\x00-\x7f])", "", key).strip()
    return _NUMBERED.sub("", re.sub(r"\s+", " ", key)).strip(".-_ /|")


@lru_cache(maxsize=4096)
def match_header(text: str) -> HeaderMatch:
    """What a header means, by whole words first, then by telling words inside; long texts are no headers."""
    if not text or len(text) > _LONGEST * 2:
        return _UNKNOWN
    whole = header_key(text)
    bare = header_key(_BRACKETS.sub("", whole)) or whole
    if len(bare) > _LONGEST or not bare:
        return _UNKNOWN
    return next((found for found in _readings(whole, bare) if found is not None), _UNKNOWN)


@lru_cache(maxsize=4096)
def is_whole_header(text: str) -> bool:
    """Whether a header is known word for word: quickly told, and no table's header is without one."""
    if not text or len(text) > _LONGEST * 2:
        return False
    whole = header_key(text)
    bare = header_key(_BRACKETS.sub("", whole)) or whole
    keys = (
        whole,
        bare,
        WHO_AND_WHEN.sub("", bare),
        _ENGLISH.sub("", bare).strip(_AROUND),
        " ".join(_ENGLISH.findall(bare)),
    )
    return any(re.sub(r"\s", "", key) in _EXACT for key in keys)


def _readings(whole: str, bare: str) -> Iterator[HeaderMatch | None]:
    """Yield what a header means, the surest way of reading it first; `bare` is without what stands in brackets."""
    yield _whole(whole)
    pair = _BRACKETS.sub(lambda found: "/" + found[0][1:-1], whole)
    yield HeaderMatch("customer_project", 2) if pair != whole and PAIR.search(pair) else None
    yield _whole(bare)
    yield _in_two_languages(bare)
    plain = WHO_AND_WHEN.sub("", bare)
    yield _whole(plain)
    yield _beside_date(plain)
    yield _by_rule(plain)
    yield _by_parts(plain)


def _in_two_languages(key: str) -> HeaderMatch | None:
    """Of 日期 Date the Chinese, where the English says something as well."""
    english = " ".join(_ENGLISH.findall(key))
    if not english or english == key:
        return None
    chinese = _ENGLISH.sub("", key).strip(_AROUND)
    beside = _whole(english) or _by_rule(english)
    return (_whole(chinese) or _by_rule(chinese) or beside) if beside and len(chinese) > 1 else None


def _whole(key: str) -> HeaderMatch | None:
    key = re.sub(r"\s", "", key)
    if known := _EXACT.get(key):
        return HeaderMatch(known[0], 3, known[1])
    return HeaderMatch(None, 2) if key in _KEPT else None


def _by_rule(key: str) -> HeaderMatch | None:
    return next((HeaderMatch(field, 2) for field, pattern in RULES if pattern.search(key)), None)


def _beside_date(key: str) -> HeaderMatch | None:
    """日期/方式 names the date first, and something that may stand beside it."""
    first, *others = PARTS.split(key)
    known = _whole(first) if others else None
    return HeaderMatch("date", 2) if known is not None and known.field == "date" else None


def _by_parts(key: str) -> HeaderMatch | None:
    """Of 日期/星期 and 险种/项目 the part that is known, where no other part says something else."""
    found = [_whole(part) or _by_rule(part) for part in PARTS.split(key)]
    fields = {match.field for match in found if match is not None and match.field}
    return HeaderMatch(fields.pop(), 2) if len(found) > 1 and len(fields) == 1 else None


def is_header_like(text: str) -> bool:
    """Whether a cell could be a header at all: short, no sentence, no bare number."""
    key = header_key(text)
    return (
        0 < len(key) <= 30
        and not re.fullmatch(r"[\d.,%/:\-年月日 ]+", key)
        and not re.search(r"[。；;！!]|，.*，", text)
    )
