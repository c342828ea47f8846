"""Where a note can be cut: clauses, the smallest pieces that say one thing."""

import re

_CUT = re.compile(
    r"[。！？!?；;，,、\n\r…]+|(?<!\d)\.(?=\s)|[：:](?!\d)|——|→"
    r"|(?<=[\u4e00-\u9fff）)])[ \t\u3000]+(?=\S)|[ \t\u3000]{2,}"
)
_EDGE = ' \t\u3000“”"‘’（）()【】[]「」'


def clauses(text: str) -> list[tuple[int, int]]:
    """Return the half-open spans of the clauses of a text, without the quotes and brackets around them."""
    spans = []
    start = 0
    for end, after in [*((cut.start(), cut.end()) for cut in _CUT.finditer(text)), (len(text), len(text))]:
        stripped = _without_edges(text, start, end)
        if stripped[0] < stripped[1]:
            spans.append(stripped)
        start = after
    return spans


def _without_edges(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in _EDGE:
        start += 1
    while start < end and text[end - 1] in _EDGE:
        end -= 1
    return start, end
