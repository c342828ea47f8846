"""Inviting people by link."""

from datetime import timedelta

import pytest

from genjin.core import clock
from genjin.core.errors import NotAllowed, RuleBroken, WrongState
from genjin.people.models import AuditEntry, Invitation, Role
from genjin.people.operations.departments import add_department
from genjin.people.operations.invitations import accept_invitation, free_username, invite, revoke_invitation
from genjin.people.operations.leaving import deactivate_person
from genjin.people.operations.people import edit_person
from genjin.people.queries.invitations import invitation_for, invitation_of, open_invitations
from tests.cast import PASSWORD, Cast


def test_an_invited_person_becomes_a_colleague_once(cast: Cast) -> None:
    department = cast.ling.department
    invitation, token = invite("赵敏", role=Role.SALES, department=department, email="zm@example.com", by=cast.root)
    assert invitation_of(token) == invitation
    person = accept_invitation(invitation, username="zhaomin", password=PASSWORD)
    assert (person.name, person.role, person.department, person.email) == (
        "赵敏",
        Role.SALES,
        department,
        "zm@example.com",
    )
    assert person.check_password(PASSWORD)
    assert invitation_of(token) is None
    with pytest.raises(WrongState):
        accept_invitation(invitation, username="zhaomin2", password=PASSWORD)
    kinds = set(AuditEntry.objects.values_list("kind", flat=True))
    assert {"person.invited", "invitation.accepted"} <= kinds


def test_only_the_hash_of_a_token_is_kept(cast: Cast) -> None:
    invitation, token = invite("赵敏", role=Role.SALES, by=cast.root)
    kept = Invitation.objects.filter(pk=invitation.pk).values().get()
    assert len(token) >= 43  # 256 bits
    assert token not in str(kept)
    assert token not in str(list(AuditEntry.objects.values()))


def test_a_link_stops_after_seven_days_and_when_taken_back(cast: Cast) -> None:
    invitation, token = invite("赵敏", role=Role.SALES, by=cast.root)
    with clock.stopped_at(invitation.made_at + timedelta(days=7, seconds=1)):
        assert invitation_of(token) is None
        with pytest.raises(WrongState):
            accept_invitation(invitation, username="zhaomin", password=PASSWORD)
    revoke_invitation(invitation, by=cast.root)
    assert invitation_of(token) is None
    with pytest.raises(WrongState):
        revoke_invitation(invitation, by=cast.root)
    with pytest.raises(WrongState):
        accept_invitation(invitation, username="zhaomin", password=PASSWORD)


@pytest.mark.parametrize("token", ["", "x", "x" * 5000, "\ud800", "%00"])
def test_a_guessed_token_opens_nothing(cast: Cast, token: str) -> None:
    invite("赵敏", role=Role.SALES, by=cast.root)
    assert invitation_of(token) is None


def test_a_manager_invites_below_only(cast: Cast) -> None:
    elsewhere = add_department(name="华南组", by=cast.root)
    for role in (Role.SALES, Role.SUPPORT, Role.GUEST):
        invite("新人", role=role, department=cast.ling.department, by=cast.max)
    for role in (Role.MANAGER, Role.ADMINISTRATOR):
        with pytest.raises(NotAllowed):
            invite("新人", role=role, department=cast.ling.department, by=cast.max)
    for department in (elsewhere, None):
        with pytest.raises(NotAllowed):
            invite("新人", role=Role.SALES, department=department, by=cast.max)


@pytest.mark.parametrize("who", ["ling", "bo", "wei", "ada"])
def test_others_invite_nobody(cast: Cast, who: str) -> None:
    with pytest.raises(NotAllowed):
        invite("新人", role=Role.GUEST, department=cast.ling.department, by=getattr(cast, who))


def test_a_link_gives_no_more_than_its_maker_still_may(cast: Cast) -> None:
    invitation, _token = invite("新人", role=Role.SALES, department=cast.ling.department, by=cast.max)
    cast.max.managed_departments.clear()
    with pytest.raises(WrongState):
        accept_invitation(invitation, username="xinren", password=PASSWORD)
    other, _token = invite("新人", role=Role.ADMINISTRATOR, by=cast.root)
    second = edit_person(cast.wei, {"role": Role.ADMINISTRATOR}, by=cast.root)
    deactivate_person(cast.root, by=second)
    with pytest.raises(WrongState):
        accept_invitation(Invitation.objects.get(pk=other.pk), username="xinren", password=PASSWORD)


def test_the_same_password_rules_hold(cast: Cast) -> None:
    invitation, token = invite("赵敏", role=Role.SALES, by=cast.root)
    for username, password, field in (
        ("zhaomin", "12345678", "password"),
        ("zhaomin", "short", "password"),
        ("zhaomin", "zhaomin1", "password"),
        ("LING", PASSWORD, "username"),
        ("a b", PASSWORD, "username"),
    ):
        with pytest.raises(RuleBroken) as refused:
            accept_invitation(invitation, username=username, password=password)
        assert refused.value.field == field
    assert invitation_of(token) == invitation  # what was refused did not use it up


@pytest.mark.parametrize("name", ["", "  ", "x" * 81])
def test_a_name_is_needed(cast: Cast, name: str) -> None:
    with pytest.raises(RuleBroken):
        invite(name, role=Role.SALES, by=cast.root)


def test_an_address_is_given_once(cast: Cast) -> None:
    edit_person(cast.wei, {"email": "wei@example.com"}, by=cast.root)
    with pytest.raises(RuleBroken) as refused:
        invite("魏", role=Role.SALES, email="WEI@example.com", by=cast.root)
    assert refused.value.field == "email"


def test_who_sees_and_takes_back_open_invitations(cast: Cast) -> None:
    own, _token = invite("新人", role=Role.SALES, department=cast.ling.department, by=cast.max)
    other, _token = invite("别人", role=Role.SALES, by=cast.root)
    assert set(open_invitations(cast.root)) == {own, other}
    assert list(open_invitations(cast.max)) == [own]
    with pytest.raises(NotAllowed):
        revoke_invitation(other, by=cast.max)
    revoke_invitation(own, by=cast.root)
    assert list(open_invitations(cast.max)) == []


def test_an_invitation_is_found_by_its_address(cast: Cast) -> None:
    made, _token = invite("赵敏", role=Role.SALES, email="zm@example.com", by=cast.root)
    invite("无名", role=Role.SALES, by=cast.root)
    assert invitation_for("ZM@example.com") == made
    assert invitation_for("") is None


def test_a_free_user_name_is_made_of_an_address(cast: Cast) -> None:
    assert free_username("zhao.min@example.com") == "zhao.min"
    assert free_username("Ling@example.com") == "Ling2"
    assert free_username("@@") == "user"


def test_who_leaves_takes_the_own_invitations_along(cast: Cast) -> None:
    _invitation, token = invite("赵敏", role=Role.SALES, department=cast.ling.department, by=cast.max)
    deactivate_person(cast.max, by=cast.root)
    assert list(open_invitations(cast.root)) == []
    assert invitation_of(token) is None


def test_two_colleagues_of_one_name_are_told_apart(cast: Cast) -> None:
    with pytest.raises(RuleBroken) as refused:
        invite("凌薇", role=Role.SALES, by=cast.root)
    assert refused.value.field == "name"
    with pytest.raises(RuleBroken):
        edit_person(cast.wei, {"name": "凌薇 "}, by=cast.root)
    deactivate_person(cast.ling, by=cast.root)
    invite("凌薇", role=Role.SALES, by=cast.root)
