"""The list of customers, the page of one, and its profile as a form."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from genjin.core import clock
from genjin.core.errors import NotAllowed, RuleBroken, StaleEdit
from genjin.people.policies import can_write
from genjin.pipeline.operations.projects import add_customer
from genjin.pipeline.policies import can_edit_customer, can_hand_over_customer
from genjin.pipeline.queries.customers import merged_customers, merged_into, read_customer_filter
from genjin.planning.operations.customers import edit_customer
from genjin.web.customers.customer_page import customer_page
from genjin.web.customers.forms import CustomerForm, NewCustomerForm
from genjin.web.customers.list_data import list_page, list_rows
from genjin.web.customers.modules import COLUMNS, draw_customer_module
from genjin.web.customers.page_data import timeline_page
from genjin.web.customers.replies import customer_changed
from genjin.web.shared.gates import customer_or_404, signed_in
from genjin.web.shared.htmx import answers_refusals, page_address, page_or_part


@require_http_methods(["GET", "POST"])
@answers_refusals
def customers(request: HttpRequest) -> HttpResponse:
    """GET lists the customers, POST adds one."""
    if request.method == "POST":
        return _add(request)
    view = read_customer_filter(request.GET.dict())
    shown = {"view": view, "list": list_page(signed_in(request), view)}
    return page_or_part(
        request, "customers/list.html", "customers", shown, address=page_address("customers", view.query())
    )


@require_GET
def show_rows(request: HttpRequest) -> HttpResponse:
    view = read_customer_filter(request.GET.dict())
    rows = list_rows(signed_in(request), view, after=request.GET.get("after", ""))
    return render(request, "customers/list_rows.html", {"rows": rows})


@require_GET
@answers_refusals
def show_new(request: HttpRequest) -> HttpResponse:
    if not can_write(signed_in(request)):
        raise NotAllowed(_("A guest cannot add customers."))
    return render(request, "customers/new.html", {"form": NewCustomerForm()})


def _add(request: HttpRequest) -> HttpResponse:
    user, form = signed_in(request), NewCustomerForm(request.POST)
    if can_write(user) and not form.is_valid():
        return render(request, "customers/new.html", {"form": form}, status=422)
    industry = form.cleaned_data.get("industry", "") if form.is_valid() else ""
    customer = add_customer(name=request.POST.get("customer", ""), industry=industry, by=user)
    reply = HttpResponse(status=204)
    reply["HX-Redirect"] = reverse("customer", args=[customer.pk])
    return reply


@require_GET
def show_customer(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the page of a customer; the address of one that was merged leads to the one that stayed."""
    user = signed_in(request)
    if (stayed := merged_into(user, pk)) is not None:
        return redirect("customer", stayed.pk)
    customer = customer_or_404(request, pk)
    page = customer_page(user, customer)
    shown = {
        "page": page,
        "merged": list(merged_customers(user).filter(merged_into=customer)),
        "columns": [[draw_customer_module(request, module, page) for module in column] for column in COLUMNS],
    }
    return render(request, "customers/customer.html", shown)


@require_GET
def show_timeline(request: HttpRequest, pk: int) -> HttpResponse:
    customer, after = customer_or_404(request, pk), request.GET.get("after", "")
    timeline = timeline_page(signed_in(request), customer, clock.today(), after=after)
    return render(request, "customers/timeline_rows.html", {"timeline": timeline})


@require_http_methods(["GET", "POST"])
@answers_refusals
def profile(request: HttpRequest, pk: int) -> HttpResponse:
    """GET shows the profile as a form, POST saves it."""
    customer, user = customer_or_404(request, pk), signed_in(request)
    may_hand_over = can_hand_over_customer(user, customer)
    shown: dict[str, object] = {"customer": customer, "may_edit": can_edit_customer(user, customer)}
    if request.method == "GET":
        form = CustomerForm(instance=customer, may_hand_over=may_hand_over)
        return render(request, "customers/profile_form.html", {**shown, "form": form})
    if not shown["may_edit"]:
        raise NotAllowed(_("You cannot change this customer."))
    form = CustomerForm(request.POST, instance=customer, may_hand_over=may_hand_over)
    status = 422
    if form.is_valid():
        try:
            saved = edit_customer(customer, form.changes(), seen=form.seen_values, by=user)
            return customer_changed(request, saved, ("customer-profile",))
        except RuleBroken as refusal:
            form.refuse(str(refusal.message), refusal.field)
        except StaleEdit as refusal:
            form.show_theirs(customer_or_404(request, pk), refusal.theirs)
            status, shown["refusal"] = 409, refusal.message
    return render(request, "customers/profile_form.html", {**shown, "form": form}, status=status)
