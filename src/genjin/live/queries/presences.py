"""Who else is at a place, and which row they are editing."""

from collections.abc import Sequence
from datetime import timedelta

from genjin.core import clock
from genjin.live.models import Presence
from genjin.people.models import User
from genjin.pipeline.queries.projects import visible_projects

PLAN = "plan"
# Who edits says so every few seconds, who only looks once a minute; some room for a slow network.
EDITING = timedelta(seconds=15)
LOOKING = timedelta(seconds=90)


def project_place(pk: int) -> str:
    """Return the name of the place that a project's page is."""
    return f"project-{pk}"


def others_at(user: User, place: str) -> Sequence[Presence]:
    """Return who else is at a place, by name, as far as this person may see what they look at.

    In the plan table only who edits a row is told. One query where nobody is, three at most where somebody is.
    """
    now = clock.now()
    there = Presence.objects.filter(place=place, seen_at__gt=now - LOOKING).exclude(user=user)
    if place == PLAN:
        there = there.filter(seen_at__gt=now - EDITING, row__isnull=False)
    found = list(there.select_related("user").order_by("user__name", "user"))
    if not found:
        return []
    projects = visible_projects(user).filter(pk__in={entry.project_id for entry in found})
    seen = set(projects.values_list("pk", flat=True))
    return [_as_of(entry, now - EDITING < entry.seen_at) for entry in found if entry.project_id in seen]


def _as_of(entry: Presence, is_editing: bool) -> Presence:  # noqa: FBT001  private, and named where it is called
    """Leave out the row that was edited a while ago."""
    if not is_editing:
        entry.row, entry.cell = None, ""
    return entry
