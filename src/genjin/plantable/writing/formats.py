"""The formats of an export, by the name that the command line and the web ask for."""

from collections.abc import Callable, Iterable, Sequence
from typing import BinaryIO, Literal

from genjin.plantable.row import PlanRow
from genjin.plantable.writing.csv import write_csv
from genjin.plantable.writing.docx import write_docx
from genjin.plantable.writing.headings import HEADINGS_ZH
from genjin.plantable.writing.json import write_json
from genjin.plantable.writing.xlsx import write_xlsx

Format = Literal["json", "xlsx", "docx", "csv"]
Writer = Callable[[Iterable[PlanRow], BinaryIO, str, str, Sequence[str]], None]

_WRITERS: dict[Format, Writer] = {
    "json": lambda rows, to, _title, _period, _headings: write_json(rows, to),
    "csv": lambda rows, to, _title, _period, headings: write_csv(rows, to, headings=headings),
    "xlsx": lambda rows, to, title, period, headings: write_xlsx(
        rows, to, title=title, period=period, headings=headings
    ),
    "docx": lambda rows, to, title, period, headings: write_docx(
        rows, to, title=title, period=period, headings=headings
    ),
}

MEDIA_TYPES: dict[Format, str] = {
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def write_plan_table(
    form: Format,
    rows: Iterable[PlanRow],
    to: BinaryIO,
    *,
    title: str = "大客户销售跟进计划表",
    period: str = "",
    headings: Sequence[str] = HEADINGS_ZH,
) -> None:
    """Write `rows` to the binary file `to` in the format `form`; .json and .csv have no place for title and period."""
    _WRITERS[form](rows, to, title, period, headings)
