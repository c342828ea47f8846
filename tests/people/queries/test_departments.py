"""Walking the tree of departments, up and down."""

import pytest

from genjin.people.models import Department, User
from genjin.people.queries.departments import departments_above, departments_below, managers_above
from tests.cast import Cast


@pytest.fixture
def three(db: None) -> list[int]:
    """Return three departments, each below the one before it, and beside them another that stands alone."""
    top = Department.objects.create(name="总部")
    middle = Department.objects.create(name="华东", parent=top)
    low = Department.objects.create(name="上海", parent=middle)
    Department.objects.create(name="海外")
    return [top.pk, middle.pk, low.pk]


def test_upwards_the_nearest_comes_first_and_none_comes_twice(three: list[int]) -> None:
    top, middle, low = three
    assert departments_above([low]) == [low, middle, top]
    assert departments_above([middle, low, None]) == [middle, top, low]
    assert departments_above([None]) == []


def test_downwards_all_that_lie_below_are_found(three: list[int]) -> None:
    top, middle, low = three
    assert departments_below([middle]) == {middle, low}
    assert departments_below([top, low]) == {top, middle, low}
    assert departments_below([]) == set()


def test_a_circle_ends(three: list[int]) -> None:
    top, middle, low = three
    Department.objects.filter(pk=top).update(parent=low)
    assert departments_above([middle]) == [middle, top, low]
    assert departments_below([middle]) == {top, middle, low}


def test_above_somebody_stand_the_managers_of_every_department_above(cast: Cast) -> None:
    assert managers_above([cast.ling.pk]) == {cast.max.pk}
    assert managers_above([cast.max.pk]) == {cast.max.pk}  # of the own department too
    assert managers_above([cast.wei.pk, None]) == set()


def test_who_left_has_managers_above_still(cast: Cast) -> None:
    User.objects.filter(pk=cast.ling.pk).update(is_active=False)
    assert managers_above([cast.ling.pk, cast.wei.pk]) == {cast.max.pk}
