"""Sending the plan book of a project."""

import tempfile
from datetime import date, datetime
from typing import BinaryIO, cast

from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from genjin.core import clock
from genjin.planbook.operations.export import MEDIA_TYPES, BookFormat, export_plan_book
from genjin.web.plantable.export import IN_MEMORY, cleaned_name
from genjin.web.shared.exports import note_export
from genjin.web.shared.gates import project_or_404, signed_in
from genjin.web.shared.htmx import answers_refusals


@require_GET
@answers_refusals
def send(request: HttpRequest, pk: int, form: BookFormat) -> HttpResponseBase:
    """Send the book of the plan as it stands, or stood at the end of the day that `on` names."""
    project = project_or_404(request, pk)
    at = _moment(request.GET.get("on", ""))
    file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  the response closes it
    try:
        export_plan_book(project, form, cast("BinaryIO", file), by=signed_in(request), at=at)
    except BaseException:
        file.close()
        raise
    file.seek(0)
    note_export(request, "plan_book", target=project, format=form, on=request.GET.get("on", ""))
    day = (at or clock.now()).date().isoformat()
    name = cleaned_name([_("Plan book"), str(project), day])
    return FileResponse(file, as_attachment=True, filename=f"{name}.{form}", content_type=MEDIA_TYPES[form])


def _moment(day: str) -> datetime | None:
    if not day:
        return None
    try:
        return clock.end_of(date.fromisoformat(day))
    except ValueError as error:
        raise Http404 from error
