"""Brackets of every width, and where they close."""

PAIRS = {"（": "）", "(": ")", "【": "】", "[": "]", "〔": "〕", "［": "］", "「": "」", "〖": "〗"}
OPENING = frozenset(PAIRS)
CLOSING = frozenset(PAIRS.values())
# （ may be closed by ) and 【 by ]: people mix the widths.
_KIND = {c: n // 2 for n, c in enumerate("（()）【[]】〔〕「」〖〗［］")} | {
    "（": 0,
    "(": 0,
    ")": 0,
    "）": 0,
    "【": 1,
    "[": 1,
    "]": 1,
    "】": 1,
    "［": 1,
    "］": 1,
}
LONGEST = 120


def opening_of_last(text: str) -> int:
    """Return where the bracket that closes at the end of the text was opened, -1 where none does."""
    if not text or text[-1] not in CLOSING:
        return -1
    depth, kind = 0, _KIND[text[-1]]
    for at in range(len(text) - 1, max(-1, len(text) - LONGEST), -1):
        char = text[at]
        if char in CLOSING and _KIND[char] == kind:
            depth += 1
        elif char in OPENING and _KIND[char] == kind:
            depth -= 1
            if depth == 0:
                return at
    return -1


def closing_of_first(text: str) -> int:
    """Return where the bracket that opens the text closes, -1 where it does not."""
    if not text or text[0] not in OPENING:
        return -1
    depth, kind = 0, _KIND[text[0]]
    for at, char in enumerate(text[:LONGEST]):
        if char in OPENING and _KIND[char] == kind:
            depth += 1
        elif char in CLOSING and _KIND[char] == kind:
            depth -= 1
            if depth == 0:
                return at
    return -1


def is_open(text: str) -> bool:
    """Tell whether a bracket opened in the text is still open at its end."""
    depth = 0
    for char in text:
        if char in OPENING:
            depth += 1
        elif char in CLOSING and depth:
            depth -= 1
    return depth > 0
