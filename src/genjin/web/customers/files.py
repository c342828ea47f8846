"""The files of a customer: putting one there, fetching it, deleting it and bringing it back."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from genjin.core.errors import NotAllowed
from genjin.customers.models import CustomerFile
from genjin.pipeline.operations.customer_files import keep_files
from genjin.pipeline.operations.entries import delete_entry, restore_entry
from genjin.pipeline.policies import can_edit_customer
from genjin.pipeline.queries.customers import visible_files
from genjin.pipeline.queries.entries import deleted_entries
from genjin.web.customers.replies import customer_changed
from genjin.web.shared.files import chosen_files, offer_undo, sent_file
from genjin.web.shared.gates import customer_or_404, signed_in
from genjin.web.shared.htmx import answers_refusals

SHOWN_BY = ("files",)


@require_POST
@answers_refusals
def upload(request: HttpRequest, pk: int) -> HttpResponse:
    customer, user = customer_or_404(request, pk), signed_in(request)
    if not can_edit_customer(user, customer):
        raise NotAllowed(_("You cannot change this customer."))
    keep_files(customer, chosen_files(request), by=user)
    return customer_changed(request, customer, SHOWN_BY)


@require_http_methods(["GET", "DELETE"])
@answers_refusals
def file(request: HttpRequest, pk: int, file: int) -> HttpResponseBase:
    """GET sends the file, DELETE deletes it."""
    user = signed_in(request)
    row = get_object_or_404(visible_files(user), pk=file, customer=pk)
    if request.method == "GET":
        return sent_file(request, row.file, row.name)
    delete_entry(row, by=user)
    reply = customer_changed(request, row.customer, SHOWN_BY)
    return offer_undo(reply, row.name, reverse("customer-file-restoration", args=[row.customer_id, row.pk]))


@require_POST
@answers_refusals
def restore(request: HttpRequest, pk: int, file: int) -> HttpResponse:
    row = get_object_or_404(deleted_entries(signed_in(request), CustomerFile), pk=file, customer=pk)
    restore_entry(row, by=signed_in(request))
    return customer_changed(request, row.customer, SHOWN_BY)
