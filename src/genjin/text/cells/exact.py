r"""The exact written form: for what the plain one would not give back.

A line ends in a backslash, and backslashes stand before what would otherwise be misread:
``1. 第一行\n第二行（李娜/2026-03-27）\`` and ``1. 低价 → 突出成本\``.
"""

import re
from datetime import date

from genjin.text.cells.items import ActionItem, AnsweredItem

_UNSAFE = re.compile(r"[\\（）/→\x00-\x1f\x7f-\x9f\u2028\u2029]")
_ESCAPED = re.compile(r"\\(?:u([0-9a-f]{4})|(.))")


def escape(words: str) -> str:
    """Put backslashes before brackets, slashes, arrows and control characters."""
    return _UNSAFE.sub(
        lambda m: (
            f"\\u{ord(m[0]):04x}"
            if ord(m[0]) < 32 or 126 < ord(m[0]) < 0x2100 or m[0] in "\u2028\u2029"
            else "\\" + m[0]
        ),
        words,
    )


def unescape(words: str) -> str:
    """Undo ``escape``."""
    return _ESCAPED.sub(lambda m: chr(int(m[1], 16)) if m[1] else m[2], words)


def write_exact_action(number: int, item: ActionItem) -> str:
    """Write one action so that reading gives back exactly its content, owner and date."""
    due = item.due.isoformat() if item.due else ""
    slash = "/" if due else ""
    return f"{number}. {escape(item.content)}（{escape(item.owner or '')}{slash}{due}）\\"


def write_exact_answer(number: int, item: AnsweredItem) -> str:
    """Write one answered item so that reading gives back exactly its two texts."""
    response = "" if item.response is None else f" → {escape(item.response)}"
    return f"{number}. {escape(item.content)}{response}\\"


_ACTION_LINE = re.compile(
    r"\d+\. (?P<content>(?:[^\\（）/→\n]|\\[^\n])*+)（(?P<owner>(?:[^\\（）/→\n]"
    r"|\\[^\n])*+)(?:/(?P<due>\d{4}-\d\d-\d\d))?）\\"
)
_ANSWER_LINE = re.compile(
    r"\d+\. (?P<content>(?:[^\\（）/→\n]|\\[^\n])*)(?: → (?P<response>(?:[^\\（）/→\n]|\\[^\n])*+))?\\"
)


def is_exact(line: str) -> bool:
    """Tell whether a line is in the exact form of either kind."""
    return line.endswith("\\") and bool(_ACTION_LINE.fullmatch(line) or _ANSWER_LINE.fullmatch(line))


def read_exact_action(line: str) -> ActionItem | None:
    """Return the action of a line in the exact form, None for any other."""
    found = _ACTION_LINE.fullmatch(line) if line.endswith("）\\") else None
    if not found:
        return None
    try:
        due = date.fromisoformat(found["due"]) if found["due"] else None
    except ValueError:
        return None
    return ActionItem(unescape(found["content"]), unescape(found["owner"]) or None, due)


def read_exact_answer(line: str) -> AnsweredItem | None:
    """Return the answered item of a line in the exact form, None for any other."""
    found = _ANSWER_LINE.fullmatch(line) if line.endswith("\\") else None
    if not found:
        return None
    response = found["response"]
    return AnsweredItem(unescape(found["content"]), None if response is None else unescape(response))
