from collections.abc import Callable
from datetime import date

import pytest

from genjin.activity.models import ActivityEvent
from genjin.core.errors import NotAllowed, RuleBroken, WrongState
from genjin.customers.models import Contact, Customer
from genjin.pipeline.models import Project
from genjin.pipeline.operations.projects import add_project
from genjin.planning.models import Action, FollowUp
from genjin.planning.operations.contacts import ContactReport
from genjin.planning.operations.notes import ConfirmedNote, NewPlace, log_note
from genjin.planning.operations.plan_items import finish_action
from genjin.text.cells import ActionItem
from tests.cast import Cast

CELLS = {"date": "2026-03-12", "feedback": "预算压到150万", "next_steps": "1. 交分期报价（凌薇/2026-03-18）"}


def note(cells: dict[str, str] | None = None, **values: object) -> ConfirmedNote:
    report = {name: values.pop(name) for name in ("finished", "contacts", "no_next_step_because") if name in values}
    return ConfirmedNote(ContactReport(cells=cells or CELLS, **report), **values)  # type: ignore[arg-type]


def test_note_becomes_a_row_with_what_is_expected_and_whom_it_adds(cast: Cast) -> None:
    row = log_note(cast.project, note(expected={"交分期报价": "二次汇报"}, new_contacts=["刘总"]), by=cast.ling)
    assert (row.happened_on, row.feedback) == (date(2026, 3, 12), "预算压到150万")
    assert row.actions.get().expected_result == "二次汇报"
    assert row.contacts.get() == Contact.objects.get(customer=cast.customer, name="刘总")
    kinds = set(ActivityEvent.objects.values_list("kind", flat=True))
    assert kinds >= {"contact.added", "follow_up.logged", "follow_up.described", "action.edited"}


def test_new_customer_only_by_name_and_a_known_one_is_found(cast: Cast) -> None:
    row = log_note(NewPlace("滨海银行", "数据中台"), note(new_contacts=["李行长"]), by=cast.ling)
    assert str(row.project) == "滨海银行 · 数据中台"
    again = log_note(NewPlace("滨海银行", "数据中台"), note(), by=cast.ling)
    assert again.project == row.project
    with pytest.raises(RuleBroken) as refusal:
        log_note(NewPlace(" ", "数据中台"), note(), by=cast.ling)
    assert refusal.value.field == "project"


@pytest.mark.parametrize(
    "spoil",
    [
        lambda: note({**CELLS, "date": "改天"}),
        lambda: note({"feedback": "聊了聊"}),
        lambda: note({**CELLS, "x": "y"}),
        lambda: note(new_contacts=["长" * 200]),
    ],
)
def test_wrong_input_leaves_nothing_behind(cast: Cast, spoil: Callable[[], ConfirmedNote]) -> None:
    with pytest.raises(RuleBroken):
        log_note(NewPlace("滨海银行", "数据中台"), spoil(), by=cast.ling)
    assert Customer.objects.count() == Project.objects.count() == 1
    assert not FollowUp.objects.exists()


@pytest.mark.parametrize("who", ["wei", "ada"])
def test_outsiders_and_guests_log_nothing(cast: Cast, who: str) -> None:
    with pytest.raises(NotAllowed):
        log_note(cast.project, note(), by=getattr(cast, who))
    assert not FollowUp.objects.exists()


def test_guest_adds_no_customer(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        log_note(NewPlace("滨海银行", ""), note(), by=cast.ada)


def test_step_finished_meanwhile_or_of_another_project_is_refused(cast: Cast) -> None:
    step = cast.log(next_steps=[ActionItem("提交方案", None, None)]).actions.select_related("project").get()
    other = add_project(customer=cast.customer, name="别的", by=cast.ling)
    with pytest.raises(WrongState):
        log_note(other, note(finished={step: "已签收"}), by=cast.ling)
    stale = Action.objects.select_related("project").get()
    finish_action(step, result="已提交", by=cast.bo)
    stale.refresh_from_db()
    with pytest.raises(WrongState):
        log_note(cast.project, note(finished={stale: "又一次"}), by=cast.ling)
    assert FollowUp.objects.count() == 1


def test_contact_without_a_customer_is_refused(cast: Cast) -> None:
    nobody = add_project(customer=None, name="待定", by=cast.ling)
    with pytest.raises(RuleBroken):
        log_note(nobody, note(new_contacts=["刘总"]), by=cast.ling)
    assert not FollowUp.objects.exists()
