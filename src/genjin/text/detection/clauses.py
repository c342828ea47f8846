"""Where a note can be cut: clauses, the smallest pieces that say one thing."""

import re
from collections.abc import Iterator

_CUT = re.compile(
    r"[。！？!?；;，,、\n\r…]+|(?<!\d)\.(?=\s)|[：:](?!\d)|——|→"
    r"|(?<=[\u4e00-\u9fff）)])[ \t\u3000]+(?=\S)|[ \t\u3000]{2,}"
)
_EDGE = ' \t\u3000“”"‘’（）()【】[]「」'
# Dictation has no punctuation: what is longer than this is cut before the words with which speech goes on.
_LONG = 26
_SHORTEST = 6
_GOES_ON = re.compile(
    r"然后|后来|结果|但是|不过|还有|另外|而且|可是|谁知|没想到|就是说|[他她]说|他们说|说是|又说|还说|顺便|对了|哦对"
    r"|再就是|接着|之后|因为|所以|反正|最后"
)


def clauses(text: str) -> list[tuple[int, int]]:
    """Return the half-open spans of the clauses of a text, without the quotes and brackets around them."""
    spans: list[tuple[int, int]] = []
    start = 0
    for end, after in [*((cut.start(), cut.end()) for cut in _CUT.finditer(text)), (len(text), len(text))]:
        left, right = _without_edges(text, start, end)
        if left < right:
            spans.extend(_spoken_clauses(text, left, right))
        start = after
    return spans


def _spoken_clauses(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    if end - start > _LONG:
        for word in _GOES_ON.finditer(text, start + _SHORTEST, end - 4):
            if word.start() - start >= _SHORTEST:
                yield start, word.start()
                start = word.start()
    yield start, end


def _without_edges(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in _EDGE:
        start += 1
    while start < end and text[end - 1] in _EDGE:
        end -= 1
    return start, end
