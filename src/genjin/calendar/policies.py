"""Who may do what with calendar feeds."""

from genjin.calendar.models import CalendarFeed
from genjin.people.models import User


def can_have_feeds(user: User) -> bool:
    """Tell whether this person may have calendar feeds: everybody who signs in, for they hold only what one sees."""
    return user.is_active


def can_change_feed(user: User, feed: CalendarFeed) -> bool:
    """Tell whether this person may change, renew or revoke a feed: its owner alone."""
    return user.is_active and feed.owner_id == user.pk
