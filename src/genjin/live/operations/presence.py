"""Saying where one is at work, and that one has left.

Small writes by the person concerned about nothing but that: they change no plan, so they record no event.
"""

from datetime import timedelta

from genjin.core import clock
from genjin.live.models import Presence
from genjin.people.models import User
from genjin.pipeline.models import Project
from genjin.planning.models import FollowUp

KEPT = timedelta(days=1)


def be_present(place: str, *, project: Project | None, row: FollowUp | None = None, cell: str = "", by: User) -> None:
    """Note that this person is at a place, and which cell of which row is open there; in one statement.

    The caller has asked whether this person may see project and row.
    """
    now = Presence(
        user=by,
        place=place,
        project_id=row.project_id if row else project.pk if project else None,
        row=row.pk if row else None,
        cell=cell,
        seen_at=clock.now(),
    )
    Presence.objects.bulk_create(
        [now],
        update_conflicts=True,
        unique_fields=["user", "place"],
        update_fields=["project", "row", "cell", "seen_at"],
    )


def leave(place: str, *, by: User) -> None:
    """Forget that this person is at a place."""
    Presence.objects.filter(user=by, place=place).delete()


def forget_absent() -> bool:
    """Forget where people were yesterday; tell whether there was anything to forget."""
    gone, _by_model = Presence.objects.filter(seen_at__lt=clock.now() - KEPT).delete()
    return gone > 0
