"""XlsxWriter, with texts escaped by our own rule.

XlsxWriter escapes control characters too, but a text that holds two escapes back to back (`_x0041_x0042_`) does not
come back from it, and one of the form `<r>…</r>` is taken for finished XML. Both kinds of string it writes (shared,
and inline in constant memory) pass through the one method that is replaced here.
"""

from typing import BinaryIO

from xlsxwriter import Workbook  # type: ignore[import-untyped]
from xlsxwriter.format import Format  # type: ignore[import-untyped]
from xlsxwriter.packager import Packager  # type: ignore[import-untyped]
from xlsxwriter.sharedstrings import SharedStrings  # type: ignore[import-untyped]
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from genjin.plantable.writing.control_characters import escape_text
from genjin.plantable.writing.mark import LAST_MODIFIED_BY

__all__ = ["Format", "PlanSheet", "PlanWorkbook"]


def escape_for_sheet(text: str) -> str:
    """`text` with control characters escaped, and disguised where XlsxWriter would take it for XML."""
    escaped = escape_text(text)
    return "_x003C_" + escaped[1:] if escaped.startswith("<r>") else escaped


class PlanSheet(Worksheet):  # type: ignore[misc]
    """A worksheet whose inline strings are escaped by our rule, and whose rows have a height but stay elastic.

    XlsxWriter marks each height as set by hand, and then a row no longer grows when somebody types more into it.
    """

    _escape_control_characters = staticmethod(escape_for_sheet)

    def __init__(self) -> None:
        super().__init__()
        self._heights: dict[int, float] = {}

    def set_height(self, row: int, points: float) -> None:
        """Set the height of a row, counted from 0, before its cells are written."""
        self._heights[row] = points

    def _write_row(self, row: int, *_: object) -> None:
        self._xml_start_tag("row", [("r", row + 1), ("ht", self._heights.pop(row))])


class _PlanStrings(SharedStrings):  # type: ignore[misc]
    _escape_control_characters = staticmethod(escape_for_sheet)


class _PlanPackager(Packager):  # type: ignore[misc]
    def _write_shared_strings_file(self) -> None:
        strings = _PlanStrings()
        strings.string_table = self.workbook.str_table
        if strings.string_table.count:
            strings._set_xml_writer(self._filename("xl/sharedStrings.xml"))  # noqa: SLF001  as Packager itself does
            strings._assemble_xml_file()  # noqa: SLF001


class PlanWorkbook(Workbook):  # type: ignore[misc]
    """A workbook that writes to the binary file `to`; with `constant_memory` its rows go straight to disk."""

    def __init__(self, to: BinaryIO, *, title: str, constant_memory: bool) -> None:
        super().__init__(to, {"constant_memory": constant_memory})
        self.set_properties({"title": title, "author": LAST_MODIFIED_BY})

    def _get_packager(self) -> Packager:
        return _PlanPackager()
