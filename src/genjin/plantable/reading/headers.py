import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from genjin.plantable.reading.header_words import EXACT, KEPT, RULES

_EXACT: Final = {
    re.sub(r"\s", "", word): (field, rank) for field, words in EXACT.items() for rank, word in enumerate(words)
}
_KEPT: Final = frozenset(re.sub(r"\s", "", word) for word in KEPT)
_BRACKETS: Final = re.compile(r"[(\[【〔<《{][^()\[\]【】]*[)\]】〕>》}]")
_NUMBERED: Final = re.compile(r"^(?:[(]?[一二三四五六七八九十\d]{1,2}[)、.．:]|[①-⑳])(?=\D)")
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
def match_header(text: str) -> HeaderMatch:  # noqa: PLR0911  the first rule that fits decides
    """What a header means, by whole words first, then by telling words inside; long texts are no headers."""
    if not text or len(text) > _LONGEST * 2:
        return _UNKNOWN
    whole = header_key(text)
    bare = header_key(_BRACKETS.sub("", whole)) or whole
    if len(bare) > _LONGEST or not bare:
        return _UNKNOWN
    for key in (whole, bare):
        known = _EXACT.get(re.sub(r"\s", "", key))
        if known:
            return HeaderMatch(known[0], 3, known[1])
        if re.sub(r"\s", "", key) in _KEPT:
            return HeaderMatch(None, 2)
    pair = _BRACKETS.sub(lambda found: "/" + found[0][1:-1], whole)
    if pair != whole and RULES_PAIR.search(pair):
        return HeaderMatch("customer_project", 2)
    for field, pattern in RULES:
        if pattern.search(bare):
            return HeaderMatch(field, 2)
    return _UNKNOWN


RULES_PAIR: Final = re.compile(
    r"^(客户|业主|甲方)(名称)?/(项目|商机)(名称)?$|^(项目|商机)(名称)?/(客户|业主|甲方)(名称)?$"
)
"""客户（项目） names both."""


def is_header_like(text: str) -> bool:
    """Whether a cell could be a header at all: short, no sentence, no bare number."""
    key = header_key(text)
    return (
        0 < len(key) <= 30
        and not re.fullmatch(r"[\d.,%/:\-年月日 ]+", key)
        and not re.search(r"[。；;！!]|，.*，", text)
    )
