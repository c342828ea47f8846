"""What a person finds by some words: customers, their people, projects, and what stands in follow-ups."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import and_

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from genjin.customers.models import Contact, Customer
from genjin.people.models import User
from genjin.pipeline.models import Project
from genjin.pipeline.queries.entries import visible_entries
from genjin.pipeline.queries.projects import visible_customers, visible_projects
from genjin.planning.models import FollowUp
from genjin.planning.queries.filtered import filtered_follow_ups
from genjin.planning.queries.follow_ups import whole_rows
from genjin.planning.queries.plan_view import PlanView

MOST = 5


@dataclass(frozen=True, slots=True)
class Found:
    """The best hits of each kind: at most `MOST`, all of them visible to who asked."""

    customers: Sequence[Customer] = ()
    contacts: Sequence[Contact] = ()
    projects: Sequence[Project] = ()
    follow_ups: Sequence[FollowUp] = ()


def found_by(user: User, text: str, *, names_only: bool = False) -> Found:
    """Return what holds every word of the text, what begins with it first; `names_only` leaves follow-ups out."""
    words = text.split()
    if not words:
        return Found()
    contacts = visible_entries(user, Contact).select_related("unit").filter(left_on=None)
    projects = visible_projects(user).select_related("customer", "stage").order_by("-listed_on", "-pk")
    return Found(
        customers=_named(visible_customers(user), words, "name", "short_names"),
        contacts=_named(contacts, words, "name", "title"),
        projects=list(projects.filter(_holds(words, "name", "customer__name", "customer__short_names"))[:MOST]),
        follow_ups=() if names_only else _newest(user, text),
    )


def _holds(words: Sequence[str], *fields: str) -> Q:
    """Return that each of the words stands in one of the fields."""
    return reduce(and_, (Q(*((f"{field}__icontains", word) for field in fields), _connector=Q.OR) for word in words))


def _named(rows: QuerySet, words: Sequence[str], *fields: str) -> list:  # type: ignore[type-arg]
    is_later = Case(
        When(**{f"{fields[0]}__istartswith": words[0]}, then=Value(0)), default=Value(1), output_field=IntegerField()
    )
    return list(rows.filter(_holds(words, *fields)).order_by(is_later, fields[0], "pk")[:MOST])


def _newest(user: User, text: str) -> list[FollowUp]:
    rows = filtered_follow_ups(user, PlanView(words=text)).order_by("-listed_on", "-pk")
    keys = list(rows.values_list("pk", flat=True)[:MOST])
    known = {row.pk: row for row in whole_rows().filter(pk__in=keys)}
    return [known[key] for key in keys if key in known]
