"""How an export says that it is one.

A file that nobody has saved since we wrote it is read back exactly, with none of the guessing that foreign tables
need. Office programs put their own user's name and time where ours stand, so an edited file loses the mark by itself.
A .csv has no place for a name: there the header line is the mark, in quotes as no spreadsheet would write it.
"""

import io
import re
from collections.abc import Sequence
from zipfile import BadZipFile, ZipFile

LAST_MODIFIED_BY = "Genjin 跟进"

_PROPERTIES_LIMIT = 20_000
"""Bytes of the document properties that are looked at; ours are a fraction of it."""

BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def csv_header(headings: Sequence[str]) -> bytes:
    """Give the first line of our .csv files: byte-order mark, every title in quotes, CRLF."""
    quoted = ",".join('"' + heading.replace('"', '""') + '"' for heading in headings)
    return BYTE_ORDER_MARK + quoted.encode() + b"\r\n"


def is_untouched_package(data: bytes) -> bool:
    """Whether an .xlsx or .docx was last saved by us, going by its document properties."""
    try:
        with ZipFile(io.BytesIO(data)) as package, package.open("docProps/core.xml") as part:
            properties = part.read(_PROPERTIES_LIMIT).decode()
    except (BadZipFile, KeyError, ValueError, NotImplementedError, RuntimeError):
        return False
    times = {name: _property(properties, f"dcterms:{name}") for name in ("created", "modified")}
    ours = _property(properties, "cp:lastModifiedBy") == LAST_MODIFIED_BY
    return ours and times["created"] == times["modified"] != ""


def _property(properties: str, name: str) -> str:
    found = re.search(rf"<{name}(?: [^>]*)?>([^<]*)</{name}>", properties)
    return found[1] if found else ""
