"""Targets and numbers of the people whom a person may look at."""

from collections.abc import Iterable
from decimal import Decimal

from django.db.models import QuerySet

from genjin.forecast.models import SellersNumber, Target
from genjin.forecast.queries.forecast_view import ForecastView
from genjin.people.models import Department, User
from genjin.people.queries.departments import colleague_ids_below, departments_looked_after


def visible_sellers(user: User) -> QuerySet[User]:
    """Return the person, and everybody below; for an administrator everybody."""
    people = User.objects.filter(is_active=True)
    if not user.is_administrator:
        people = people.filter(pk__in=colleague_ids_below(user))
    return people.select_related("department").order_by("name", "pk")


def visible_numbers(user: User) -> QuerySet[SellersNumber]:
    """Return the numbers of the sellers whom this person may look at."""
    return SellersNumber.objects.filter(person__in=visible_sellers(user)).select_related("person", "adjusted_by")


def target_of(user: User, view: ForecastView) -> Decimal | None:
    """Return the target of what is looked at; where none is set for it as a whole, the sum of its people's.

    None where there is none, or where only a part of somebody's projects is looked at.
    """
    if view.customer_type:
        return None
    targets = Target.objects.filter(period=view.period.key)
    people = visible_sellers(user)
    if view.owner or view.scope == "mine":
        asked = {view.owner or user.pk} if view.scope != "mine" or view.owner in {None, user.pk} else set()
        return _sum(targets.filter(person__in=people.filter(pk__in=asked)))
    departments = departments_looked_after(user)
    if view.department or view.scope == "department":
        chosen = departments.filter(pk=view.department) if view.department else departments
        whole = _sum(targets.filter(department__in=_topmost(chosen)))
        return whole if whole is not None else _sum(targets.filter(person__in=people.filter(department__in=chosen)))
    if user.is_administrator:
        whole = _sum(targets.filter(person=None, department=None))
        if whole is not None:
            return whole
    whole = _sum(targets.filter(department__in=_topmost(departments)))
    return whole if whole is not None else _sum(targets.filter(person__in=people))


def person_targets(people: Iterable[User], period: str) -> dict[int, Decimal]:
    """Return the targets of people by id."""
    found = Target.objects.filter(person__in=[person.pk for person in people], period=period)
    return {target.person_id: target.amount for target in found if target.person_id is not None}


def _topmost(departments: QuerySet[Department]) -> list[int]:
    """Return the departments that lie below none of the others: what is below is in their targets already."""
    parents = dict(departments.values_list("pk", "parent_id"))
    return [pk for pk, parent in parents.items() if parent not in parents]


def _sum(targets: QuerySet[Target]) -> Decimal | None:
    amounts = list(targets.values_list("amount", flat=True))
    return sum(amounts, Decimal(0)) if amounts else None


def people_by_id() -> dict[int, User]:
    """Return everybody with the department, to name the owners of what was shown already."""
    return {person.pk: person for person in User.objects.select_related("department")}
