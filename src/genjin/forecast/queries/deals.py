"""The projects of a forecast as plain values: thousands of them for one page, in two queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Exists, OuterRef, QuerySet

from genjin.forecast.models import ProjectOdds
from genjin.forecast.waterfall import Standing
from genjin.pipeline.models import ForecastClass, OutcomeKind, Project, ProjectOutcome
from genjin.pipeline.queries.projects import is_ended


@dataclass(frozen=True, slots=True)
class Deal:
    """An open project. `cents` is None where no amount is said, or one in another currency than the sums'.

    `win`, `cases` and `won_by` are None while the project waits for the next reckoning.
    """

    pk: int
    name: str
    customer: str
    customer_type: str
    stage: int | None
    owner: int | None
    cents: int | None
    amount: Decimal | None
    currency: str
    close_on: date | None
    forecast_class: str
    last_follow_up_on: date | None
    win: float | None
    cases: int | None
    won_by: bytes | None

    @property
    def counts(self) -> bool:
        """Tell whether the seller has not left it out."""
        return self.forecast_class != ForecastClass.EXCLUDED

    @property
    def weighted(self) -> int:
        """Return the cents times the chance, as the waterfall counts them."""
        return round((self.cents or 0) * (self.win or 0.0))

    def is_adrift(self, today: date) -> bool:
        """Tell whether the expected close is missing or has passed."""
        return self.close_on is None or self.close_on < today

    def standing(self) -> Standing:
        """Return what the waterfall compares."""
        return Standing(is_won=False, cents=self.cents or 0, day=self.close_on, win=self.win or 0.0, counts=self.counts)


@dataclass(frozen=True, slots=True)
class Win:
    """A won project."""

    pk: int
    owner: int | None
    customer_type: str
    cents: int | None
    day: date


COLUMNS = (
    *("pk", "name", "customer__name", "customer__customer_type", "stage_id", "owner_id", "amount", "currency"),
    *("close_on", "forecast_class", "last_follow_up_on", "odds__win", "odds__cases", "odds__won_by"),
)


def open_deals(projects: "QuerySet[Project]", currency: str) -> list[Deal]:
    """Return those of the projects that go on, in one query."""
    found = []
    for row in projects.filter(~is_ended()).order_by("pk").values_list(*COLUMNS):
        pk, name, customer, kind, stage, owner, amount, money, *rest = row
        cents = _cents(amount) if money == currency else None
        found.append(Deal(pk, name, customer or "", kind or "", stage, owner, cents, amount, money, *rest))
    return found


def wins_between(projects: "QuerySet[Project]", first: date, last: date, currency: str) -> list[Win]:
    """Return those of the projects that were won between two days, both included."""
    found = _outcomes_of(projects).filter(kind=OutcomeKind.WON, decided_on__range=(first, last)).order_by("project_id")
    columns = (
        *("project_id", "project__owner_id", "project__customer__customer_type"),
        *("project__amount", "project__currency", "decided_on"),
    )
    return [
        Win(pk, owner, kind or "", _cents(amount) if money == currency else None, day)
        for pk, owner, kind, amount, money, day in found.values_list(*columns)
    ]


def odds_of(pks: Iterable[int]) -> dict[int, ProjectOdds]:
    """Return the odds of projects that the asking person was shown already."""
    return ProjectOdds.objects.in_bulk(list(pks))


def ended_since(projects: "QuerySet[Project]", moment: datetime, currency: str) -> dict[int, Standing | None]:
    """Return those of the projects whose end was written down since: how a won one stands, None for all others."""
    found = _outcomes_of(projects).filter(created_at__gte=moment)
    columns = ("project_id", "kind", "project__amount", "project__currency", "decided_on")
    return {
        pk: Standing(is_won=True, cents=(_cents(amount) or 0) if money == currency else 0, day=day)
        if kind == OutcomeKind.WON
        else None
        for pk, kind, amount, money, day in found.values_list(*columns)
    }


def names_in(projects: "QuerySet[Project]", pks: Iterable[int]) -> dict[int, str]:
    """Return customer and name of those of the projects that have these ids."""
    found = projects.filter(pk__in=list(pks)).values_list("pk", "customer__name", "name")
    return {pk: " · ".join(part for part in (customer, name) if part) for pk, customer, name in found}


def _outcomes_of(projects: "QuerySet[Project]") -> "QuerySet[ProjectOutcome]":
    """Return the outcomes of the projects, each asked by itself: few outcomes of many projects are wanted."""
    return ProjectOutcome.objects.filter(Exists(projects.filter(pk=OuterRef("project_id"))), deleted_at=None)


def _cents(amount: Decimal | None) -> int | None:
    return None if amount is None else int(amount * 100)
