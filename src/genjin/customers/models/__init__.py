"""Customers and the people in them."""

from genjin.customers.models.contact import Contact
from genjin.customers.models.customer import Customer, CustomerType, Tier
from genjin.customers.models.customer_competitor import CustomerCompetitor
from genjin.customers.models.customer_entry import CustomerEntry
from genjin.customers.models.customer_file import CustomerFile
from genjin.customers.models.unit import Unit

__all__ = [
    "Contact",
    "Customer",
    "CustomerCompetitor",
    "CustomerEntry",
    "CustomerFile",
    "CustomerType",
    "Tier",
    "Unit",
]
