"""Who can see this, and why: the same as the queries say, for the cast and for any house."""

from random import Random

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given
from hypothesis import settings as example_settings
from hypothesis import strategies as st

from genjin.customers.models import Customer
from genjin.people.models import Department, Role, User
from genjin.pipeline.models import Duty, Project, TeamMember
from genjin.pipeline.policies import (
    can_edit_customer,
    can_edit_project,
    can_hand_over_customer,
    can_hand_over_project,
)
from genjin.pipeline.queries.projects import visible_customers, visible_projects
from genjin.pipeline.queries.readers import readers_of_customer, readers_of_project
from genjin.pipeline.queries.reasons import Reason, Right, reasons_for_customer, reasons_for_project
from tests.cast import Cast


def agrees_with_the_queries() -> None:
    """Compare what is said of every project and customer with what the queries show to everybody."""
    people = list(User.objects.all())
    for project in Project.objects.all():
        said = {reader.person.pk: reader for reader in reasons_for_project(project)}
        assert list(said) == list(readers_of_project(project).values_list("pk", flat=True))
        for person in people:
            sees = person.is_active and visible_projects(person).filter(pk=project.pk).exists()
            assert (person.pk in said) == sees, (person, project)
            if sees:
                changes, hands_over = can_edit_project(person, project), can_hand_over_project(person, project)
                assert said[person.pk].right == right(changes=changes, hands_over=hands_over)
                assert said[person.pk].reasons
    for customer in Customer.objects.all():
        known = {reader.person.pk: reader for reader in reasons_for_customer(customer)}
        assert list(known) == list(readers_of_customer(customer).values_list("pk", flat=True))
        for person in people:
            sees = person.is_active and visible_customers(person).filter(pk=customer.pk).exists()
            assert (person.pk in known) == sees, (person, customer)
            if sees:
                changes, hands_over = can_edit_customer(person, customer), can_hand_over_customer(person, customer)
                assert known[person.pk].right == right(changes=changes, hands_over=hands_over)


def right(*, changes: bool, hands_over: bool) -> Right:
    return Right.HAND_OVER if hands_over else Right.CHANGE if changes else Right.READ


def test_the_reasons_of_the_cast(cast: Cast) -> None:
    agrees_with_the_queries()
    said = {reader.person: reader for reader in reasons_for_project(cast.project)}
    assert set(said) == {cast.ling, cast.bo, cast.max, cast.ada, cast.root}
    assert said[cast.ling].reasons == (Reason("owner"),)
    assert said[cast.bo].reasons == (Reason("team", duty=str(Duty.TECHNICAL.label)),)
    assert said[cast.max].reasons == (Reason("manager", department="大客户部", of="凌薇"),)
    assert said[cast.root].reasons == (Reason("administrator"),)
    assert {reader.person.username: reader.right for reader in said.values()} == {
        "ling": Right.HAND_OVER,
        "bo": Right.CHANGE,
        "max": Right.HAND_OVER,
        "ada": Right.READ,
        "root": Right.HAND_OVER,
    }
    of_customer = {reader.person: reader for reader in reasons_for_customer(cast.customer)}
    assert of_customer[cast.bo].reasons == (Reason("team", duty=str(Duty.TECHNICAL.label), project="MES 二期"),)
    assert of_customer[cast.ling].reasons == (Reason("owner"), Reason("owner", project="MES 二期"))


def test_who_has_left_gives_sight_only_to_those_above(cast: Cast) -> None:
    cast.ling.is_active = False
    cast.ling.save(update_fields=["is_active"])
    agrees_with_the_queries()
    said = {reader.person for reader in reasons_for_project(cast.project)}
    assert cast.ling not in said
    assert cast.max in said


class House:
    """A random house: a tree of departments, people in it with roles, some who left, customers and projects."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        departments: list[Department] = []
        for number in range(self.random.randint(0, 6)):
            parent = self.random.choice([None, *departments])
            departments.append(Department.objects.create(name=str(number), parent=parent))
        people = [self.person(number, departments) for number in range(self.random.randint(1, 7))]
        for department in departments:
            department.managers.set(self.random.sample(people, self.random.randint(0, min(2, len(people)))))
        customers = [
            Customer.objects.create(name=str(number), owner=self.random.choice([None, *people])) for number in range(2)
        ]
        for number in range(self.random.randint(1, 4)):
            customer = self.random.choice([None, *customers])
            owner = self.random.choice([None, *people])
            project = Project.objects.create(name=str(number), customer=customer, owner=owner)
            for member in self.random.sample(people, self.random.randint(0, min(3, len(people)))):
                TeamMember.objects.create(project=project, user=member, duty=self.random.choice(Duty.values))

    def person(self, number: int, departments: list[Department]) -> User:
        role = self.random.choice([Role.SALES, Role.SALES, Role.SUPPORT, Role.MANAGER, Role.GUEST, Role.ADMINISTRATOR])
        return User.objects.create(
            username=f"p{number}",
            name=f"人{number}",
            role=role,
            department=self.random.choice([None, *departments]),
            is_active=self.random.random() > 0.15,
        )


@pytest.mark.django_db
@given(st.integers(min_value=0))
@example_settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_reasons_agree_with_the_queries_in_any_house(seed: int) -> None:
    with transaction.atomic():
        House(seed)
        agrees_with_the_queries()
        transaction.set_rollback(True)


def test_it_takes_as_many_queries_for_three_as_for_one(cast: Cast) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            reasons_for_project(cast.project)
            reasons_for_customer(cast.customer)
        return len(captured)

    one = queries()
    for number in range(3):
        project = Project.objects.create(name=str(number), customer=cast.customer, owner=cast.wei)
        TeamMember.objects.create(project=project, user=cast.bo)
        TeamMember.objects.create(project=cast.project, user=User.objects.create(username=str(number)))
        Department.objects.create(name=str(number)).managers.add(cast.wei)
    assert queries() == one
