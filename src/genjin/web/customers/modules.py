"""The pieces of a customer's page: each is a piece of HTML that is also the reply to a save."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.template.loader import render_to_string

from genjin.customers.models import Customer
from genjin.web.conversation.section_data import section_of_customer
from genjin.web.customers import page_data
from genjin.web.customers.chart_data import chart
from genjin.web.customers.customer_page import CustomerPage, customer_page
from genjin.web.shared.gates import signed_in


@dataclass(frozen=True, slots=True)
class CustomerModule:
    """One piece of the page: its template, and what the template shows as `module`."""

    key: str
    template: str
    data: Callable[[CustomerPage], object]


COLUMNS: Sequence[Sequence[CustomerModule]] = (
    (
        CustomerModule("customer-profile", "customers/profile.html", page_data.profile),
        CustomerModule("contacts", "customers/contacts.html", page_data.contacts),
        CustomerModule("competitors", "customers/competitors.html", page_data.competitors),
        CustomerModule("files", "customers/files.html", page_data.files),
    ),
    (
        CustomerModule("customer-projects", "customers/projects.html", page_data.projects),
        CustomerModule("conversation", "conversation/section.html", section_of_customer),
        CustomerModule("chart", "customers/chart.html", chart),
    ),
    (CustomerModule("timeline", "customers/timeline.html", page_data.timeline),),
)
MODULES = {module.key: module for column in COLUMNS for module in column}


def draw_customer_modules(request: HttpRequest, customer: Customer, names: Collection[str]) -> str:
    """Return those of the named pieces that the asking page shows, each to be put in its place."""
    shown = request.headers.get("X-Modules")
    asked = [name for name in names if name in MODULES and (shown is None or name in shown.split())]
    if not asked:
        return ""
    page = customer_page(signed_in(request), customer)
    return "".join(draw_customer_module(request, MODULES[name], page, swap_out_of_band=True) for name in asked)


def draw_customer_module(
    request: HttpRequest, module: CustomerModule, page: CustomerPage, *, swap_out_of_band: bool = False
) -> str:
    """Return the HTML of one piece."""
    shown = {"module": module.data(page), "page": page, "swap_out_of_band": swap_out_of_band}
    return render_to_string(module.template, shown, request)
