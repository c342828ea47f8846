"""Words that say that a cell is empty, or that it repeats the one above."""

from typing import Final

_BLANK: Final = frozenset(
    {
        "",
        "无",
        "暂无",
        "没有",
        "/",
        "\\",
        "-",
        "--",
        "---",
        "—",
        "——",
        "－",
        "–",
        "n/a",
        "na",
        "none",
        "nil",
        "null",
        "#n/a",
        "／",
        "·",
        "…",
        "无。",
        "暂无。",
    }
)
_DITTO: Final = frozenset(
    {"同上", "〃", '"', "''", "″", "“", "”", "同前", "同上行", "ditto", "↑", "（同上）", "(同上)", "续上", "接上", "同"}
)


def is_blank(text: str) -> bool:
    """Whether a text says nothing: 无, /, - and the like."""
    return text.strip().casefold() in _BLANK


def is_ditto(text: str) -> bool:
    """Whether a text says 同上."""
    return text.strip().casefold() in _DITTO


def filled_or_none(text: str) -> str | None:
    """The text, None where it says nothing."""
    return None if is_blank(text) else text.strip()
