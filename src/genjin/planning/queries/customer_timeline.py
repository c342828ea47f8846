"""Everything that we did with a customer, over all projects that a person may see, newest first, a page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from genjin.customers.models import Customer
from genjin.people.models import User
from genjin.planning.models import FollowUp
from genjin.planning.queries.follow_ups import visible_follow_ups

PAGE_SIZE = 20


@dataclass(frozen=True, slots=True)
class Timeline:
    """Some follow-ups, and the cursor after which the next ones stand ("" if there are none)."""

    rows: Sequence[FollowUp]
    following: str


def customer_timeline(user: User, customer: Customer, *, after: str = "", size: int = PAGE_SIZE) -> Timeline:
    """Return the next follow-ups with project, contacts and colleagues, in a constant number of queries."""
    rows = visible_follow_ups(user).filter(project__customer=customer, project__deleted_at__isnull=True)
    if (cursor := _read_cursor(after)) is not None:
        day, pk = cursor
        rows = rows.filter(Q(listed_on__lt=day) | Q(listed_on=day, pk__lt=pk))
    whole = rows.select_related("project", "stage").prefetch_related("contacts", "colleagues")
    found = list(whole.order_by("-listed_on", "-pk")[: size + 1])
    last = found[size - 1] if len(found) > size else None
    return Timeline(found[:size], f"{last.listed_on.isoformat()}~{last.pk}" if last else "")


def _read_cursor(text: str) -> tuple[date, int] | None:
    day, _tilde, pk = text.partition("~")
    try:
        return (date.fromisoformat(day), int(pk)) if len(pk) < 19 else None
    except ValueError:
        return None
