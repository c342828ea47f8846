"""Writing the plan book of a project to a file."""

from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Literal

from django.conf import settings
from django.utils.translation import get_language

from genjin.activity.record import record
from genjin.core import clock
from genjin.people.models import User
from genjin.pipeline.models import Project
from genjin.planbook.contents import plan_book
from genjin.planbook.writing import write_docx, write_pdf
from genjin.planning.queries.project_plan import project_plan

BookFormat = Literal["docx", "pdf"]
MEDIA_TYPES: dict[BookFormat, str] = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}


def export_plan_book(project: Project, form: BookFormat, to: BinaryIO, *, by: User, at: datetime | None = None) -> None:
    """Write the plan of a project that the asking person may see, as it stands or stood at a moment.

    In the language in force. Records `plan_book.exported`: who took which plan away.
    """
    book = plan_book(project_plan(project, at=at), made_on=clock.today())
    if form == "docx":
        write_docx(book, to)
    else:
        write_pdf(book, to, fonts=Path(settings.BOOK_FONTS), language=(get_language() or "zh")[:2])
    record("plan_book.exported", project, by=by, project_id=project.pk, format=form, was=[])
