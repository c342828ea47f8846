"""Taking the plan table away as a file."""

import re
import tempfile
from collections.abc import Iterable
from typing import BinaryIO, cast, get_args
from urllib.parse import parse_qsl

from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from genjin.core import clock
from genjin.core.errors import RuleBroken
from genjin.planning.queries.plan_view import PlanView, read_plan_view
from genjin.plantable.operations.export import export_plan_table
from genjin.plantable.queries.export import ExportOrder
from genjin.plantable.writing.formats import MEDIA_TYPES, Format
from genjin.web.shared.exports import note_export
from genjin.web.shared.gates import signed_in
from genjin.web.shared.htmx import show_refusal

IN_MEMORY = 4 * 1024 * 1024
FORBIDDEN = re.compile(r'[\x00-\x1f\x7f\\/:*?"<>|]+')
LONGEST_PART = 40


@require_POST
def export(request: HttpRequest) -> HttpResponseBase:
    """Send the rows of a view, or all, as a file; written to a temporary one, so that memory stays small."""
    form, order = request.POST.get("format", ""), request.POST.get("order", "date")
    if form not in get_args(Format) or order not in get_args(ExportOrder):
        return show_refusal(request, RuleBroken(_("Choose one of the formats offered."), field="format"))
    view = _view_of(request)
    file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  the response closes it
    rows = export_plan_table(
        signed_in(request), view, cast("Format", form), cast("BinaryIO", file), order=cast("ExportOrder", order)
    )
    file.seek(0)
    note_export(request, "plan_table", format=form, rows=rows, filter=view.query())
    return FileResponse(
        file, as_attachment=True, filename=file_name(view, form), content_type=MEDIA_TYPES[cast("Format", form)]
    )


def file_name(view: PlanView, form: str) -> str:
    """Return what the file is called: the table, whose, which days, and the day it was made."""
    parts = [_("Key-account follow-up plan"), view.customer_project, view.words]
    if view.since or view.until:
        parts.append(f"{view.since or ''}~{view.until or ''}")
    parts.append(clock.today().isoformat())
    return f"{cleaned_name(parts)}.{form}"


def cleaned_name(parts: Iterable[str]) -> str:
    """Return a file name of these parts that every system takes."""
    cleaned = [FORBIDDEN.sub(" ", part).strip()[:LONGEST_PART] for part in parts]
    return "_".join(part for part in cleaned if part)


def _view_of(request: HttpRequest) -> PlanView:
    if request.POST.get("rows") == "all":
        return PlanView()
    return read_plan_view(dict(parse_qsl(request.POST.get("view", ""))))
