"""Changing what people are, letting them go, and what that does to their sessions."""

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from genjin.core.errors import NotAllowed, RuleBroken, WrongState
from genjin.people.models import AuditEntry, Role, User
from genjin.people.operations.leaving import deactivate_person, make_password_link, reactivate_person
from genjin.people.operations.people import edit_person
from genjin.people.operations.second_factor import require_second_factor, reset_second_factor
from genjin.people.operations.sessions import end_session, end_sessions, note_session
from genjin.people.queries.people import people_looked_after
from genjin.people.queries.second_factor import has_second_factor, needs_second_factor
from genjin.people.queries.sessions import sessions_of
from tests.cast import Cast, person
from tests.web.pages import signed_in


def is_in(client: Client) -> bool:
    return client.get("/settings/").status_code == 200


def kinds() -> list[str]:
    told = AuditEntry.objects.exclude(kind__startswith="person.signed_").order_by("pk")
    return list(told.values_list("kind", flat=True))


def factor(user: User) -> Authenticator:
    return Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "x"})


def test_a_new_role_ends_the_sessions(cast: Cast) -> None:
    browser = signed_in(cast.ling)
    edit_person(cast.ling, {"role": Role.MANAGER, "name": "凌薇薇"}, by=cast.root)
    assert not is_in(browser)
    assert is_in(signed_in(User.objects.get(pk=cast.ling.pk)))
    assert kinds() == ["person.role_changed", "sessions.ended", "person.changed"]
    entry = AuditEntry.objects.get(kind="person.role_changed")
    assert (entry.by, entry.target_id, entry.detail) == (cast.root, cast.ling.pk, {"role": ["sales", "manager"]})


def test_who_manages_departments_becomes_no_guest(cast: Cast) -> None:
    """A guest who went on managing would go on reading all that lies below."""
    with pytest.raises(RuleBroken) as refused:
        edit_person(cast.max, {"role": Role.GUEST}, by=cast.root)
    assert refused.value.field == "role"
    assert User.objects.get(pk=cast.max.pk).role == Role.MANAGER
    cast.max.managed_departments.clear()
    assert edit_person(cast.max, {"role": Role.GUEST}, by=cast.root).is_guest


def test_what_stays_the_same_is_not_written(cast: Cast) -> None:
    browser = signed_in(cast.ling)
    edit_person(cast.ling, {"name": cast.ling.name, "role": cast.ling.role}, by=cast.root)
    assert kinds() == []
    assert is_in(browser)


@pytest.mark.parametrize("who", ["max", "ling", "bo", "wei", "ada"])
def test_only_administrators_change_people(cast: Cast, who: str) -> None:
    by = getattr(cast, who)
    with pytest.raises(NotAllowed):
        edit_person(by, {"role": Role.ADMINISTRATOR}, by=by)
    with pytest.raises(NotAllowed):
        deactivate_person(cast.ling, by=by)
    with pytest.raises(NotAllowed):
        reactivate_person(cast.ling, by=by)
    with pytest.raises(NotAllowed):
        make_password_link(cast.root, by=by)
    with pytest.raises(NotAllowed):
        reset_second_factor(cast.root, by=by)
    with pytest.raises(NotAllowed):
        require_second_factor(needed=True, by=by)
    with pytest.raises(NotAllowed):
        end_sessions(cast.root, by=by)


def test_nobody_gives_oneself_another_role_or_leaves_the_house_without_administrator(cast: Cast) -> None:
    with pytest.raises(RuleBroken):
        edit_person(cast.root, {"role": Role.SALES}, by=cast.root)
    with pytest.raises(RuleBroken):
        deactivate_person(cast.root, by=cast.root)
    second = person("second", "第二", Role.ADMINISTRATOR)
    edit_person(cast.root, {"role": Role.SALES}, by=second)
    with pytest.raises(RuleBroken):  # by a stale object that was an administrator once
        edit_person(second, {"role": Role.SALES}, by=cast.root)
    with pytest.raises(RuleBroken):
        deactivate_person(second, by=cast.root)


