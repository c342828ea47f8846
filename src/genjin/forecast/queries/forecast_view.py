"""Which part of the forecast is looked at, as an address carries it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, cast, get_args
from urllib.parse import urlencode

from django.db.models import QuerySet

from genjin.core.ids import read_id
from genjin.core.storable import storable_text
from genjin.customers.models import CustomerType
from genjin.forecast.periods import Period, period_of, read_period
from genjin.forecast.waterfall import Measure
from genjin.people.models import User
from genjin.people.queries.departments import department_ids_below
from genjin.pipeline.models import Project
from genjin.pipeline.queries.projects import visible_projects

Scope = Literal["all", "mine", "department"]
Grouping = Literal["owner", "department", "customer_type", "month"]


@dataclass(frozen=True, slots=True)
class ForecastView:
    """What is looked at; an empty value filters nothing. `since` is the id of the snapshot to compare with."""

    period: Period
    scope: Scope = "all"
    owner: int | None = None
    department: int | None = None
    customer_type: str = ""
    since: int | None = None
    measure: Measure = "weighted"
    by: Grouping = "owner"

    def query(self) -> str:
        """Return the view as the query of an address; `read_forecast_view` is the inverse."""
        pairs = {
            "period": self.period.key,
            "scope": "" if self.scope == "all" else self.scope,
            "owner": str(self.owner or ""),
            "department": str(self.department or ""),
            "type": self.customer_type,
            "since": str(self.since or ""),
            "measure": "" if self.measure == "weighted" else self.measure,
            "by": "" if self.by == "owner" else self.by,
        }
        return urlencode({key: value for key, value in pairs.items() if value})


def read_forecast_view(pairs: Mapping[str, str], today: date) -> ForecastView:
    """Read a view from an address; what cannot be understood filters nothing, and the period is this quarter."""
    words = {key: storable_text(str(value)).strip()[:40] for key, value in pairs.items()}
    kind = words.get("type", "")
    return ForecastView(
        period=read_period(words.get("period", "")) or period_of(today, "quarter"),
        scope=cast("Scope", _one_of(words.get("scope", ""), get_args(Scope), "all")),
        owner=read_id(words.get("owner", "")),
        department=read_id(words.get("department", "")),
        customer_type=kind if kind in CustomerType.values else "",
        since=read_id(words.get("since", "")),
        measure=cast("Measure", _one_of(words.get("measure", ""), get_args(Measure), "weighted")),
        by=cast("Grouping", _one_of(words.get("by", ""), get_args(Grouping), "owner")),
    )


def projects_in_view(user: User, view: ForecastView) -> QuerySet[Project]:
    """Return the visible projects that are looked at, open or ended."""
    projects = visible_projects(user)
    if view.scope == "mine":
        projects = projects.filter(owner=user)
    elif view.scope == "department":
        projects = projects.filter(owner__department__in=own_departments(user))
    if view.owner:
        projects = projects.filter(owner=view.owner)
    if view.department:
        projects = projects.filter(owner__department=view.department)
    if view.customer_type:
        projects = projects.filter(customer__customer_type=view.customer_type)
    return projects


def own_departments(user: User) -> frozenset[int]:
    """Return the ids of the person's own department and of those that the person manages."""
    return department_ids_below(user) | ({user.department_id} if user.department_id else set())


def _one_of(word: str, known: tuple[str, ...], otherwise: str) -> str:
    return word if word in known else otherwise
