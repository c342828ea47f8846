"""Calendar feeds, and what each of them has told so far."""

from genjin.calendar.models.calendar_feed import Alarm, CalendarFeed, EntryKind
from genjin.calendar.models.published_entry import PublishedEntry

__all__ = ["Alarm", "CalendarFeed", "EntryKind", "PublishedEntry"]
