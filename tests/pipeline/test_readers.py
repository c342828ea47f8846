"""Who may see something, asked from the other side: it must say what the visible queries say of each person."""

import random

import pytest

from genjin.people.models import Department, Role, User
from genjin.pipeline.models import Duty, Project
from genjin.pipeline.operations.projects import add_customer, add_project
from genjin.pipeline.operations.team import add_team_member, remove_team_member
from genjin.pipeline.queries.projects import visible_customers, visible_projects
from genjin.pipeline.queries.readers import readers_of_customer, readers_of_project
from tests.cast import Cast, person


def names(people: object) -> list[str]:
    return [str(user) for user in people]  # type: ignore[attr-defined]


def test_readers_are_owner_team_managers_and_administrators(cast: Cast) -> None:
    assert set(readers_of_project(cast.project)) == {cast.ling, cast.bo, cast.max, cast.ada, cast.root}
    assert set(readers_of_customer(cast.customer)) == {cast.ling, cast.bo, cast.max, cast.ada, cast.root}


def test_who_cannot_sign_in_reads_nothing(cast: Cast) -> None:
    User.objects.filter(pk=cast.bo.pk).update(is_active=False)
    assert cast.bo not in readers_of_project(cast.project)


def test_who_left_the_team_reads_no_longer(cast: Cast) -> None:
    remove_team_member(cast.project.team.get(user=cast.bo), by=cast.ling)
    assert cast.bo not in readers_of_project(cast.project)


@pytest.mark.parametrize("seed", range(4))
def test_readers_are_exactly_those_whose_query_shows_it(cast: Cast, seed: int) -> None:
    dice = random.Random(seed)
    departments = [Department.objects.create(name="总部")]
    for number in range(6):
        departments.append(Department.objects.create(name=f"部门{number}", parent=dice.choice(departments)))
    roles = [Role.SALES, Role.MANAGER, Role.SUPPORT, Role.GUEST]
    people = [
        person(f"p{number}", f"同事{number}", dice.choice(roles), dice.choice([None, *departments]))
        for number in range(10)
    ]
    for department in departments:
        department.managers.set(dice.sample(people, dice.choice([0, 1])))
    for number in range(4):
        customer = add_customer(name=f"客户{number}", by=cast.ling, owner=dice.choice(people))
        for part in range(dice.choice([0, 1, 2])):
            project = add_project(customer=customer, name=f"项目{part}", by=cast.ling, owner=dice.choice(people))
            for member in dice.sample(people, dice.choice([0, 2])):
                add_team_member(project, member, by=cast.root, duty=Duty.TECHNICAL)
            seen_by = {user for user in User.objects.all() if visible_projects(user).filter(pk=project.pk).exists()}
            assert set(readers_of_project(project)) == seen_by
        seen_by = {user for user in User.objects.all() if visible_customers(user).filter(pk=customer.pk).exists()}
        assert set(readers_of_customer(customer)) == seen_by


def test_readers_take_as_many_queries_for_three_projects_as_for_one(
    cast: Cast, django_assert_num_queries: object
) -> None:
    for expected in (1, 3):
        while Project.objects.filter(customer=cast.customer).count() < expected:
            add_project(customer=cast.customer, name="另一期", by=cast.ling)
        with django_assert_num_queries(7):  # type: ignore[operator]
            list(readers_of_customer(cast.customer))
