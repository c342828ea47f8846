"""Making, changing, renewing and revoking calendar feeds. Each leaves an entry in the audit: it lets data out."""

from collections.abc import Collection

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from genjin.calendar import policies
from genjin.calendar.models import Alarm, CalendarFeed, EntryKind
from genjin.calendar.secrets import hash_of, new_secret
from genjin.core import clock
from genjin.core.errors import NotAllowed, RuleBroken, WrongState
from genjin.core.storable import storable_text
from genjin.people.models import User
from genjin.people.operations.audit import write_audit

LONGEST_NAME = 60
MOST_FEEDS = 20


@transaction.atomic
def add_feed(
    name: str, *, kinds: Collection[str], alarm: str = Alarm.NONE, by: User, address: str | None = None
) -> tuple[CalendarFeed, str]:
    """Make a feed of one's own; returns it with its secret, which nobody can read again. Audits `calendar_feed.added`.

    It speaks the language in which it was made.
    """
    if not policies.can_have_feeds(by):
        raise NotAllowed(_("You cannot have calendar feeds."))
    if CalendarFeed.objects.filter(owner=by).count() >= MOST_FEEDS:
        raise WrongState(_("You have %(count)d calendar feeds; revoke one first.") % {"count": MOST_FEEDS})
    secret = new_secret()
    feed = CalendarFeed.objects.create(
        owner=by,
        name=_checked_name(name),
        secret_hash=hash_of(secret),
        kinds=_checked_kinds(kinds),
        alarm=_checked_alarm(alarm),
        language=get_language() or "zh-hans",
        made_at=clock.now(),
    )
    write_audit("calendar_feed.added", by=by, target=feed, address=address)
    return feed, secret


@transaction.atomic
def change_feed(
    feed: CalendarFeed, *, name: str, kinds: Collection[str], alarm: str, by: User, address: str | None = None
) -> None:
    """Change a feed's name, what it holds and when it reminds. Audits `calendar_feed.changed`."""
    _refuse_unless_own(feed, by)
    values = {"name": _checked_name(name), "kinds": _checked_kinds(kinds), "alarm": _checked_alarm(alarm)}
    _refuse_if_gone(CalendarFeed.objects.filter(pk=feed.pk).update(**values, language=get_language() or feed.language))
    write_audit("calendar_feed.changed", by=by, target=feed, address=address)


@transaction.atomic
def renew_feed(feed: CalendarFeed, *, by: User, address: str | None = None) -> str:
    """Give a feed a new secret and return it; the old address is dead at once. Audits `calendar_feed.renewed`."""
    _refuse_unless_own(feed, by)
    secret = new_secret()
    found = CalendarFeed.objects.filter(pk=feed.pk)
    _refuse_if_gone(found.update(secret_hash=hash_of(secret), made_at=clock.now(), fetched_at=None, fetched_with=""))
    write_audit("calendar_feed.renewed", by=by, target=feed, address=address)
    return secret


@transaction.atomic
def revoke_feed(feed: CalendarFeed, *, by: User, address: str | None = None) -> None:
    """Take a feed away; its address is dead at once. Audits `calendar_feed.revoked`."""
    _refuse_unless_own(feed, by)
    _refuse_if_gone(CalendarFeed.objects.filter(pk=feed.pk).delete()[0])
    write_audit("calendar_feed.revoked", by=by, target=feed, address=address)


def _refuse_unless_own(feed: CalendarFeed, by: User) -> None:
    if not policies.can_change_feed(by, feed):
        raise NotAllowed(_("Only the owner of a calendar feed can change it."))


def _refuse_if_gone(count: int) -> None:
    if not count:
        raise WrongState(_("This calendar feed was revoked meanwhile."))


def _checked_name(name: str) -> str:
    name = storable_text(name).strip()
    if not name or len(name) > LONGEST_NAME:
        raise RuleBroken(_("Give the feed a name of 1 to 60 characters, such as “phone”."), field="name")
    return name


def _checked_kinds(kinds: Collection[str]) -> list[str]:
    wanted = [kind for kind in EntryKind.values if kind in kinds]
    if not wanted or len(wanted) != len(set(kinds)):
        raise RuleBroken(_("Choose what the feed holds: at least one of the kinds."), field="kinds")
    return wanted


def _checked_alarm(alarm: str) -> str:
    if alarm not in Alarm.values:
        raise RuleBroken(_("Choose one of the reminders."), field="alarm")
    return alarm
