"""A plan book as a PDF, typeset by typst: no system library, and text is handed over as data."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO

import typst

from genjin.planbook.book import Block, Book, Facts, Grid
from genjin.plantable.writing.cells import cell_texts
from genjin.plantable.writing.headings import COLUMNS

TEMPLATE = Path(__file__).with_name("plan_book.typ")


def write_pdf(book: Book, to: BinaryIO, *, fonts: Path, language: str = "zh") -> None:
    """Write the book to the binary file `to`; `fonts` is the folder of the Chinese font."""
    said = json.dumps(_values(book) | {"lang": language}, ensure_ascii=False)
    pdf = typst.compile(str(TEMPLATE), font_paths=[str(fonts)], sys_inputs={"book": said}, ignore_system_fonts=True)
    to.write(pdf)


def _values(book: Book) -> dict[str, object]:
    return {
        "title": book.title,
        "subtitle": book.subtitle,
        "chapters": [
            {"title": chapter.title, "empty": chapter.empty, "blocks": [_block(block) for block in chapter.blocks]}
            for chapter in book.chapters
        ],
        "table_title": book.table_title,
        "table_headings": list(book.table_headings),
        "table_rows": [list(cell_texts(row)) for row in book.table_rows],
        "widths": [column.word_width for column in COLUMNS],
    }


def _block(block: Block) -> Mapping[str, object]:
    if isinstance(block, Grid):
        rows = [list(row) for row in block.rows]
        widths = [round(share * 100, 1) for share in block.shares()]
        return {"kind": "grid", "title": block.title, "headings": list(block.headings), "rows": rows, "widths": widths}
    if isinstance(block, Facts):
        return {"kind": "facts", "pairs": [list(pair) for pair in block.pairs]}
    return {"kind": "part", "title": block.title, "pairs": [list(pair) for pair in block.facts.pairs]}
