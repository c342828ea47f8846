"""Frozen forecasts, cut down to what a person may see."""

from collections.abc import Collection
from datetime import date
from typing import Final

from django.db.models import Max, QuerySet

from genjin.forecast.models import ForecastSnapshot
from genjin.forecast.waterfall import Standing
from genjin.pipeline.models import ForecastClass, Project

MOST: Final = 400


def snapshot_days() -> list[tuple[int, date]]:
    """Return id and day of the last snapshot of each day, newest first."""
    found = ForecastSnapshot.objects.values("day").annotate(last=Max("pk")).order_by("-day")[:MOST]
    return [(row["last"], row["day"]) for row in found]


def snapshot_bands(pk: int) -> dict[str, dict[str, list[float]]]:
    """Return the ranges of a snapshot, by period and owner; the caller shows only what the person may see."""
    found = ForecastSnapshot.objects.filter(pk=pk).values_list("bands", flat=True).first()
    return found or {}


def standings_in(pk: int, projects: "QuerySet[Project]", known: Collection[int]) -> dict[int, Standing]:
    """Return how those of `projects` stood in a snapshot; `known` are ids of them that the caller has at hand."""
    row = ForecastSnapshot.objects.filter(pk=pk).values_list("open_projects", "won_projects").first()
    if row is None:
        return {}
    opened, won = row
    asked = {line[0] for line in (*opened, *won)}
    shown = asked & set(known)
    rest = sorted(asked - shown)
    for start in range(0, len(rest), 500):
        shown |= set(projects.filter(pk__in=rest[start : start + 500]).values_list("pk", flat=True))
    found = {
        project: Standing(is_won=False, cents=cents or 0, day=_day(day), win=win, counts=kind != ForecastClass.EXCLUDED)
        for project, win, cents, day, kind in opened
        if project in shown
    }
    found |= {
        project: Standing(is_won=True, cents=cents or 0, day=_day(day))
        for project, cents, day in won
        if project in shown
    }
    return found


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
