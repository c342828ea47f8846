r"""Characters that XML cannot carry, written as Excel writes them: `_x000B_` for a vertical tab.

The same escape serves .xlsx, .docx and .csv, so a text comes back the same from each of them. It covers the control
characters but tab and newline (a carriage return too: XML and spreadsheets would turn it into a newline), unpaired
surrogates, U+FFFE and U+FFFF. A text that really says `_x000B_` becomes `_x005F_x000B_`.

(calamine decodes the escape in .xlsx, but for characters outside Unicode's text: those last three come back from .xlsx
as the visible `_xFFFE_`.)
"""

import re

_ILLEGAL = r"\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff"
# The underscore is escaped also before what will itself begin with one once it is escaped.
_TO_ESCAPE = re.compile(rf"[{_ILLEGAL}]|_(?=x[0-9A-Fa-f]{{4}}[_{_ILLEGAL}])")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def escape_text(text: str) -> str:
    """`text` with each character that XML cannot carry as `_xHHHH_`; `unescape_text` is the exact inverse."""
    return _TO_ESCAPE.sub(lambda found: f"_x{ord(found[0]):04X}_", text)


def unescape_text(text: str) -> str:
    """`text` with each `_xHHHH_` turned back into its character."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
