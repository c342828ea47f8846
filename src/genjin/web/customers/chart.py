"""Moving units and people on the organisation chart of a customer."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from genjin.core.ids import read_id
from genjin.customers.models import Contact, Unit
from genjin.pipeline.operations.entries import edit_entry
from genjin.pipeline.queries.entries import visible_entries
from genjin.web.customers.replies import customer_changed
from genjin.web.shared.gates import customer_or_404, signed_in
from genjin.web.shared.htmx import answers_refusals

SHOWN_BY = ("chart", "contacts")


@require_POST
@answers_refusals
def move_unit(request: HttpRequest, pk: int, unit: int) -> HttpResponse:
    """Let a unit belong to another one, or to none."""
    return _move(request, pk, Unit, unit, "parent_id")


@require_POST
@answers_refusals
def move_contact(request: HttpRequest, pk: int, contact: int) -> HttpResponse:
    """Put a person into another unit, or into none."""
    return _move(request, pk, Contact, contact, "unit_id")


def _move(request: HttpRequest, pk: int, kind: type[Unit] | type[Contact], row_pk: int, field: str) -> HttpResponse:
    customer, user = customer_or_404(request, pk), signed_in(request)
    row = get_object_or_404(visible_entries(user, kind), pk=row_pk, customer=customer)
    word = request.POST.get("unit", "")
    edit_entry(row, {field: read_id(word)}, seen={}, by=user)
    return customer_changed(request, customer, SHOWN_BY)
