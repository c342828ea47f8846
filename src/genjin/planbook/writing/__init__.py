"""A plan book, or any document made of the same blocks, as a file."""

from genjin.planbook.writing.docx import write_docx
from genjin.planbook.writing.pdf import write_pdf
from genjin.planbook.writing.xlsx import write_sheets

__all__ = ["write_docx", "write_pdf", "write_sheets"]
