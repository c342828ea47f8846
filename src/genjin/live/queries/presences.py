"""Who else is at a place, and which row they are editing."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from genjin.core import clock
from genjin.live.models import Presence
from genjin.people.models import User
from genjin.pipeline.queries.projects import visible_projects

PLAN = "plan"
# Who edits says so every few seconds, who only looks once a minute; some room for a slow network.
EDITING = timedelta(seconds=15)
LOOKING = timedelta(seconds=90)
COLUMNS = ("user__name", "user_id", "project_id", "row", "cell", "seen_at")


@dataclass(frozen=True, slots=True)
class Present:
    """One person who is there; `row` and `cell` are what is being edited, None and "" where nothing is."""

    name: str
    user: int
    project: int | None
    row: int | None
    cell: str
    seen_at: datetime


def project_place(pk: int) -> str:
    """Return the name of the place that a project's page is."""
    return f"project-{pk}"


def others_at(user: User, place: str) -> Sequence[Present]:
    """Return who else is at a place, by name, as far as this person may see what they look at.

    In the plan table only who edits a row is told. One query where nobody is: this is asked every second and a half.
    """
    now = clock.now()
    there = Presence.objects.filter(place=place, seen_at__gt=now - LOOKING).exclude(user=user)
    if place == PLAN:
        there = there.filter(seen_at__gt=now - EDITING, row__isnull=False)
    found = [Present(*values) for values in there.values_list(*COLUMNS)]
    if not found:
        return []
    projects = visible_projects(user).filter(pk__in={entry.project for entry in found})
    seen = set(projects.values_list("pk", flat=True))
    return [_as_of(entry, now - EDITING) for entry in sorted(found, key=_by_name) if entry.project in seen]


def _by_name(entry: Present) -> tuple[str, int]:
    return entry.name, entry.user


def _as_of(entry: Present, moment: datetime) -> Present:
    """Leave out the row that was edited before the moment."""
    return entry if entry.seen_at > moment else replace(entry, row=None, cell="")
