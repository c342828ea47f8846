"""The fixed cast of the tests: who stands where, so that a permission test is a sentence."""

from dataclasses import dataclass
from datetime import date

import pytest

from genjin.customers.models import Customer
from genjin.people.models import Department, Role, User
from genjin.people.operations.people import add_person
from genjin.pipeline.models import Duty, Project
from genjin.pipeline.operations.projects import add_customer, add_project
from genjin.pipeline.operations.team import add_team_member
from genjin.planning.content import NewRow, RowContent
from genjin.planning.models import FollowUp
from genjin.planning.operations.follow_ups import log_follow_up

PASSWORD = "open sesame 跟进"


@dataclass
class Cast:
    """Ling owns the project, Bo is on her team, Max manages her department, Wei is outside, Ada only reads (a guest
    on the team), Root administers."""

    ling: User
    bo: User
    max: User
    wei: User
    ada: User
    root: User
    customer: Customer
    project: Project

    def log(self, content: RowContent | None = None, project: Project | None = None, **values: object) -> FollowUp:
        """Log a row as Ling: of the project, on 2026-03-10, unless said otherwise."""
        values.setdefault("date", date(2026, 3, 10))
        return log_follow_up(NewRow(project or self.project, content or RowContent(**values)), by=self.ling)


def person(username: str, name: str, role: Role = Role.SALES, department: Department | None = None) -> User:
    return add_person(username=username, name=name, role=role, password=PASSWORD, department=department)


@pytest.fixture
def cast(db: None) -> Cast:
    key_accounts = Department.objects.create(name="大客户部")
    east = Department.objects.create(name="华东组", parent=key_accounts)
    ling = person("ling", "凌薇", department=east)
    manager = person("max", "马骁", Role.MANAGER, key_accounts)
    key_accounts.managers.add(manager)
    people = {
        "bo": person("bo", "薄远", Role.SUPPORT),
        "wei": person("wei", "魏然"),
        "ada": person("ada", "Ada", Role.GUEST),
        "root": person("root", "管理员", Role.ADMINISTRATOR),
    }
    customer = add_customer(name="华东精密制造集团", by=ling)
    project = add_project(customer=customer, name="MES 二期", by=ling)
    add_team_member(project, people["bo"], by=ling, duty=Duty.TECHNICAL)
    add_team_member(project, people["ada"], by=ling, duty=Duty.SPONSOR)
    return Cast(ling=ling, max=manager, customer=customer, project=project, **people)
