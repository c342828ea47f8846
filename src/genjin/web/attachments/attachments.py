"""The attachments of a follow-up: the list, adding, fetching, deleting and bringing back. Replies hold the list."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from genjin.core.errors import NotAllowed
from genjin.pipeline.operations.entries import delete_entry, restore_entry
from genjin.planning.models import FollowUp
from genjin.planning.operations.attachments import attach_files
from genjin.planning.policies import can_log
from genjin.planning.queries.attachments import attachments_of, deleted_attachments, visible_attachments
from genjin.web.attachments.list_data import attachment_list
from genjin.web.shared.files import chosen_files, offer_undo, sent_file
from genjin.web.shared.gates import bare_follow_up_or_404, signed_in
from genjin.web.shared.htmx import answers_refusals


@require_http_methods(["GET", "POST"])
@answers_refusals
def attachments(request: HttpRequest, pk: int) -> HttpResponse:
    """GET shows the list of a row, POST adds files to it."""
    row = bare_follow_up_or_404(request, pk)
    if request.method == "GET":
        return _show(request, row, swap_out_of_band=False)
    if not can_log(signed_in(request), row.project):
        raise NotAllowed(_("You cannot change this row."))
    attach_files(row, chosen_files(request), by=signed_in(request))
    return _show(request, row)


@require_http_methods(["GET", "DELETE"])
@answers_refusals
def attachment(request: HttpRequest, pk: int) -> HttpResponseBase:
    """GET sends the file, DELETE deletes it."""
    found = get_object_or_404(visible_attachments(signed_in(request)), pk=pk)
    if request.method == "GET":
        return sent_file(request, found.file, found.name)
    delete_entry(found, by=signed_in(request))
    return offer_undo(_show(request, found.follow_up), found.name, reverse("attachment-restoration", args=[pk]))


@require_POST
@answers_refusals
def restore(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(deleted_attachments(signed_in(request)), pk=pk)
    restore_entry(found, by=signed_in(request))
    return _show(request, found.follow_up)


def _show(request: HttpRequest, row: FollowUp, *, swap_out_of_band: bool = True) -> HttpResponse:
    may_edit = can_log(signed_in(request), row.project)
    shown = attachment_list(row.pk, attachments_of(row), may_edit=may_edit)
    return render(request, "attachments/list.html", {"list": shown, "swap_out_of_band": swap_out_of_band})
