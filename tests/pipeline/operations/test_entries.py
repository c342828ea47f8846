from datetime import date
from decimal import Decimal

import pytest

from genjin.activity.models import ActivityEvent
from genjin.activity.tracking import values_of
from genjin.core.errors import NotAllowed, RuleBroken, StaleEdit, WrongState
from genjin.customers.models import Contact, Unit
from genjin.pipeline.models import BudgetFact, Need, Stakeholder
from genjin.pipeline.operations.entries import add_entry, delete_entry, edit_entry, restore_entry
from genjin.pipeline.operations.projects import add_customer
from genjin.planning.models import Goal
from tests.cast import Cast


def need(cast: Cast, content: str = "三班报工无纸化") -> Need:
    return add_entry(Need(project=cast.project, content=content), by=cast.ling)


def kinds() -> list[str]:
    return list(ActivityEvent.objects.order_by("pk").values_list("kind", flat=True))


def test_added_entry_stands_last_and_is_told(cast: Cast) -> None:
    first, second = need(cast), need(cast, "排产从 2 天缩到 2 小时")
    assert (first.position, second.position) == (1, 2)
    event = ActivityEvent.objects.get(kind="need.added", target_id=second.pk)
    assert (event.by, event.project_id, event.detail["name"]) == (cast.ling, cast.project.pk, second.content)


def test_entry_of_a_customer_is_told_of_the_customer(cast: Cast) -> None:
    unit = add_entry(Unit(customer=cast.customer, name="采购部"), by=cast.bo)
    contact = add_entry(Contact(customer=cast.customer, name="刘总", title="采购总监", unit=unit), by=cast.bo)
    event = ActivityEvent.objects.get(kind="contact.added")
    assert (event.customer_id, event.project_id, event.target_id) == (cast.customer.pk, None, contact.pk)


def test_edit_records_old_and_new_of_what_differs(cast: Cast) -> None:
    entry = need(cast)
    changes = {"content": entry.content, "figure": "每月 300 小时", "observed_on": date(2026, 3, 10)}
    saved = edit_entry(entry, changes, seen=values_of(entry), by=cast.bo)
    assert saved.figure == "每月 300 小时"
    event = ActivityEvent.objects.get(kind="need.edited")
    assert event.detail["changes"] == {"figure": ["", "每月 300 小时"], "observed_on": [None, "2026-03-10"]}
    assert (event.by, kinds()[-1]) == (cast.bo, "need.edited")


def test_edit_that_changes_nothing_is_not_told(cast: Cast) -> None:
    entry = need(cast)
    edit_entry(entry, {"content": entry.content}, seen={}, by=cast.ling)
    assert "need.edited" not in kinds()


def test_two_people_change_two_fields_and_both_hold(cast: Cast) -> None:
    entry = need(cast)
    seen = values_of(entry)
    edit_entry(entry, {"content": "一"}, seen=seen, by=cast.ling)
    saved = edit_entry(entry, {"figure": "二"}, seen=seen, by=cast.bo)
    assert (saved.content, saved.figure) == ("一", "二")


def test_edit_of_a_field_that_was_changed_meanwhile_shows_theirs(cast: Cast) -> None:
    entry = need(cast)
    seen = values_of(entry)
    edit_entry(entry, {"content": "一"}, seen=seen, by=cast.ling)
    with pytest.raises(StaleEdit) as refusal:
        edit_entry(entry, {"content": "二"}, seen=seen, by=cast.bo)
    assert refusal.value.theirs == {"content": "一"}
    assert Need.objects.get().content == "一"


def test_deleted_entry_comes_back(cast: Cast) -> None:
    entry = delete_entry(need(cast), by=cast.ling)
    assert entry.is_deleted
    with pytest.raises(WrongState):
        edit_entry(entry, {"content": "x"}, seen={}, by=cast.ling)
    assert not restore_entry(entry, by=cast.bo).is_deleted
    restore_entry(entry, by=cast.bo)
    assert kinds()[-2:] == ["need.deleted", "need.restored"]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"content": ""}, "content"),
        ({"content": "x", "kind": "wish"}, "kind"),
        ({"content": "x", "figure": "x" * 201}, "figure"),
        ({"content": "x", "evidence": 7}, "evidence"),
    ],
)
def test_wrong_values_are_refused_at_their_field(cast: Cast, values: dict[str, object], field: str) -> None:
    with pytest.raises(RuleBroken) as refusal:
        add_entry(Need(project=cast.project, **values), by=cast.ling)
    assert refusal.value.field == field
    assert not Need.objects.exists()


def test_rules_of_more_than_one_field_hold(cast: Cast) -> None:
    with pytest.raises(RuleBroken, match="预算下限高于上限"):
        add_entry(BudgetFact(project=cast.project, low=Decimal(2), high=Decimal(1)), by=cast.ling)
    with pytest.raises(RuleBroken) as refusal:
        add_entry(Stakeholder(project=cast.project), by=cast.ling)
    assert refusal.value.field == "contact"
    top = add_entry(Goal(project=cast.project, content="进入短名单"), by=cast.ling)
    part = add_entry(Goal(project=cast.project, content="需求访谈", parent=top), by=cast.ling)
    with pytest.raises(RuleBroken):
        add_entry(Goal(project=cast.project, content="更细", parent=part), by=cast.ling)


def test_an_entry_never_points_to_another_plan(cast: Cast) -> None:
    elsewhere = add_customer(name="滨海银行", by=cast.ling)
    unit = add_entry(Unit(customer=elsewhere, name="科技部"), by=cast.ling)
    stranger = add_entry(Contact(customer=elsewhere, name="孙经理"), by=cast.ling)
    own = add_entry(Contact(customer=cast.customer, name="刘总"), by=cast.ling)
    for attempt in (
        lambda: add_entry(Contact(customer=cast.customer, name="x", unit=unit), by=cast.ling),
        lambda: edit_entry(own, {"unit_id": unit.pk}, seen={}, by=cast.ling),
        lambda: add_entry(Stakeholder(project=cast.project, contact=stranger), by=cast.ling),
    ):
        with pytest.raises(RuleBroken, match="别的项目或客户"):
            attempt()
    assert add_entry(Stakeholder(project=cast.project, contact=own), by=cast.ling).pk


def test_amounts_that_are_equal_are_no_change(cast: Cast) -> None:
    entry = add_entry(BudgetFact(project=cast.project, low=Decimal("1500000.00")), by=cast.ling)
    edit_entry(entry, {"low": Decimal(1500000)}, seen=values_of(entry), by=cast.bo)
    assert "budget_fact.edited" not in kinds()


@pytest.mark.parametrize("who", ["wei", "ada"])
def test_outsiders_and_guests_write_nothing(cast: Cast, who: str) -> None:
    entry, person = need(cast), getattr(cast, who)
    for attempt in (
        lambda: add_entry(Need(project=cast.project, content="x"), by=person),
        lambda: edit_entry(entry, {"content": "x"}, seen={}, by=person),
        lambda: delete_entry(entry, by=person),
        lambda: restore_entry(entry, by=person),
        lambda: add_entry(Unit(customer=cast.customer, name="x"), by=person),
    ):
        with pytest.raises(NotAllowed):
            attempt()
    assert kinds().count("need.added") == 1


@pytest.mark.parametrize("who", ["bo", "max", "root"])
def test_team_manager_and_administrator_write(cast: Cast, who: str) -> None:
    assert add_entry(Need(project=cast.project, content="x"), by=getattr(cast, who)).pk
