"""The projects of a forecast as plain values: thousands of them for one page, in two queries."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from django.db.models import BigIntegerField, Exists, ExpressionWrapper, F, FloatField, OuterRef, QuerySet
from django.db.models.functions import Cast, Round

from genjin.forecast.models import ProjectOdds
from genjin.forecast.waterfall import Standing
from genjin.pipeline.models import ForecastClass, OutcomeKind, Project, ProjectOutcome
from genjin.pipeline.queries.projects import is_ended


class Deal(NamedTuple):
    """An open project. `cents` is None where no amount is said, or one in another currency than the sums'.

    `own_cents` is the amount in its own currency. `win`, `cases` and `won_by` are None while the project waits for the
    next reckoning. A tuple, as a page makes thousands of them.
    """

    pk: int
    name: str
    customer: str
    customer_type: str
    stage: int | None
    owner: int | None
    cents: int | None
    own_cents: int | None
    currency: str
    close_on: date | None
    forecast_class: str
    win: float | None
    cases: int | None
    won_by: bytes | None

    @property
    def amount(self) -> Decimal | None:
        """Return the amount in units of its own currency."""
        return None if self.own_cents is None else Decimal(self.own_cents) / 100

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


class Win(NamedTuple):
    """A won project."""

    pk: int
    owner: int | None
    customer_type: str
    cents: int | None
    day: date


COLUMNS = (
    *("pk", "name", "customer__name", "customer__customer_type", "stage_id", "owner_id", "own_cents", "currency"),
    *("close_on", "forecast_class", "odds__win", "odds__cases", "odds__won_by"),
)


def _in_cents(path: str) -> Cast:
    """Return an amount as whole cents: the database counts them faster than Python makes decimal numbers."""
    return Cast(Round(ExpressionWrapper(F(path) * 100, output_field=FloatField())), BigIntegerField())


def open_deals(projects: "QuerySet[Project]", currency: str) -> list[Deal]:
    """Return those of the projects that go on, in one query."""
    found = []
    rows = projects.filter(~is_ended()).annotate(own_cents=_in_cents("amount")).order_by("pk").values_list(*COLUMNS)
    for pk, name, customer, kind, stage, owner, own, money, *rest in rows:
        cents = own if money == currency else None
        found.append(Deal(pk, name, customer or "", kind or "", stage, owner, cents, own, money, *rest))
    return found


def wins_between(projects: "QuerySet[Project]", first: date, last: date, currency: str) -> list[Win]:
    """Return those of the projects that were won between two days, both included."""
    found = _outcomes_of(projects).filter(kind=OutcomeKind.WON, decided_on__range=(first, last)).order_by("project_id")
    columns = (
        *("project_id", "project__owner_id", "project__customer__customer_type"),
        *("own_cents", "project__currency", "decided_on"),
    )
    rows = found.annotate(own_cents=_in_cents("project__amount")).values_list(*columns)
    return [
        Win(pk, owner, kind or "", own if money == currency else None, day) for pk, owner, kind, own, money, day in rows
    ]


def odds_of(pks: Iterable[int]) -> dict[int, ProjectOdds]:
    """Return the odds of projects that the asking person was shown already, with the project at hand."""
    return ProjectOdds.objects.select_related("project").in_bulk(list(pks))


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
