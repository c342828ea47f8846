"""Customers as lists show them, and what of a customer a person may see."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast
from urllib.parse import urlencode

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet, Subquery

from genjin.core.storable import storable_text
from genjin.customers.models import Contact, Customer, CustomerFile, CustomerType, Tier
from genjin.people.models import User
from genjin.pipeline.models import Project, Stakeholder
from genjin.pipeline.queries.projects import visible_customers, visible_projects

PAGE_SIZE = 50
MOST_CHOICES = 100
LONGEST = 200


@dataclass(frozen=True, slots=True)
class CustomerFilter:
    """Which customers are looked at; an empty value filters nothing. `owner` is the id of one of us."""

    words: str = ""
    customer_type: str = ""
    tier: str = ""
    industry: str = ""
    region: str = ""
    owner: int | None = None

    @property
    def is_filtered(self) -> bool:
        """Tell whether anything is left out."""
        return bool(self.query())

    def query(self) -> str:
        """Return the filter as the query of an address; `read_customer_filter` is the inverse."""
        pairs = {
            "q": self.words,
            "type": self.customer_type,
            "tier": self.tier,
            "industry": self.industry,
            "region": self.region,
            "owner": str(self.owner or ""),
        }
        return urlencode({key: value for key, value in pairs.items() if value})


def read_customer_filter(pairs: Mapping[str, str]) -> CustomerFilter:
    """Read a filter from an address; what cannot be understood filters nothing."""
    keys = ("q", "type", "tier", "industry", "region", "owner")
    words = {key: storable_text(pairs.get(key, "")).strip()[:LONGEST] for key in keys}
    return CustomerFilter(
        words=words["q"],
        customer_type=words["type"] if words["type"] in CustomerType.values else "",
        tier=words["tier"] if words["tier"] in Tier.values else "",
        industry=words["industry"],
        region=words["region"],
        owner=_id(words["owner"]),
    )


@dataclass(frozen=True, slots=True)
class CustomerLine:
    """A customer with what this person may see of its projects: how many, and the day of the last follow-up."""

    customer: Customer
    projects: int
    last_follow_up_on: date | None


@dataclass(frozen=True, slots=True)
class CustomerList:
    """Some customers, and the id after which the next ones stand ("" if there are none)."""

    lines: Sequence[CustomerLine]
    following: str


def customer_list(user: User, view: CustomerFilter, *, after: str = "", size: int = PAGE_SIZE) -> CustomerList:
    """Return the next visible customers that pass the filter, by name, in a constant number of queries."""
    customers = _filtered(user, view).order_by("name", "pk")
    last_seen = visible_customers(user).filter(pk=_id(after) or 0).first() if after else None
    if last_seen is not None:
        customers = customers.filter(Q(name__gt=last_seen.name) | Q(name=last_seen.name, pk__gt=last_seen.pk))
    own = visible_projects(user).filter(customer=OuterRef("pk")).order_by().values("customer")
    found = list(
        customers.select_related("owner").annotate(
            project_count=Subquery(own.annotate(found=Count("pk", distinct=True)).values("found")),
            last_on=Subquery(own.annotate(found=Max("last_follow_up_on")).values("found")),
        )[: size + 1]
    )
    lines = [CustomerLine(row, row.project_count or 0, cast("date | None", row.last_on)) for row in found[:size]]
    return CustomerList(lines, str(found[size - 1].pk) if len(found) > size else "")


def customer_words(user: User, field: str) -> list[str]:
    """Return what stands in a field (`industry`, `region`) of the visible customers, to choose from."""
    words = visible_customers(user).exclude(**{field: ""}).order_by(field).values_list(field, flat=True).distinct()
    return list(words[:MOST_CHOICES])


def visible_names(user: User) -> dict[int, str]:
    """Return the names of all visible customers by their ids."""
    return dict(visible_customers(user).values_list("pk", "name"))


def merged_customers(user: User) -> QuerySet[Customer]:
    """Return customers that were merged into one that this person may see: what can be parted again."""
    return Customer.objects.filter(merged_into__in=visible_customers(user)).select_related("merged_into")


def merged_into(user: User, pk: int) -> Customer | None:
    """Return the customer that this one was merged into, by way of others too; None if it was not, or is not seen."""
    here, following = pk, _target_of(pk)
    while following is not None:
        here, following = following, _target_of(following)
    return visible_customers(user).filter(pk=here).exclude(pk=pk).first()


def _target_of(pk: int) -> int | None:
    return Customer.objects.filter(pk=pk).values_list("merged_into", flat=True).first()


def projects_of(user: User, customer: Customer) -> QuerySet[Project]:
    """Return the customer's projects that this person may see, the one heard of last first."""
    projects = visible_projects(user).filter(customer=customer)
    return projects.select_related("stage", "owner").order_by("-listed_on", "-pk")


def stakes_of(user: User, customer: Customer) -> QuerySet[Stakeholder]:
    """Return in which of the visible projects the customer's people are stakeholders."""
    stakes = Stakeholder.objects.filter(contact__customer=customer, deleted_at__isnull=True)
    return stakes.filter(project__in=visible_projects(user)).select_related("project").order_by("pk")


def visible_files(user: User) -> QuerySet[CustomerFile]:
    """Return the files of the customers that this person may see."""
    files = CustomerFile.objects.filter(customer__in=visible_customers(user), deleted_at__isnull=True)
    return files.select_related("customer", "by")


def _filtered(user: User, view: CustomerFilter) -> QuerySet[Customer]:
    customers = visible_customers(user)
    exact = {"tier": view.tier, "industry": view.industry, "region": view.region, "owner": view.owner}
    customers = customers.filter(**{field: value for field, value in exact.items() if value})
    if view.customer_type:
        customers = customers.filter(Q(customer_type=view.customer_type) | Q(second_type=view.customer_type))
    for word in view.words.split():
        named = Contact.objects.filter(customer=OuterRef("pk"), name__icontains=word, deleted_at__isnull=True)
        customers = customers.filter(Q(name__icontains=word) | Q(short_names__icontains=word) | Exists(named))
    return customers


def _id(word: str) -> int | None:
    return int(word) if word.isascii() and word.isdigit() and len(word) < 19 else None
