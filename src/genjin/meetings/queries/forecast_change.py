"""How the forecast of a meeting's projects changed, from frozen forecasts: nothing is said where there is none."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from genjin.forecast.periods import Period, period_of
from genjin.forecast.queries.deals import open_deals, wins_between
from genjin.forecast.queries.history import USUAL_CURRENCY
from genjin.forecast.queries.models import latest_model
from genjin.forecast.queries.snapshots import frozen_projects, snapshot_days
from genjin.forecast.waterfall import Standing, waterfall
from genjin.meetings.models import Meeting
from genjin.people.models import User
from genjin.pipeline.queries.projects import visible_projects


@dataclass(frozen=True, slots=True)
class ForecastChange:
    """What the projects count in a period, weighted by their chances, in cents: then and now; `since` is the day."""

    period: Period
    since: date
    before: int
    after: int
    currency: str


def forecast_change(user: User, meeting: Meeting, projects: Collection[int], today: date) -> ForecastChange | None:
    """Return how the weighted sum of the quarter changed since the last meeting; None without a forecast to compare.

    A meeting of an earlier day is compared with the last forecast that was frozen up to then.
    """
    days = snapshot_days()
    before = _last_until(days, timezone.localdate(meeting.changes_since))
    after = _last_until(days, meeting.held_on) if meeting.held_on < today else None
    if before is None or (meeting.held_on < today and (after is None or after == before)):
        return None
    period, pks = period_of(meeting.held_on, "quarter"), set(projects)
    currency = _currency()
    standings = frozen_projects(after[0]).standings(pks) if after else _standings(user, pks, period, currency)
    found = waterfall(frozen_projects(before[0]).standings(pks), standings, period, "weighted")
    return ForecastChange(period, before[1], found.before, found.after, currency)


def _last_until(days: list[tuple[int, date]], day: date) -> tuple[int, date] | None:
    return next((one for one in days if one[1] <= day), None)


def _currency() -> str:
    model = latest_model()
    return model.currency if model else USUAL_CURRENCY


def _standings(user: User, pks: Collection[int], period: Period, currency: str) -> dict[int, Standing]:
    projects = visible_projects(user).filter(pk__in=pks)
    found = {deal.pk: deal.standing() for deal in open_deals(projects, currency)}
    wins = wins_between(projects, period.start, period.end, currency)
    return found | {win.pk: Standing(is_won=True, cents=win.cents or 0, day=win.day) for win in wins}
