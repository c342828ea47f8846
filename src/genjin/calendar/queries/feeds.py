"""Calendar feeds: one's own, and the one that an address means."""

from django.db.models import QuerySet

from genjin.calendar.models import CalendarFeed
from genjin.calendar.secrets import hash_of
from genjin.people.models import User


def own_feeds(user: User) -> QuerySet[CalendarFeed]:
    """Return the feeds of this person."""
    return CalendarFeed.objects.filter(owner=user)


def feed_by_secret(secret: str) -> CalendarFeed | None:
    """Return the feed with this secret; one whose owner can no longer sign in is none."""
    feeds = CalendarFeed.objects.filter(secret_hash=hash_of(secret), owner__is_active=True)
    return feeds.select_related("owner").first()
