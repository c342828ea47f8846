"""Many new rows of one kind, stored by one statement."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from genjin.activity.models import ActivityEvent
from genjin.activity.record import event_of
from genjin.core.insertion import insert_all
from genjin.planning.models import Action, Objection, Place
from tests.cast import Cast


def actions(cast: Cast, count: int) -> list[Action]:
    return [
        Action(
            project=cast.project,
            place=Place.PLAN,
            position=number,
            content=f"行动 {number}",
            due_on=date(2026, 3, 1 + number),
        )
        for number in range(count)
    ]


def test_rows_stand_in_the_database_as_they_are(cast: Cast) -> None:
    rows = actions(cast, 3)
    insert_all(rows)
    stored = list(Action.objects.order_by("pk"))
    assert stored == rows
    for row, read in zip(rows, stored, strict=True):
        for field in Action._meta.concrete_fields:
            assert getattr(read, field.attname) == getattr(row, field.attname), field.name


def test_what_is_no_plain_value_is_stored_like_by_django(cast: Cast) -> None:
    event = event_of(
        "project.renamed", cast.project, by=cast.ling, changes={"name": ["一期", "二期"]}, on=date(2026, 3, 1)
    )
    insert_all([event])
    read = ActivityEvent.objects.get(pk=event.pk)
    assert read.at == event.at
    assert read.detail == {"changes": {"name": ["一期", "二期"]}, "on": "2026-03-01"}


def test_keys_go_on_after_those_taken_before_and_by_others(cast: Cast) -> None:
    insert_all(actions(cast, 2))
    single = Action.objects.create(project=cast.project, place=Place.PLAN, position=1, content="单独")
    more = actions(cast, 2)
    insert_all(more)
    after = Action.objects.create(project=cast.project, place=Place.PLAN, position=1, content="最后")
    assert single.pk < more[0].pk < more[1].pk < after.pk
    assert Action.objects.count() == 6


def test_a_key_is_not_used_again_after_its_row_is_gone(cast: Cast) -> None:
    first = actions(cast, 1)
    insert_all(first)
    key = first[0].pk
    Action.objects.all().delete()
    second = actions(cast, 1)
    insert_all(second)
    assert second[0].pk > key


def test_a_stored_row_saves_as_one_that_is_known(cast: Cast) -> None:
    row = actions(cast, 1)[0]
    insert_all([row])
    row.content = "改过"
    row.save()
    assert Action.objects.get().content == "改过"


def test_one_bad_row_stores_none(cast: Cast) -> None:
    good = Objection(project=cast.project, position=1, content="太贵")
    bad = Objection(project=cast.project, position=2, content=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        insert_all([good, bad])
    assert not Objection.objects.exists()


def test_nothing_to_store_asks_nothing(cast: Cast, django_assert_num_queries: object) -> None:
    with django_assert_num_queries(0):  # type: ignore[operator]
        insert_all([])
