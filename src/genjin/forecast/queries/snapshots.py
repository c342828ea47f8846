"""Frozen forecasts, cut down to what a person may see."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db.models import Max

from genjin.forecast.models import ForecastSnapshot
from genjin.forecast.periods import Period
from genjin.forecast.waterfall import Standing
from genjin.pipeline.models import ForecastClass

MOST: Final = 400


def snapshot_days() -> list[tuple[int, date]]:
    """Return id and day of the last snapshot of each day, newest first."""
    found = ForecastSnapshot.objects.values("day").annotate(last=Max("pk")).order_by("-day")[:MOST]
    return [(row["last"], row["day"]) for row in found]


def snapshot_bands(pk: int) -> dict[str, dict[str, list[float]]]:
    """Return the ranges of a snapshot, by period and owner; the caller shows only what the person may see."""
    found = ForecastSnapshot.objects.filter(pk=pk).values_list("bands", flat=True).first()
    return found or {}


@dataclass(frozen=True, slots=True)
class Frozen:
    """The projects of a snapshot, as they are stored; nobody's eyes but those of whoever cuts them down."""

    made_at: datetime
    opened: list[tuple[int, float, int | None, str | None, str]]
    won: list[tuple[int, int | None, str]]

    def in_period(self, period: Period) -> set[int]:
        """Return the projects that were to close, or were won, in a period."""
        start, end = period.start.isoformat(), period.end.isoformat()  # such days compare as texts do
        found = {row[0] for row in self.opened if row[3] is not None and start <= row[3] <= end}
        return found | {row[0] for row in self.won if start <= row[2] <= end}

    def standings(self, projects: Collection[int]) -> dict[int, Standing]:
        """Return how those of the projects stood that were there."""
        found = {
            pk: Standing(is_won=False, cents=cents or 0, day=_day(day), win=win, counts=kind != ForecastClass.EXCLUDED)
            for pk, win, cents, day, kind in self.opened
            if pk in projects
        }
        found |= {
            pk: Standing(is_won=True, cents=cents or 0, day=_day(day)) for pk, cents, day in self.won if pk in projects
        }
        return found


def frozen_projects(pk: int) -> Frozen:
    """Return the projects of a snapshot that is there."""
    return Frozen(*ForecastSnapshot.objects.values_list("made_at", "open_projects", "won_projects").get(pk=pk))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
