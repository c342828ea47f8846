"""Who changed what last."""

from collections.abc import Iterable

from genjin.activity.models import ActivityEvent
from genjin.people.models import User

FAR_BACK = 200


def last_editors(target_type: str, kind: str, ids: Iterable[int]) -> dict[tuple[int, str], User]:
    """Return by thing and field who changed it last, as far as the latest events of these things tell."""
    events = ActivityEvent.objects.filter(target_type=target_type, target_id__in=list(ids), kind=kind, by__isnull=False)
    found: dict[tuple[int, str], User] = {}
    for event in events.select_related("by").order_by("-pk")[:FAR_BACK]:
        for field in event.detail.get("changes", {}):
            if event.by:
                found.setdefault((event.target_id, field), event.by)
    return found
