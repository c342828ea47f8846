"""The places that the sidebar leads to."""

from dataclasses import dataclass
from functools import cache

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Destination:
    """One entry of the sidebar: `name` is the name of its address. `is_of_managers`: others have no use for it."""

    name: str
    title: Promise
    icon: str
    is_of_managers: bool = False


DESTINATIONS = (
    Destination("today", _("Today"), "sun"),
    Destination("plan", _("Plan table"), "table"),
    Destination("projects", _("Projects"), "target-arrow"),
    Destination("customers", _("Customers"), "building"),
    Destination("signals", _("Signals"), "activity-heartbeat"),
    Destination("pipeline", _("Pipeline board"), "layout-kanban"),
    Destination("forecast", _("Forecast"), "chart-arrows-vertical"),
    Destination("team", _("Team"), "users", is_of_managers=True),
    Destination("meetings", _("Weekly meeting"), "presentation"),
    Destination("imports", _("Imports"), "file-import"),
    Destination("settings", _("Settings"), "settings"),
)


@cache
def destinations() -> tuple[tuple[Destination, str], ...]:
    """Return the entries with their addresses; a page that this installation does not have is left out."""
    found = []
    for destination in DESTINATIONS:
        try:
            found.append((destination, reverse(destination.name)))
        except NoReverseMatch:
            continue
    return tuple(found)
