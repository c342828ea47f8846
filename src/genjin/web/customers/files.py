"""The files of a customer: putting one there, fetching it, deleting it and bringing it back."""

import json

from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from genjin.core.errors import NotAllowed, RuleBroken
from genjin.customers.models import CustomerFile
from genjin.pipeline.operations.customer_files import keep_file
from genjin.pipeline.operations.entries import delete_entry, restore_entry
from genjin.pipeline.policies import can_edit_customer
from genjin.pipeline.queries.customers import visible_files
from genjin.pipeline.queries.entries import deleted_entries
from genjin.web.customers.replies import customer_changed
from genjin.web.plantable.list_data import limit_words
from genjin.web.plantable.upload_limit import is_over_limit
from genjin.web.shared.gates import customer_or_404, signed_in
from genjin.web.shared.htmx import answers_refusals

SHOWN_BY = ("files",)


@require_POST
@answers_refusals
def upload(request: HttpRequest, pk: int) -> HttpResponse:
    customer, user = customer_or_404(request, pk), signed_in(request)
    if not can_edit_customer(user, customer):
        raise NotAllowed(_("You cannot change this customer."))
    files: list[UploadedFile] = request.FILES.getlist("file")
    if is_over_limit(request):
        raise RuleBroken(limit_words(), field="file", code="too_large")
    if not files:
        raise RuleBroken(_("Choose a file, or drop one here."), field="file")
    for file in files:
        keep_file(customer, file, file.name or "", by=user)
    return customer_changed(request, customer, SHOWN_BY)


@require_http_methods(["GET", "DELETE"])
@answers_refusals
def file(request: HttpRequest, pk: int, file: int) -> HttpResponseBase:
    """GET sends the file to be saved, never to be shown: it is somebody else's. DELETE deletes it."""
    user = signed_in(request)
    row = get_object_or_404(visible_files(user), pk=file, customer=pk)
    if request.method == "DELETE":
        return _delete(request, row)
    try:
        content = row.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    reply = FileResponse(content, as_attachment=True, filename=row.name, content_type="application/octet-stream")
    reply["X-Content-Type-Options"] = "nosniff"
    return reply


@require_POST
@answers_refusals
def restore(request: HttpRequest, pk: int, file: int) -> HttpResponse:
    row = get_object_or_404(deleted_entries(signed_in(request), CustomerFile), pk=file, customer=pk)
    restore_entry(row, by=signed_in(request))
    return customer_changed(request, row.customer, SHOWN_BY)


def _delete(request: HttpRequest, row: CustomerFile) -> HttpResponse:
    delete_entry(row, by=signed_in(request))
    reply = customer_changed(request, row.customer, SHOWN_BY)
    undo = reverse("customer-file-restoration", args=[row.customer_id, row.pk])
    reply["HX-Trigger"] = json.dumps(
        {"toast": {"text": _("Deleted: %(what)s") % {"what": row.name[:40]}, "undo": undo}}
    )
    return reply
