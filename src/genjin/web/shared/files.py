"""Files on their way in and out, whatever they belong to."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db.models.fields.files import FieldFile
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from genjin.core.errors import RuleBroken
from genjin.core.storage import FileGone, StorageDown, opened
from genjin.core.uploads import limit_words
from genjin.customers.models import CustomerFile
from genjin.planning.models import Attachment
from genjin.web.plantable.upload_limit import is_over_limit
from genjin.web.shared.exports import note_export


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file as a list shows it; without an address it can be read about, not fetched."""

    pk: int
    name: str
    size: str
    by: str
    at: datetime
    address: str


def file_rows(files: Iterable[CustomerFile | Attachment], address_of: Callable[[int], str]) -> list[FileRow]:
    """Return files as lists show them, in their order."""
    return [
        FileRow(row.pk, row.name, filesizeformat(row.size), str(row.by or ""), row.created_at, address_of(row.pk))
        for row in files
    ]


def uploaded_files(request: HttpRequest) -> list[UploadedFile]:
    """Return the files that were sent, if any; refuses where one was left out because it is too large."""
    files: list[UploadedFile] = request.FILES.getlist("file")
    if is_over_limit(request):
        raise RuleBroken(limit_words(), field="file", code="too_large")
    return files


def chosen_files(request: HttpRequest) -> list[UploadedFile]:
    """Return the files that were sent; refuses where there are none."""
    files = uploaded_files(request)
    if not files:
        raise RuleBroken(_("Choose a file, or drop one here."), field="file")
    return files


def sent_file(request: HttpRequest, file: FieldFile, name: str) -> HttpResponseBase:
    """Send the file to be saved, never to be shown: it is somebody else's. One that cannot be had is said to be so."""
    try:
        content = opened(file, name)
    except (FileGone, StorageDown) as refusal:
        return render(request, "refused.html", {"refusal": refusal}, status=refusal.status)
    reply = FileResponse(content, as_attachment=True, filename=name, content_type="application/octet-stream")
    reply["X-Content-Type-Options"] = "nosniff"
    reply["Cache-Control"] = "private, no-store"
    note_export(request, "file", name=name)
    return reply


def offer_undo(reply: HttpResponse, name: str, address: str) -> HttpResponse:
    """Say what was deleted, with a button that brings it back."""
    said = _("Deleted: %(what)s") % {"what": name[:40]}
    reply["HX-Trigger"] = json.dumps({"toast": {"text": said, "undo": address}})
    return reply
