import pytest

from genjin.activity.models import ActivityEvent
from genjin.conversation.kinds import KINDS, kind_of, place_of
from genjin.conversation.operations.comments import open_thread, reply
from genjin.conversation.operations.private_notes import keep_note
from genjin.conversation.operations.threads import resolve_thread
from genjin.conversation.queries.notes import own_notes, own_notes_about
from genjin.conversation.queries.things import target_of, thing_seen
from genjin.conversation.queries.threads import (
    open_by_row,
    open_by_thing,
    open_count,
    threads_about,
    threads_of_customer,
    visible_comments,
    visible_threads,
)
from genjin.core import clock
from genjin.pipeline.operations.entries import delete_entry, restore_entry
from genjin.pipeline.operations.projects import add_customer, add_project
from genjin.planning.content import RowChanges
from genjin.planning.operations.follow_ups import edit_follow_up
from genjin.planning.operations.merging import merge_customers, undo_merge
from genjin.planning.queries.plan_changes import plan_changes
from genjin.planning.queries.project_plan import project_plan
from genjin.text.cells import ActionItem
from tests.cast import Cast
from tests.conversation.talk import READERS, things


@pytest.mark.parametrize("kind", list(KINDS))
def test_who_sees_the_thing_sees_its_threads_and_nobody_else(cast: Cast, kind: str) -> None:
    thing = things(cast)[kind]
    thread = open_thread(thing, "几时报价", by=cast.ling).thread
    for who in (*READERS, "wei"):
        user = getattr(cast, who)
        sees = who in READERS
        assert (thing_seen(user, kind, thing.pk) is not None) == sees, who
        assert visible_threads(user).filter(pk=thread.pk).exists() == sees, who
        assert visible_comments(user).exists() == sees, who


def test_kinds_lie_in_one_place(cast: Cast) -> None:
    for key, thing in things(cast).items():
        assert kind_of(thing).key == key
        assert len(place_of(thing)) == 1
        assert target_of(open_thread(thing, "好", by=cast.ling).thread) == thing


def test_nothing_is_seen_of_what_nobody_talks_about(cast: Cast) -> None:
    assert thing_seen(cast.root, "user", cast.ling.pk) is None
    assert thing_seen(cast.root, "project", 10**9) is None


def test_many_projects_are_seen_as_few_are(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    for thing in things(cast).values():
        open_thread(thing, "几时报价", by=cast.ling)
    monkeypatch.setattr("genjin.conversation.queries.standing.FEW_PROJECTS", 0)
    for who in READERS:
        assert visible_threads(getattr(cast, who)).count() == len(KINDS)
    assert not visible_threads(cast.wei)


def test_deleted_goal_takes_its_threads_along(cast: Cast) -> None:
    found = things(cast)
    for kind in ("goal", "stakeholder"):
        open_thread(found[kind], "几时", by=cast.ling)
        keep_note(found[kind], "私下", by=cast.ling)
    for kind in ("goal", "stakeholder"):
        delete_entry(found[kind], by=cast.ling)  # type: ignore[type-var]
        assert not threads_about(found[kind])
        assert not own_notes_about(cast.ling, found[kind])
    assert not visible_threads(cast.ling)
    assert not own_notes(cast.ling)
    for kind in ("goal", "stakeholder"):
        restore_entry(found[kind], by=cast.ling)  # type: ignore[type-var]
        assert threads_about(found[kind]).count() == 1
    assert own_notes(cast.ling).count() == 2


def test_project_shows_all_that_was_said_within_it(cast: Cast) -> None:
    found = things(cast)
    other = add_project(customer=cast.customer, name="三期", by=cast.ling)
    open_thread(other, "别处", by=cast.ling)
    for thing in found.values():
        open_thread(thing, "几时报价", by=cast.ling)
    assert threads_about(cast.project).count() == len(KINDS) - 1
    assert threads_about(found["followup"]).count() == 4
    assert threads_about(found["risk"]).count() == 1
    assert threads_about(cast.customer).count() == 1
    assert threads_of_customer(cast.customer, [cast.project.pk, other.pk]).count() == len(KINDS) + 1


def test_open_threads_are_counted(cast: Cast) -> None:
    found = things(cast)
    row = found["followup"]
    open_thread(row, "一", by=cast.ling)
    open_thread(found["risk"], "二", by=cast.ling)
    resolve_thread(open_thread(found["risk"], "三", by=cast.ling).thread, by=cast.ling)
    assert open_by_row([row.pk, 10**9]) == {row.pk: 2}
    assert open_by_thing(cast.project) == {("followup", row.pk): 2, ("risk", found["risk"].pk): 1}
    assert (open_count(row), open_count(found["risk"]), open_count(found["goal"])) == (2, 1, 0)


def test_row_that_moves_takes_its_threads_along(cast: Cast) -> None:
    row = cast.log(next_steps=[ActionItem("提交方案", None, None)])
    open_thread(row.actions.get(), "带案例", by=cast.ling)
    keep_note(row.actions.get(), "私下", by=cast.ling)
    other = add_project(customer=cast.customer, name="三期", by=cast.ling)
    edit_follow_up(row, RowChanges({}, project=other), seen={}, by=cast.ling)
    assert not threads_about(cast.project)
    assert threads_about(other).count() == 1
    assert own_notes(cast.ling).count() == 1
    assert not visible_threads(cast.bo)  # who is not on the other project's team
    row.refresh_from_db()
    reply(threads_about(row).get(), "好", by=cast.ling)
    assert ActivityEvent.objects.latest("pk").project_id == other.pk


def test_merged_customers_keep_their_threads_and_take_them_back(cast: Cast) -> None:
    old, older = add_customer(name="华东精密", by=cast.ling), add_customer(name="华精", by=cast.ling)
    one = open_thread(older, "谁负责", by=cast.ling).thread
    keep_note(older, "私下", by=cast.ling)
    merge_customers(older, into=old, by=cast.ling)
    merge_customers(old, into=cast.customer, by=cast.ling)
    assert list(threads_about(cast.customer)) == [one]
    assert list(own_notes_about(cast.ling, cast.customer)) == list(own_notes(cast.ling)) != []
    for who in READERS:
        assert list(visible_threads(getattr(cast, who))) == [one]
    assert not visible_threads(cast.wei)
    one.refresh_from_db()
    reply(one, "我负责", by=cast.ling)
    assert ActivityEvent.objects.latest("pk").target_id == cast.customer.pk
    old.refresh_from_db()
    undo_merge(old, by=cast.ling)
    assert not threads_about(cast.customer)
    assert list(threads_about(old)) == [one]


def test_words_are_no_part_of_the_plans_history(cast: Cast) -> None:
    found = things(cast)
    since = clock.now()
    for thing in found.values():
        open_thread(thing, "几时报价", by=cast.ling)
    assert plan_changes(cast.project, since) == []
    then = project_plan(cast.project, at=since)
    now = project_plan(cast.project)
    for kind, rows in now.rows.items():
        assert {row.pk for row in then.rows[kind]} == {row.pk for row in rows}, kind


def test_as_many_queries_for_three_threads_as_for_one(cast: Cast, django_assert_num_queries: object) -> None:
    found = list(things(cast).values())
    for count in (1, 3):
        for thing in found[:count]:
            open_thread(thing, "几时报价", by=cast.ling)
        with django_assert_num_queries(6):  # type: ignore[operator]
            list(visible_comments(cast.ling))
        with django_assert_num_queries(1):  # type: ignore[operator]
            open_by_row([found[0].pk])
