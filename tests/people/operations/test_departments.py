"""Adding departments."""

import pytest

from genjin.core.errors import NotAllowed, RuleBroken
from genjin.people.operations.departments import add_department
from genjin.people.queries.departments import colleague_ids_below
from tests.cast import Cast


def test_its_managers_see_the_people_in_it(cast: Cast) -> None:
    assert colleague_ids_below(cast.wei) == {cast.wei.pk}
    department = add_department(name="售前部", by=cast.root, managers=[cast.wei])
    cast.bo.department = department
    cast.bo.save()
    assert colleague_ids_below(cast.wei) == {cast.wei.pk, cast.bo.pk}


def test_only_an_administrator_adds_one(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        add_department(name="售前部", by=cast.max)


def test_refuses_a_name_its_parent_has_already(cast: Cast) -> None:
    parent = add_department(name="售前部", by=cast.root)
    with pytest.raises(RuleBroken):
        add_department(name="售前部", by=cast.root)
    add_department(name="售前部", by=cast.root, parent=parent)
