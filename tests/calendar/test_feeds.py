"""Making, changing, renewing and revoking calendar feeds."""

import pytest
from django.db import IntegrityError

from genjin.calendar.models import Alarm, CalendarFeed, EntryKind
from genjin.calendar.operations.feeds import MOST_FEEDS, add_feed, change_feed, renew_feed, revoke_feed
from genjin.calendar.queries.feeds import feed_by_secret, own_feeds
from genjin.core.errors import NotAllowed, RuleBroken, WrongState
from genjin.people.models import AuditEntry
from tests.cast import Cast


def made(cast: Cast, name: str = "手机") -> tuple[CalendarFeed, str]:
    return add_feed(name, kinds=EntryKind.values, by=cast.ling, address="192.0.2.7")


def test_added_feed_is_found_by_its_secret_alone_and_stands_in_the_audit(cast: Cast) -> None:
    feed, secret = made(cast)
    assert feed_by_secret(secret) == feed
    assert feed_by_secret(feed.secret_hash) is None
    assert secret not in str(CalendarFeed.objects.values().get())
    entry = AuditEntry.objects.get(kind="calendar_feed.added")
    assert (entry.by, entry.target_id, entry.address) == (cast.ling, feed.pk, "192.0.2.7")
    assert secret not in str(AuditEntry.objects.filter(pk=entry.pk).values().get())


@pytest.mark.parametrize(
    ("name", "kinds", "alarm", "field"),
    [
        (" ", ["actions"], Alarm.NONE, "name"),
        ("机" * 61, ["actions"], Alarm.NONE, "name"),
        ("手机", [], Alarm.NONE, "kinds"),
        ("手机", ["actions", "salaries"], Alarm.NONE, "kinds"),
        ("手机", ["actions"], "at noon", "alarm"),
    ],
)
def test_feed_refuses_what_makes_no_sense(cast: Cast, name: str, kinds: list[str], alarm: str, field: str) -> None:
    feed, _secret = made(cast)
    for write in (
        lambda: add_feed(name, kinds=kinds, alarm=alarm, by=cast.ling),
        lambda: change_feed(feed, name=name, kinds=kinds, alarm=alarm, by=cast.ling),
    ):
        with pytest.raises(RuleBroken) as refusal:
            write()
        assert refusal.value.field == field
    assert CalendarFeed.objects.count() == 1


def test_only_the_owner_sees_and_changes_a_feed(cast: Cast) -> None:
    feed, _secret = made(cast)
    for other in (cast.bo, cast.max, cast.wei, cast.ada, cast.root):
        assert not own_feeds(other).exists()
        for write in (
            lambda other=other: change_feed(feed, name="x", kinds=["actions"], alarm=Alarm.NONE, by=other),
            lambda other=other: renew_feed(feed, by=other),
            lambda other=other: revoke_feed(feed, by=other),
        ):
            with pytest.raises(NotAllowed):
                write()
    assert own_feeds(cast.ling).get().name == "手机"


def test_person_who_left_has_no_feeds(cast: Cast) -> None:
    _feed, secret = made(cast)
    cast.ling.is_active = False
    cast.ling.save()
    assert feed_by_secret(secret) is None
    with pytest.raises(NotAllowed):
        made(cast)


def test_renewed_feed_keeps_its_key_and_drops_the_old_secret(cast: Cast) -> None:
    feed, old = made(cast)
    new = renew_feed(feed, by=cast.ling)
    assert feed_by_secret(old) is None
    found = feed_by_secret(new)
    assert found is not None
    assert found.key == feed.key
    assert AuditEntry.objects.filter(kind="calendar_feed.renewed").count() == 1


def test_revoked_feed_is_gone_for_whoever_still_has_it_open(cast: Cast) -> None:
    feed, secret = made(cast)
    revoke_feed(feed, by=cast.ling)
    assert feed_by_secret(secret) is None
    for write in (
        lambda: revoke_feed(CalendarFeed(pk=999, owner=cast.ling), by=cast.ling),
        lambda: renew_feed(CalendarFeed(pk=999, owner=cast.ling), by=cast.ling),
        lambda: change_feed(
            CalendarFeed(pk=999, owner=cast.ling), name="x", kinds=["actions"], alarm="none", by=cast.ling
        ),
    ):
        with pytest.raises(WrongState):
            write()
    assert list(AuditEntry.objects.values_list("kind", flat=True)) == ["calendar_feed.added", "calendar_feed.revoked"]


def test_one_person_has_so_many_feeds_and_no_more(cast: Cast) -> None:
    for number in range(MOST_FEEDS):
        made(cast, f"第 {number}")
    with pytest.raises(WrongState, match=str(MOST_FEEDS)):
        made(cast)


def test_two_feeds_never_share_a_secret(cast: Cast) -> None:
    feed, _secret = made(cast)
    other, _other = made(cast, "电脑")
    other.secret_hash = feed.secret_hash
    with pytest.raises(IntegrityError):
        other.save()
