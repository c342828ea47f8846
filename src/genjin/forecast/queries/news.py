"""What happened since the forecast was reckoned."""

from datetime import datetime

from genjin.activity.models import ActivityEvent
from genjin.pipeline.models import ProjectOutcome

LATEST = 200


def has_news_since(moment: datetime) -> bool:
    """Tell whether anything happened in some project since."""
    # events are numbered about in the order of time; one that was committed late is still among the latest
    latest = ActivityEvent.objects.filter(project_id__isnull=False).order_by("-pk").values_list("at", flat=True)
    return any(at > moment for at in latest[:LATEST])


def outcomes_since(moment: datetime) -> int:
    """Return how many projects have ended since."""
    return ProjectOutcome.objects.filter(deleted_at=None, created_at__gt=moment).count()


def learns_from_others(since: datetime, until: datetime) -> bool:
    """Tell whether a history from elsewhere was brought in or forgotten in between."""
    return ActivityEvent.objects.filter(target_type="pastlog", at__gt=since, at__lte=until).exists()
