"""A plan book as a file."""

from genjin.planbook.writing.docx import write_docx
from genjin.planbook.writing.pdf import write_pdf

__all__ = ["write_docx", "write_pdf"]
