"""Plan rows to files: .xlsx, .docx, .csv and .json, each of which imports back as the same rows."""

from genjin.plantable.writing.csv import write_csv
from genjin.plantable.writing.docx import write_docx
from genjin.plantable.writing.formats import MEDIA_TYPES, Format, write_plan_table
from genjin.plantable.writing.headings import HEADINGS_EN, HEADINGS_ZH
from genjin.plantable.writing.json import write_json
from genjin.plantable.writing.xlsx import write_xlsx

__all__ = [
    "HEADINGS_EN",
    "HEADINGS_ZH",
    "MEDIA_TYPES",
    "Format",
    "write_csv",
    "write_docx",
    "write_json",
    "write_plan_table",
    "write_xlsx",
]
