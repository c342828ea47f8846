"""What the list of customers shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from genjin.core import clock
from genjin.customers.models import Customer, CustomerType, Tier
from genjin.people.models import User
from genjin.people.policies import can_write
from genjin.people.queries.people import active_people
from genjin.pipeline.queries.customers import CustomerFilter, CustomerLine, customer_list, customer_words
from genjin.web.formats import short_day


@dataclass(frozen=True, slots=True)
class Row:
    """One customer of the list, worked out."""

    customer: Customer
    types: Sequence[str]
    projects: int
    last: str


@dataclass(frozen=True, slots=True)
class Rows:
    """Some rows, and the address of those that follow."""

    rows: Sequence[Row]
    following: str


@dataclass(frozen=True, slots=True)
class ListPage:
    """The page: what one may filter by, and the first rows."""

    rows: Rows
    types: Sequence[tuple[str, object]]
    tiers: Sequence[tuple[str, object]]
    industries: Sequence[str]
    regions: Sequence[str]
    owners: Sequence[User]
    may_add: bool


def list_page(user: User, view: CustomerFilter) -> ListPage:
    """Return the page for this person."""
    return ListPage(
        rows=list_rows(user, view),
        types=CustomerType.choices,
        tiers=Tier.choices,
        industries=customer_words(user, "industry"),
        regions=customer_words(user, "region"),
        owners=list(active_people()),
        may_add=can_write(user),
    )


def list_rows(user: User, view: CustomerFilter, *, after: str = "") -> Rows:
    """Return the next rows of the list."""
    found = customer_list(user, view, after=after)
    following = f"{reverse('customer-rows')}?{view.query()}&{urlencode({'after': found.following})}"
    return Rows([_row(line) for line in found.lines], following if found.following else "")


def _row(line: CustomerLine) -> Row:
    customer, day = line.customer, line.last_follow_up_on
    labels = (customer.get_customer_type_display(), customer.get_second_type_display())
    return Row(
        customer=customer,
        types=[str(label) for label in labels if label],
        projects=line.projects,
        last=short_day(day, clock.today()) if day else "",
    )