@pytest.mark.parametrize(
    ("field", "value"),
    [("name", ""), ("name", "x" * 81), ("email", "no address"), ("role", "boss"), ("is_staff", True)],
)
def test_wrong_values_are_refused(cast: Cast, field: str, value: object) -> None:
    with pytest.raises(RuleBroken) as refused:
        edit_person(cast.ling, {field: value}, by=cast.root)
    assert refused.value.field == field


def test_an_address_belongs_to_one_person(cast: Cast) -> None:
    edit_person(cast.wei, {"email": "wei@example.com"}, by=cast.root)
    with pytest.raises(RuleBroken):
        edit_person(cast.ling, {"email": "Wei@Example.com"}, by=cast.root)


def test_who_is_deactivated_is_out_at_once_and_may_come_back(cast: Cast) -> None:
    browser = signed_in(cast.ling)
    deactivate_person(cast.ling, by=cast.root)
    assert not is_in(browser)
    with pytest.raises(WrongState):
        deactivate_person(cast.ling, by=cast.root)
    with pytest.raises(WrongState):
        make_password_link(cast.ling, by=cast.root)
    reactivate_person(cast.ling, by=cast.root)
    assert not is_in(browser)  # an old session stays ended
    with pytest.raises(WrongState):
        reactivate_person(cast.ling, by=cast.root)
    assert kinds() == ["sessions.ended", "person.deactivated", "person.reactivated"]


def test_sessions_end_one_by_one_and_all_at_once(cast: Cast) -> None:
    first, second = signed_in(cast.ling), signed_in(cast.ling)
    for client in (first, second):
        key = client.session.session_key
        note_session(cast.ling, key=key, address="192.0.2.1", agent="Firefox " + "x" * 300)
    one, other = sessions_of(cast.ling).order_by("pk")
    with pytest.raises(NotAllowed):
        end_session(one, by=cast.root)
    end_session(one, by=cast.ling)
    assert (is_in(first), is_in(second)) == (False, True)
    assert list(sessions_of(cast.ling)) == [other]
    end_sessions(cast.ling, by=cast.ling)
    assert not is_in(second)
    assert not sessions_of(cast.ling).exists()


def test_a_lost_second_factor_is_reset(cast: Cast) -> None:
    factor(cast.ling)
    browser = signed_in(cast.ling)
    reset_second_factor(cast.ling, by=cast.root)
    assert not has_second_factor(cast.ling)
    assert not is_in(browser)
    with pytest.raises(WrongState):
        reset_second_factor(cast.ling, by=cast.root)
    factor(cast.root)
    with pytest.raises(NotAllowed):
        reset_second_factor(cast.root, by=cast.root)
    assert kinds() == ["sessions.ended", "second_factor.reset"]


def test_asking_a_second_factor_of_everybody_signs_out_who_has_none(cast: Cast) -> None:
    with pytest.raises(WrongState):  # nobody locks oneself out
        require_second_factor(needed=True, by=cast.root)
    factor(cast.root)
    factor(cast.bo)
    without, with_one, administrator = signed_in(cast.ling), signed_in(cast.bo), signed_in(cast.root)
    require_second_factor(needed=True, by=cast.root)
    assert (is_in(without), is_in(with_one), is_in(administrator)) == (False, True, True)
    assert needs_second_factor()
    require_second_factor(needed=True, by=cast.root)
    require_second_factor(needed=False, by=cast.root)
    assert not needs_second_factor()
    assert kinds() == ["second_factor.required", "second_factor.not_required"]


def test_whom_one_looks_after(cast: Cast) -> None:
    assert set(people_looked_after(cast.root)) == set(User.objects.all())
    assert set(people_looked_after(cast.max)) == {cast.ling}  # not Max, who stands in the department himself
    cast.root.department = cast.ling.department
    cast.root.save(update_fields=["department"])
    assert set(people_looked_after(cast.max)) == {cast.ling}  # nor an administrator
    for who in (cast.ling, cast.bo, cast.wei, cast.ada):
        assert not people_looked_after(who).exists()
    User.objects.filter(pk=cast.max.pk).update(role=Role.GUEST)  # as it may have been before that was refused
    assert not people_looked_after(User.objects.get(pk=cast.max.pk)).exists()
