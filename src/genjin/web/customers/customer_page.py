"""What all pieces of a customer's page are made from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from genjin.core import clock
from genjin.customers.models import Contact, Customer, CustomerCompetitor, CustomerFile, Unit
from genjin.people.models import User
from genjin.pipeline.models import Project, Stakeholder
from genjin.pipeline.policies import can_edit_customer
from genjin.pipeline.queries.customers import projects_of, stakes_of, visible_files
from genjin.pipeline.queries.entries import visible_entries


@dataclass(frozen=True, slots=True)
class CustomerPage:
    """One customer as one person sees it: projects, and where people are stakeholders, as far as they are visible."""

    customer: Customer
    user: User
    may_edit: bool
    today: date
    units: Sequence[Unit]
    contacts: Sequence[Contact]
    competitors: Sequence[CustomerCompetitor]
    files: Sequence[CustomerFile]
    projects: Sequence[Project]
    stakes: Mapping[int, Sequence[Stakeholder]]


def customer_page(user: User, customer: Customer) -> CustomerPage:
    """Return a visible customer with everything that its page shows, in a constant number of queries."""
    stakes: dict[int, list[Stakeholder]] = {}
    for stake in stakes_of(user, customer):
        if stake.contact_id is not None:
            stakes.setdefault(stake.contact_id, []).append(stake)
    contacts = visible_entries(user, Contact).filter(customer=customer)
    return CustomerPage(
        customer=customer,
        user=user,
        may_edit=can_edit_customer(user, customer),
        today=clock.today(),
        units=list(visible_entries(user, Unit).filter(customer=customer)),
        contacts=list(contacts.select_related("unit", "reports_to", "customer")),
        competitors=list(visible_entries(user, CustomerCompetitor).filter(customer=customer)),
        files=list(visible_files(user).filter(customer=customer)),
        projects=list(projects_of(user, customer)),
        stakes=stakes,
    )
