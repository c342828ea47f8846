"""Everything kept of a contact as a file: JSON for machines, a workbook for people."""

import json
from collections.abc import Mapping
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from xlsxwriter import Workbook  # type: ignore[import-untyped]

from genjin.plantable.writing.control_characters import escape_text

LONGEST_CELL = 32_000  # Excel takes 32,767 characters
WIDTH = 26


def as_json(data: Mapping[str, Any]) -> bytes:
    """Return the data as JSON, indented."""
    return json.dumps(data, ensure_ascii=False, indent=2, default=str).encode()


def as_xlsx(data: Mapping[str, Any]) -> bytes:
    """Return the data as a workbook, a sheet for each kind; every cell is a text, so none is run as a formula."""
    buffer = BytesIO()
    with Workbook(buffer, {"in_memory": True}) as book:
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        body = book.add_format({"text_wrap": True, "valign": "top"})
        for key, title in _titles().items():
            entries = data[key]
            rows = [entries] if isinstance(entries, dict) else entries
            columns = list(dict.fromkeys(name for row in rows for name in row))
            sheet = book.add_worksheet(title)
            sheet.set_column(0, max(0, len(columns) - 1), WIDTH)
            sheet.freeze_panes(1, 0)
            for column, name in enumerate(columns):
                sheet.write_string(0, column, name, head)
                for number, row in enumerate(rows, 1):
                    sheet.write_string(number, column, _cell(row.get(name)), body)
    return buffer.getvalue()


def _titles() -> dict[str, str]:
    return {
        "contact": _("Contact"),
        "stakeholder": _("In projects"),
        "attitudes": _("Attitudes"),
        "lines": _("Lines"),
        "follow_ups": _("Follow-ups"),
        "objections": _("Objections"),
        "said": _("Said"),
        "mentioned": _("Mentioned"),
        "history": _("History"),
    }


def _cell(value: object) -> str:
    if value is None or value == "":
        return ""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return escape_text(text)[:LONGEST_CELL]
