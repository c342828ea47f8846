"""What happened."""

from genjin.activity.models.activity_event import ActivityEvent

__all__ = ["ActivityEvent"]
