"""Customers whose names look alike, merging two of them, and parting them again."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from genjin.core.errors import NotAllowed
from genjin.customers.models import Customer
from genjin.pipeline.policies import can_edit_customer
from genjin.pipeline.queries.customers import merged_customers, visible_names
from genjin.planning.operations.merging import merge_customers, undo_merge
from genjin.plantable.queries.matches import Names
from genjin.web.customers.forms import MergeForm
from genjin.web.shared.gates import customer_or_404, signed_in
from genjin.web.shared.htmx import answers_refusals


@require_GET
def show_similar(request: HttpRequest, pk: int) -> HttpResponse:
    """Propose customers that may be the same: fetched when the page stands, for it looks through all names."""
    customer, user = customer_or_404(request, pk), signed_in(request)
    others = {key: name for key, name in visible_names(user).items() if key != pk}
    alike = {name for each in customer.all_names for name in Names(others.values()).like(each)}
    similar = [(key, name) for key, name in others.items() if name in alike]
    shown = {"customer": customer, "similar": similar, "may_edit": can_edit_customer(user, customer)}
    return render(request, "customers/similar.html", shown)


@require_http_methods(["GET", "POST"])
@answers_refusals
def merge(request: HttpRequest, pk: int) -> HttpResponse:
    """GET asks which customer stays, POST merges this one into it."""
    source, user = customer_or_404(request, pk), signed_in(request)
    if not can_edit_customer(user, source):
        raise NotAllowed(_("You cannot change this customer."))
    if request.method == "GET":
        form = MergeForm(user, source, initial={"into": request.GET.get("into", "")})
        return render(request, "customers/merge_form.html", {"form": form, "customer": source})
    form = MergeForm(user, source, request.POST)
    if not form.is_valid():
        return render(request, "customers/merge_form.html", {"form": form, "customer": source}, status=422)
    into = merge_customers(source, into=customer_or_404(request, form.cleaned_data["into"]), by=user)
    messages.success(request, _("%(name)s was merged into this customer.") % {"name": source.name})
    return _go_to(into)


@require_POST
@answers_refusals
def part(request: HttpRequest, pk: int) -> HttpResponse:
    """Part a merged customer again."""
    user = signed_in(request)
    source = undo_merge(get_object_or_404(merged_customers(user), pk=pk), by=user)
    messages.success(request, _("%(name)s stands by itself again.") % {"name": source.name})
    return _go_to(source)


def _go_to(customer: Customer) -> HttpResponse:
    reply = HttpResponse(status=204)
    reply["HX-Redirect"] = reverse("customer", args=[customer.pk])
    return reply
