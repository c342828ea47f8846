"""Reading the audit."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from genjin.core import clock
from genjin.people.models import AuditEntry
from genjin.people.operations.audit import write_audit
from genjin.people.queries.audit import PAGE_SIZE, AuditFilter, audit_entries, audit_page, read_audit_filter
from tests.cast import Cast

MORNING = datetime(2026, 3, 10, 0, 30, tzinfo=ZoneInfo("Asia/Shanghai"))  # in UTC it is the day before


@pytest.fixture
def told(cast: Cast) -> Cast:
    """A sign-in, an export, a change of role, an import: one a day."""
    AuditEntry.objects.all().delete()
    entries = [
        ("person.signed_in", cast.ling, {"address": "192.0.2.7"}),
        ("export.made", cast.ling, {"what": "plan_table", "filter": "q=刘总"}),
        ("person.role_changed", cast.root, {"target": cast.ling}),
        ("import.applied", cast.bo, {}),
    ]
    for number, (kind, by, more) in enumerate(entries):
        with clock.stopped_at(MORNING + timedelta(days=number)):
            write_audit(kind, by=by, **more)
    return cast


def kinds(cast: Cast, **filters: object) -> list[str]:
    return [entry.kind for entry in audit_entries(cast.root, AuditFilter(**filters))]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, ["import.applied", "person.role_changed", "export.made", "person.signed_in"]),
        ({"group": "sign_ins"}, ["person.signed_in"]),
        ({"group": "rights"}, ["person.role_changed"]),
        ({"group": "exports"}, ["export.made"]),
        ({"group": "feeds"}, []),
        ({"words": "刘总"}, ["export.made"]),
        ({"words": "凌薇"}, ["person.role_changed", "export.made", "person.signed_in"]),
        ({"words": "192.0.2"}, ["person.signed_in"]),
        ({"words": "100%"}, []),
        ({"since": date(2026, 3, 12)}, ["import.applied", "person.role_changed"]),
        ({"until": date(2026, 3, 10)}, ["person.signed_in"]),
        ({"since": date(2026, 3, 11), "until": date(2026, 3, 11)}, ["export.made"]),
    ],
)
def test_filters_leave_in_what_they_say(told: Cast, filters: dict[str, object], found: list[str]) -> None:
    assert kinds(told, **filters) == found


def test_by_whom(told: Cast) -> None:
    assert kinds(told, person=told.bo.pk) == ["import.applied"]


def test_nobody_but_an_active_administrator_sees_any(told: Cast) -> None:
    for person in (told.ling, told.bo, told.max, told.wei, told.ada):
        assert not audit_entries(person, AuditFilter()).exists()
    told.root.is_active = False
    assert not audit_entries(told.root, AuditFilter()).exists()


def test_filter_and_address_are_inverses() -> None:
    view = AuditFilter("exports", 7, date(2026, 3, 1), date(2026, 3, 31), "刘总 & 王")
    pairs = dict(pair.split("=") for pair in view.query().split("&"))
    assert set(pairs) == {"group", "person", "since", "until", "q"}
    assert read_audit_filter({"group": "x", "person": "y", "since": "9999-99-99", "q": "\x00"}).query() == "q=%EF%BF%BD"
    assert read_audit_filter({"since": "0001-01-01"}) == AuditFilter()


def test_pages_follow_one_another_without_counting(told: Cast) -> None:
    with clock.stopped_at(MORNING - timedelta(days=1)):
        for _number in range(2 * PAGE_SIZE):
            write_audit("person.signed_in", by=told.ling)
    seen: list[int] = []
    after, pages = "", 0
    while pages < 9:
        with CaptureQueriesContext(connection) as queries:
            page = audit_page(told.root, AuditFilter(), after=after)
        assert len(queries) == 1
        assert "COUNT" not in queries[0]["sql"]
        seen += [entry.pk for entry in page.entries]
        after, pages = page.following, pages + 1
        if not after:
            break
    assert pages == 3
    assert len(seen) == len(set(seen)) == 2 * PAGE_SIZE + 4


@pytest.mark.parametrize("after", ["x", "~", "2026-03-10~7", "2026-03-10T00:00:00+00:00~x", "2026-03-10T00:00:00~7"])
def test_broken_cursor_begins_anew(told: Cast, after: str) -> None:
    assert len(audit_page(told.root, AuditFilter(), after=after).entries) == 4
