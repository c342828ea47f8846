"""What answers a change of a customer: nothing for the panel, which closes, and the pieces that show it."""

import json
from collections.abc import Collection

from django.http import HttpRequest, HttpResponse

from genjin.customers.models import Customer
from genjin.web.customers.modules import draw_customer_modules


def customer_changed(request: HttpRequest, customer: Customer, modules: Collection[str]) -> HttpResponse:
    """Close the panel and renew the pieces."""
    reply = HttpResponse(draw_customer_modules(request, customer, modules))
    reply["HX-Trigger-After-Settle"] = json.dumps({"saved": {}})
    return reply
