"""Departments: adding, changing and deleting them."""

import pytest

from genjin.core.errors import NotAllowed, RuleBroken, WrongState
from genjin.forecast.models import Target
from genjin.people.models import AuditEntry, Department
from genjin.people.operations.departments import add_department, delete_department, edit_department
from genjin.people.queries.departments import colleague_ids_below, department_tree
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


def east(cast: Cast) -> Department:
    assert cast.ling.department is not None
    return cast.ling.department


def test_a_department_is_renamed_moved_and_given_managers(cast: Cast) -> None:
    top = add_department(name="销售中心", by=cast.root)
    moved = edit_department(east(cast), name="华东大区", parent=top, managers=[cast.wei], by=cast.root)
    assert (moved.name, moved.parent, list(moved.managers.all())) == ("华东大区", top, [cast.wei])
    assert cast.ling.pk in colleague_ids_below(cast.wei)
    assert cast.ling.pk not in colleague_ids_below(cast.max)
    changes = AuditEntry.objects.get(kind="department.changed").detail["changes"]
    assert changes == {"name": ["华东组", "华东大区"], "parent": ["大客户部", "销售中心"], "managers": [[], ["魏然"]]}


def test_what_stays_the_same_is_not_written(cast: Cast) -> None:
    here = east(cast)
    edit_department(here, name=here.name, parent=here.parent, managers=[], by=cast.root)
    assert not AuditEntry.objects.filter(kind="department.changed").exists()


def test_a_department_never_lies_below_itself(cast: Cast) -> None:
    here = east(cast)
    assert here.parent is not None
    below = add_department(name="上海", by=cast.root, parent=here)
    for parent in (here, below):
        with pytest.raises(RuleBroken) as refused:
            edit_department(here, name=here.name, parent=parent, managers=[], by=cast.root)
        assert refused.value.field == "parent"
    with pytest.raises(RuleBroken):
        edit_department(here.parent, name="大客户部", parent=below, managers=[cast.max], by=cast.root)


def test_only_an_empty_department_is_deleted(cast: Cast) -> None:
    here = east(cast)
    for full in (here, here.parent):
        assert full is not None
        with pytest.raises(WrongState):
            delete_department(full, by=cast.root)
    cast.ling.department = None
    cast.ling.save(update_fields=["department"])
    target = Target.objects.create(department=here, period="2026-Q4", amount=1)
    with pytest.raises(WrongState):
        delete_department(here, by=cast.root)
    target.delete()
    delete_department(here, by=cast.root)
    with pytest.raises(WrongState):
        delete_department(here, by=cast.root)
    assert AuditEntry.objects.filter(kind="department.deleted").count() == 1


def test_guests_and_who_left_manage_nothing(cast: Cast) -> None:
    cast.wei.is_active = False
    cast.wei.save(update_fields=["is_active"])
    for manager in (cast.ada, cast.wei):
        with pytest.raises(RuleBroken):
            add_department(name="新", by=cast.root, managers=[manager])
    here = east(cast)
    here.managers.add(cast.wei)  # who left may stay until somebody takes over
    edit_department(here, name="华东", parent=None, managers=[cast.wei], by=cast.root)


@pytest.mark.parametrize("who", ["max", "ling", "ada"])
def test_only_an_administrator_changes_them(cast: Cast, who: str) -> None:
    by = getattr(cast, who)
    with pytest.raises(NotAllowed):
        edit_department(east(cast), name="x", parent=None, managers=[by], by=by)
    with pytest.raises(NotAllowed):
        delete_department(east(cast), by=by)


@pytest.mark.parametrize("name", ["", "  ", "x" * 101])
def test_a_name_is_needed(cast: Cast, name: str) -> None:
    with pytest.raises(RuleBroken):
        add_department(name=name, by=cast.root)


def test_the_tree_is_read_in_two_queries(cast: Cast, django_assert_num_queries) -> None:  # noqa: ANN001
    with django_assert_num_queries(2):
        tree = department_tree()
    assert [(str(branch.department), branch.depth, branch.people) for branch in tree] == [
        ("大客户部", 0, 1),
        ("华东组", 1, 1),
    ]
    add_department(name="华南组", by=cast.root, parent=tree[0].department, managers=[cast.wei])
    with django_assert_num_queries(2):
        assert len(department_tree()) == 3
