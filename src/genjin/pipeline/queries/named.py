"""Finding customers and projects by the names that people write."""

import re
import unicodedata
from collections.abc import Iterable

from django.db.models import QuerySet

from genjin.customers.models import Customer
from genjin.people.models import User
from genjin.pipeline.models import Project
from genjin.pipeline.queries.projects import visible_customers, visible_projects
from genjin.text.customer_project import unpack_customer_project

BLANKS = re.compile(r"\s+")


def name_key(name: str) -> str:
    """Return what two spellings of one name share: width, case and blanks do not count."""
    return BLANKS.sub("", unicodedata.normalize("NFKC", name)).casefold()


def customers_by_name(user: User) -> dict[str, Customer]:
    """Return the visible customers under the key of their name and of each short name; a full name comes first."""
    customers = list(visible_customers(user).order_by("-pk"))
    found = {name_key(short): customer for customer in customers for short in customer.all_names[1:]}
    return found | {name_key(customer.name): customer for customer in customers}


def customer_called(name: str, user: User) -> Customer | None:
    """Return the visible customer of this name: spelled just so, else one that `customers_by_name` would give.

    Of a thousand customers only the names are read, and none where the spelling is known.
    """
    customers = visible_customers(user)
    exact = customers.filter(name=name).order_by("pk").first()
    if exact:
        return exact
    key = name_key(name)
    names, short_names = {}, {}
    for pk, full, short in customers.order_by("-pk").values_list("pk", "name", "short_names"):
        names[name_key(full)] = pk
        short_names.update({name_key(each): pk for each in short.splitlines() if each.strip()})
    return customers.filter(pk=names.get(key) or short_names.get(key) or 0).first()


def projects_by_name(user: User, customers: Iterable[Customer | None]) -> dict[tuple[int | None, str], Project]:
    """Return the visible projects of these customers under the customer's id and the key of the project's name."""
    keys = {customer.pk if customer else None for customer in customers}
    projects = visible_projects(user).select_related("customer").order_by("-pk")
    own = projects.filter(customer__in=[key for key in keys if key is not None])
    found = _keyed(own)
    return found | _keyed(projects.filter(customer__isnull=True, owner=user)) if None in keys else found


def projects_called(words: str, user: User) -> list[Project]:
    """Return the visible projects that words name: by id, by the project's name, or by “customer / project”."""
    projects = visible_projects(user).select_related("customer")
    if words.isascii() and words.isdigit() and (found := list(projects.filter(pk=int(words)))):
        return found
    key = name_key(words)
    customer, project = unpack_customer_project(words)
    both = (name_key(customer or ""), name_key(project or ""))
    named = {
        entry: (name_key(entry.customer.name if entry.customer else ""), name_key(entry.name)) for entry in projects
    }
    return [entry for entry, keys in named.items() if key == keys[1] or both == keys]


def _keyed(projects: QuerySet[Project]) -> dict[tuple[int | None, str], Project]:
    return {(project.customer_id, name_key(project.name)): project for project in projects}
