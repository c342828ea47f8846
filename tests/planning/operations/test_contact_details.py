import pytest

from genjin.activity.models import ActivityEvent
from genjin.core.errors import NotAllowed, RuleBroken, StaleEdit, WrongState
from genjin.customers.models import Contact
from genjin.pipeline.operations.entries import add_entry
from genjin.pipeline.operations.projects import add_customer
from genjin.planning.models import FollowUp
from genjin.planning.operations.contact_details import details_of, edit_contact_details
from genjin.planning.operations.follow_ups import delete_follow_ups
from tests.cast import Cast


@pytest.fixture
def row(cast: Cast) -> FollowUp:
    return cast.log(goal="访谈")


@pytest.fixture
def liu(cast: Cast) -> Contact:
    return add_entry(Contact(customer=cast.customer, name="刘总"), by=cast.ling)


def test_details_are_kept_and_told(cast: Cast, row: FollowUp, liu: Contact) -> None:
    changes = {"channel": "visit", "result": "advance", "consensus": "分两期上线"}
    edit_contact_details(row, changes, seen=details_of(row), by=cast.bo, contacts=[liu], colleagues=[cast.bo])
    row.refresh_from_db()
    assert (row.channel, row.consensus, list(row.contacts.all()), list(row.colleagues.all())) == (
        *("visit", "分两期上线"),
        [liu],
        [cast.bo],
    )
    event = ActivityEvent.objects.get(kind="follow_up.described")
    assert event.detail["changes"]["contact_ids"] == [[], [liu.pk]]
    assert (event.by, row.version) == (cast.bo, 2)


def test_who_was_present_stays_unless_it_is_said(cast: Cast, row: FollowUp, liu: Contact) -> None:
    edit_contact_details(row, {}, seen={}, by=cast.ling, contacts=[liu])
    edit_contact_details(row, {"channel": "phone"}, seen={}, by=cast.ling)
    assert list(row.contacts.all()) == [liu]


def test_contacts_are_the_customers_own(cast: Cast, row: FollowUp) -> None:
    other = add_entry(Contact(customer=add_customer(name="滨海银行", by=cast.ling), name="李行长"), by=cast.ling)
    with pytest.raises(RuleBroken) as refusal:
        edit_contact_details(row, {}, seen={}, by=cast.ling, contacts=[other])
    assert refusal.value.field == "contacts"


def test_wrong_channel_stale_field_and_deleted_row_are_refused(cast: Cast, row: FollowUp) -> None:
    with pytest.raises(RuleBroken):
        edit_contact_details(row, {"channel": "pigeon"}, seen={}, by=cast.ling)
    seen = details_of(row)
    edit_contact_details(row, {"consensus": "一"}, seen=seen, by=cast.bo)
    with pytest.raises(StaleEdit):
        edit_contact_details(row, {"consensus": "二"}, seen=seen, by=cast.ling)
    delete_follow_ups([row], by=cast.ling)
    with pytest.raises(WrongState):
        edit_contact_details(row, {"consensus": "三"}, seen={}, by=cast.ling)


@pytest.mark.parametrize("who", ["wei", "ada"])
def test_outsiders_and_guests_change_nothing(cast: Cast, row: FollowUp, who: str) -> None:
    with pytest.raises(NotAllowed):
        edit_contact_details(row, {"channel": "visit"}, seen={}, by=getattr(cast, who))
    assert not ActivityEvent.objects.filter(kind="follow_up.described").exists()
