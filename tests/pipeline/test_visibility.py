"""Who sees which projects and customers, and may do what."""

import pytest

from genjin.core.errors import NotAllowed, RuleBroken
from genjin.customers.models import Customer
from genjin.people.models import Department
from genjin.pipeline import policies
from genjin.pipeline.models import Project, TeamMember
from genjin.pipeline.operations.projects import add_customer, add_project, find_or_add_project
from genjin.pipeline.operations.team import add_team_member
from genjin.pipeline.queries.projects import visible_customers, visible_projects
from tests.cast import Cast

EVERYBODY = ["ling", "bo", "max", "wei", "ada", "root"]


@pytest.mark.parametrize("who", EVERYBODY)
def test_project_and_customer_are_seen_by_team_manager_and_administrator(cast: Cast, who: str) -> None:
    user = getattr(cast, who)
    assert visible_projects(user).exists() == (who != "wei")
    assert visible_customers(user).exists() == (who != "wei")


@pytest.mark.parametrize("who", EVERYBODY)
def test_project_is_changed_by_all_who_see_it_but_guests(cast: Cast, who: str) -> None:
    assert policies.can_edit_project(getattr(cast, who), cast.project) == (who not in {"wei", "ada"})


@pytest.mark.parametrize("who", EVERYBODY)
def test_project_is_deleted_by_owner_manager_and_administrator(cast: Cast, who: str) -> None:
    assert policies.can_delete_project(getattr(cast, who), cast.project) == (who in {"ling", "max", "root"})


def test_a_manager_sees_what_members_below_work_on(cast: Cast) -> None:
    project = add_project(customer=None, name="魏然的", by=cast.wei)
    assert project not in visible_projects(cast.max)
    add_team_member(project, cast.ling, by=cast.wei)
    assert project in visible_projects(cast.max)


def test_departments_that_belong_to_each_other_in_a_ring_end(cast: Cast) -> None:
    top, below = Department.objects.order_by("pk")
    Department.objects.filter(pk=top.pk).update(parent=below)
    assert cast.project in visible_projects(cast.max)


def test_an_inactive_person_changes_nothing(cast: Cast) -> None:
    cast.ling.is_active = False
    assert not policies.can_edit_project(cast.ling, cast.project)


def test_find_adds_once(cast: Cast) -> None:
    first = find_or_add_project("滨海银行", "数据中台", by=cast.ling)
    assert find_or_add_project("滨海 银行", "数据中台", by=cast.ling) == first
    assert Customer.objects.filter(name="滨海银行").count() == 1


def test_find_without_a_customer_stays_with_its_owner(cast: Cast) -> None:
    first = find_or_add_project(None, "无客户", by=cast.ling)
    assert find_or_add_project(None, "无客户", by=cast.ling) == first
    assert find_or_add_project(None, "无客户", by=cast.root) != first


def test_guests_add_nothing(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        add_customer(name="x", by=cast.ada)
    with pytest.raises(NotAllowed):
        add_project(customer=cast.customer, name="x", by=cast.ada)
    with pytest.raises(NotAllowed):
        add_team_member(cast.project, cast.wei, by=cast.ada)


@pytest.mark.parametrize("name", ["", "  ", "长" * 301])
def test_a_customer_needs_a_possible_name(cast: Cast, name: str) -> None:
    with pytest.raises(RuleBroken):
        add_customer(name=name, by=cast.ling)


def test_a_member_added_again_changes_the_duty(cast: Cast) -> None:
    add_team_member(cast.project, cast.bo, by=cast.ling, duties="演示")
    assert TeamMember.objects.filter(project=cast.project, user=cast.bo).count() == 1
    assert Project.objects.get(pk=cast.project.pk).team.get(user=cast.bo).duties == "演示"
