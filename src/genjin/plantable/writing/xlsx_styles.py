"""How the sheet looks: the design as XlsxWriter formats."""

from dataclasses import dataclass

from genjin.plantable.writing.look import FONT, HEADING_FILL, HEADING_INK, INK, LINE, MUTED, PRIMARY, STAGE_INKS
from genjin.plantable.writing.xlsx_workbook import Format, PlanWorkbook

_CELL = {
    "font_name": FONT,
    "font_size": 10,
    "font_color": "#" + INK,
    "valign": "top",
    "border": 1,
    "border_color": "#" + LINE,
}
_TEXT = _CELL | {"text_wrap": True, "align": "left", "indent": 1}
_HEADING = _TEXT | {
    "bold": True,
    "font_color": "#" + HEADING_INK,
    "bg_color": "#" + HEADING_FILL,
    "valign": "vcenter",
    "bottom": 2,
    "bottom_color": "#" + PRIMARY,
}


@dataclass(frozen=True, slots=True)
class SheetStyles:
    """The formats of one workbook (XlsxWriter keeps them per workbook)."""

    title: Format
    period: Format
    heading: Format
    seq: Format
    date: Format
    text: Format
    guarded_text: Format
    customer: Format
    guarded_customer: Format
    stages: dict[str, Format]

    @classmethod
    def of(cls, book: PlanWorkbook) -> "SheetStyles":
        """Create the formats in `book`."""
        customer = _TEXT | {"bold": True}
        return cls(
            title=book.add_format({"font_name": FONT, "font_size": 16, "bold": True, "font_color": "#" + INK}),
            period=book.add_format({"font_name": FONT, "font_size": 10, "font_color": "#" + MUTED}),
            heading=book.add_format(_HEADING),
            seq=book.add_format(_CELL | {"font_color": "#" + MUTED, "align": "center"}),
            date=book.add_format(_CELL | {"num_format": "yyyy-mm-dd", "align": "center"}),
            text=book.add_format(_TEXT),
            guarded_text=book.add_format(_TEXT | {"quote_prefix": True}),
            customer=book.add_format(customer),
            guarded_customer=book.add_format(customer | {"quote_prefix": True}),
            stages={
                stage: book.add_format(_TEXT | {"font_color": "#" + ink, "bold": True})
                for stage, ink in STAGE_INKS.items()
            },
        )
