"""Customers that were merged into another: what was said about them is said about the one that stayed."""

from django.db.models import QuerySet

from genjin.customers.models import Customer


def ids_within(customer_id: int) -> list[int]:
    """Return the id of a customer and of all that were merged into it, by way of others too."""
    return [customer_id, *_merged_into([customer_id])]


def merged_into_any(customers: QuerySet[Customer]) -> list[int]:
    """Return the ids of the customers that were merged into one of these, by way of others too."""
    found = list(Customer.objects.filter(merged_into__in=customers).values_list("pk", flat=True))
    return [*found, *_merged_into(found)]


def _merged_into(ids: list[int]) -> list[int]:
    level = list(Customer.objects.filter(merged_into__in=ids).values_list("pk", flat=True)) if ids else []
    return [*level, *_merged_into(level)] if level else []
