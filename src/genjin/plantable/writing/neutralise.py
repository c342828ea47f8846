"""Texts that a spreadsheet would run as a formula.

In .xlsx nothing is added: the cell is a string cell, and `quotePrefix` keeps it one when somebody edits it. A .csv
knows no cell types, so there the text gets one apostrophe in front, which every reader shows and `restore_text` takes
away. A text that begins with an apostrophe of its own gets one as well; so the two functions are exact inverses.
"""

import re

MARK = "'"

# OWASP's list (= + - @ tab CR), the full-width forms that East Asian editions of Excel read alike, and the same after
# blanks, which some programs strip before they look.
_FORMULA = re.compile(r"[\t\r\n]|\s*[=+\-@＝＋－＠]")


def looks_like_formula(text: str) -> bool:
    """Whether a spreadsheet could take `text` for a formula, going by how it begins."""
    return _FORMULA.match(text) is not None


def neutralise_text(text: str) -> str:
    """`text` as it may stand in a .csv cell: with one apostrophe in front where it needs one."""
    return MARK + text if _needs_mark(text) else text


def restore_text(text: str) -> str:
    """Undo `neutralise_text`; an apostrophe that marks nothing ('90s) stays."""
    return text[1:] if text.startswith(MARK) and _needs_mark(text[1:]) else text


def _needs_mark(text: str) -> bool:
    return text.startswith(MARK) or looks_like_formula(text)
