"""What is new to somebody: all of it, once, and nothing that one may not see."""

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from genjin.activity.models import ActivityEvent
from genjin.activity.record import record
from genjin.core import clock
from genjin.live.cursor import Cursor
from genjin.live.queries import news
from genjin.live.queries.news import DRAWING, News, latest_cursor, news_for
from genjin.people.models import User
from genjin.pipeline.operations.projects import add_customer, add_project
from genjin.pipeline.operations.team import remove_team_member
from genjin.planning.operations.customers import edit_customer
from genjin.planning.operations.follow_ups import delete_follow_ups
from genjin.planning.operations.project_profile import edit_project
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def now_read(user: User) -> Cursor:
    """Where somebody stands who has read everything up to now."""
    return news_for(user, Cursor(0)).cursor


def test_tells_what_happened_to_whom_and_by_whom(cast: Cast) -> None:
    cursor = now_read(cast.bo)
    row = cast.log(goal="预算")
    found = news_for(cast.bo, cursor)
    (change,) = (change for change in found.changes if change.kind == "follow_up.logged")
    assert (change.project, change.row, change.by, change.is_own) == (cast.project.pk, row.pk, "凌薇", False)
    assert news_for(cast.ling, cursor).changes[0].is_own
    assert news_for(cast.bo, found.cursor) == News(found.cursor)


def test_outsider_hears_nothing_but_goes_on(cast: Cast) -> None:
    cursor = now_read(cast.wei)
    cast.log(goal="预算")
    found = news_for(cast.wei, cursor)
    assert found.changes == ()
    assert found.cursor.last > cursor.last


def test_customer_is_told_to_those_who_see_it(cast: Cast) -> None:
    customer = add_customer(name="滨江城商银行", by=cast.wei)
    cursor = now_read(cast.ling)
    edit_customer(customer, {"industry": "银行"}, seen={}, by=cast.wei)
    assert [change.customer for change in news_for(cast.wei, cursor).changes] == [customer.pk]
    assert news_for(cast.ling, cursor).changes == ()


def test_event_about_nothing_that_can_be_seen_is_not_told(cast: Cast) -> None:
    cursor = now_read(cast.root)
    record("health_settings.changed", cast.ling, by=cast.root)
    assert news_for(cast.root, cursor).changes == ()


def test_project_that_can_no_longer_be_seen_is_gone(cast: Cast) -> None:
    cursor = now_read(cast.bo)
    remove_team_member(cast.project.team.get(user=cast.bo), by=cast.ling)
    found = news_for(cast.bo, cursor, about=[cast.project.pk, 999])
    assert found.changes == ()
    assert found.gone == {cast.project.pk}
    # who does not show it does not hear of it
    assert news_for(cast.wei, cursor).gone == frozenset()


def test_handed_over_project_is_gone_for_who_had_it(cast: Cast) -> None:
    cursor = now_read(cast.ling)
    edit_project(cast.project, {"owner_id": cast.wei.pk}, seen={}, by=cast.root)
    assert news_for(cast.ling, cursor, about=[cast.project.pk]).gone == {cast.project.pk}


def test_deleted_row_is_told(cast: Cast) -> None:
    row = cast.log(goal="预算")
    cursor = now_read(cast.bo)
    delete_follow_ups([row], by=cast.ling)
    assert [(change.kind, change.row) for change in news_for(cast.bo, cursor).changes] == [
        ("follow_up.deleted", row.pk)
    ]


def test_too_much_news_asks_to_look_at_everything(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(news, "MOST_EVENTS", 3)
    cursor = now_read(cast.ling)
    for number in range(4):
        cast.log(goal=str(number))
    found = news_for(cast.bo, cursor)
    assert found.is_everything
    with clock.stopped_at(clock.now() + DRAWING):
        assert not news_for(cast.bo, news_for(cast.bo, cursor).cursor).is_everything


def test_cursor_of_another_database_asks_to_look_at_everything(cast: Cast) -> None:
    assert news_for(cast.ling, Cursor(now_read(cast.ling).last + 1000)).is_everything


def test_nothing_new_costs_one_query(cast: Cast) -> None:
    cursor = now_read(cast.max)
    with CaptureQueriesContext(connection) as captured:
        assert news_for(cast.max, cursor) == News(cursor)
    assert len(captured) == 1


@pytest.mark.parametrize("who", ["max", "bo", "root"])
def test_as_many_queries_for_three_events_as_for_one(cast: Cast, who: str) -> None:
    counted = []
    for count in (1, 3):
        cursor = now_read(cast.root)
        for number in range(count):
            project = add_project(customer=cast.customer, name=f"项目 {number}", by=cast.ling)
            cast.log(goal="预算", project=project)
        with CaptureQueriesContext(connection) as captured:
            news_for(getattr(cast, who), cursor)
        counted.append(len(captured))
    assert counted[0] == counted[1]


def test_page_goes_on_before_what_happened_while_it_was_drawn(cast: Cast) -> None:
    with clock.stopped_at(clock.now() + timedelta(minutes=1)):
        before = cast.log(goal="预算")
    with clock.stopped_at(clock.now() + timedelta(minutes=2)):
        during = cast.log(goal="排期")
        cursor = latest_cursor()
    rows = {change.row for change in news_for(cast.bo, cursor).changes}
    assert during.pk in rows
    assert before.pk not in rows


def test_page_of_a_new_installation_reads_from_the_beginning(db: None) -> None:
    assert latest_cursor() == Cursor(0)


def in_thread(act: Callable[[], object]) -> threading.Thread:
    def work() -> None:
        try:
            act()
        finally:
            connection.close()

    thread = threading.Thread(target=work)
    thread.start()
    return thread


@pytest.mark.django_db(transaction=True)
def test_event_that_is_committed_late_is_not_missed(cast: Cast) -> None:
    """The first of two writers keeps its transaction open: on PostgreSQL the second one's event appears before its own,
    with the larger number; on SQLite the second one waits."""
    cursor = now_read(cast.bo)
    written, may_end = threading.Event(), threading.Event()
    kept: list[int] = []

    def early_and_slow() -> None:
        with transaction.atomic():
            kept.append(record("follow_up.edited", cast.project, by=cast.ling, project_id=cast.project.pk).pk)
            written.set()
            may_end.wait(20)

    def late_and_quick() -> None:
        with transaction.atomic():
            kept.append(record("follow_up.logged", cast.project, by=cast.ling, project_id=cast.project.pk).pk)

    slow = in_thread(early_and_slow)
    assert written.wait(20)
    quick = in_thread(late_and_quick)
    found: list[str] = []
    if connection.vendor == "postgresql":
        quick.join(20)
        first = news_for(cast.bo, cursor)
        assert [change.kind for change in first.changes] == ["follow_up.logged"]
        found, cursor = ["follow_up.logged"], first.cursor
        assert (kept[0], kept[0]) in [(gap.first, gap.last) for gap in cursor.gaps]
        # a page that is drawn now, long after both were written, does not miss the late one either
        with clock.stopped_at(clock.now() + 2 * DRAWING):
            drawn = latest_cursor()
    else:
        drawn = cursor
    may_end.set()
    slow.join(20)
    quick.join(20)
    second = news_for(cast.bo, cursor)
    found += [change.kind for change in second.changes]
    assert sorted(found) == ["follow_up.edited", "follow_up.logged"]
    assert "follow_up.edited" in [change.kind for change in news_for(cast.bo, drawn).changes]
    assert news_for(cast.bo, second.cursor) == News(second.cursor)
    assert ActivityEvent.objects.filter(pk__in=kept).count() == 2
