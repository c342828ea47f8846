"""How long the audit is kept."""

from datetime import timedelta

import pytest

from genjin.core import clock
from genjin.core.errors import NotAllowed, RuleBroken, StaleEdit
from genjin.people.models import AuditEntry, AuditRetention
from genjin.people.operations.audit import write_audit
from genjin.people.operations.retention import AT_ONCE, forget_all_old_audit, forget_old_audit, set_audit_retention
from genjin.people.queries.audit import audit_retention
from tests.cast import Cast


def old_entry(days: float) -> AuditEntry:
    with clock.stopped_at(clock.now() - timedelta(days=days)):
        return write_audit("export.made", by=None)


def test_two_years_are_kept_unless_somebody_says_otherwise(db: None) -> None:
    kept, _old = old_entry(729), old_entry(731)
    assert forget_old_audit()
    assert not forget_old_audit()
    assert list(AuditEntry.objects.all()) == [kept]


def test_it_is_forgotten_a_piece_at_a_time(db: None) -> None:
    moment = clock.now() - timedelta(days=1000)
    AuditEntry.objects.bulk_create(AuditEntry(kind="x", at=moment) for _number in range(AT_ONCE + 1))
    assert forget_old_audit()
    assert AuditEntry.objects.count() == 1
    assert forget_all_old_audit()
    assert not forget_all_old_audit()


def test_change_is_told_to_the_audit_and_holds(cast: Cast) -> None:
    set_audit_retention(100, seen=1, by=cast.root, address="192.0.2.1")
    assert audit_retention().days == 100
    entry = AuditEntry.objects.get(kind="retention.changed")
    assert (entry.by, entry.detail, entry.address) == (cast.root, {"days": [730, 100]}, "192.0.2.1")
    old_entry(101)
    assert forget_old_audit()
    set_audit_retention(200, seen=2, by=cast.root)
    assert AuditRetention.objects.count() == 1


@pytest.mark.parametrize("days", [89, 0, -1, 3651])
def test_never_so_short_that_traces_can_be_wiped(cast: Cast, days: int) -> None:
    with pytest.raises(RuleBroken) as refusal:
        set_audit_retention(days, seen=1, by=cast.root)
    assert refusal.value.field == "days"
    assert not AuditRetention.objects.exists()


def test_only_an_administrator_sets_it(cast: Cast) -> None:
    for person in (cast.ling, cast.bo, cast.max, cast.wei, cast.ada):
        with pytest.raises(NotAllowed):
            set_audit_retention(365, seen=1, by=person)


def test_what_somebody_else_set_meanwhile_is_not_overwritten(cast: Cast) -> None:
    set_audit_retention(365, seen=1, by=cast.root)
    with pytest.raises(StaleEdit) as refusal:
        set_audit_retention(90, seen=1, by=cast.root)
    assert refusal.value.theirs == {"days": "365"}
