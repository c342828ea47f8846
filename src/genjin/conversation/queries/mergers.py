"""Customers that were merged into another: what was said about them is said about the one that stayed."""

from genjin.customers.models import Customer
from genjin.people.models import User
from genjin.pipeline.queries.projects import visible_customers


def ids_within(customer_id: int) -> list[int]:
    """Return the id of a customer and of all that were merged into it, by way of others too."""
    return [customer_id, *_merged_into([customer_id])]


def seen_through_mergers(user: User) -> list[int]:
    """Return the ids of customers that were merged into one that this person may see."""
    first = Customer.objects.filter(merged_into__in=visible_customers(user)).values_list("pk", flat=True)
    found = list(first)
    return [*found, *_merged_into(found)]


def _merged_into(ids: list[int]) -> list[int]:
    level = list(Customer.objects.filter(merged_into__in=ids).values_list("pk", flat=True)) if ids else []
    return [*level, *_merged_into(level)] if level else []
