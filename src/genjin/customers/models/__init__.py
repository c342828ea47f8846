"""Customers and the people in them."""

from genjin.customers.models.contact import Contact
from genjin.customers.models.customer import Customer

__all__ = ["Contact", "Customer"]
