"""Adding people."""

import pytest
from django.core.exceptions import ValidationError

from genjin.core.errors import RuleBroken, WrongState
from genjin.people.models import Role, User
from genjin.people.operations.people import add_first_administrator, add_person, local_administrator
from genjin.people.queries.people import people_by_name
from tests.cast import Cast


def test_the_first_administrator_is_the_only_first(db: None) -> None:
    first = add_first_administrator(username="admin", name="管理员", password="long enough 8")
    assert (first.role, first.check_password("long enough 8")) == (Role.ADMINISTRATOR, True)
    with pytest.raises(WrongState):
        add_first_administrator(username="other", name="又一个", password="long enough 8")


def test_the_first_administrator_needs_a_safe_password(db: None) -> None:
    with pytest.raises(ValidationError):
        add_first_administrator(username="admin", name="管理员", password="12345678")
    assert not User.objects.exists()


def test_a_user_name_is_taken_once(cast: Cast) -> None:
    with pytest.raises(RuleBroken):
        add_person(username="ling", name="另一个", role=Role.SALES, password=None)


def test_the_command_line_acts_as_the_administrator(cast: Cast) -> None:
    assert local_administrator() == cast.root


def test_the_command_line_of_an_empty_installation_acts_as_one_who_cannot_sign_in(db: None) -> None:
    person = local_administrator()
    assert not person.has_usable_password()
    assert local_administrator() == person


def test_a_name_borne_twice_names_nobody(cast: Cast) -> None:
    add_person(username="ling2", name=cast.ling.name, role=Role.SALES, password=None)
    assert cast.ling.name not in people_by_name()
    assert people_by_name([cast.bo.name]) == {cast.bo.name: cast.bo}
