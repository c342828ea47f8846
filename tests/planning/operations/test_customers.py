import pytest

from genjin.activity.models import ActivityEvent
from genjin.activity.tracking import values_of
from genjin.core.errors import NotAllowed, RuleBroken, StaleEdit, WrongState
from genjin.customers.models import Customer
from genjin.pipeline.operations.projects import add_customer
from genjin.planning.operations.customers import edit_customer
from genjin.planning.operations.merging import merge_customers
from genjin.planning.queries.filtered import filtered
from genjin.planning.queries.plan_view import PlanView
from tests.cast import Cast


def test_edit_keeps_old_and_new(cast: Cast) -> None:
    seen = values_of(cast.customer)
    saved = edit_customer(cast.customer, {"industry": "汽车零部件", "tier": "a"}, seen=seen, by=cast.bo)
    assert (saved.industry, saved.tier, saved.version) == ("汽车零部件", "a", 2)
    event = ActivityEvent.objects.get(kind="customer.edited")
    assert event.detail["changes"] == {"industry": ["", "汽车零部件"], "tier": ["", "a"]}
    assert (event.customer_id, event.by) == (cast.customer.pk, cast.bo)


def test_edit_that_changes_nothing_is_not_told(cast: Cast) -> None:
    edit_customer(cast.customer, {"name": " 华东精密制造集团 "}, seen={}, by=cast.ling)
    assert not ActivityEvent.objects.filter(kind="customer.edited").exists()


def test_new_name_is_found_by_search(cast: Cast) -> None:
    cast.log(goal="访谈")
    edit_customer(cast.customer, {"name": "东方智造"}, seen={}, by=cast.ling)
    counts = [filtered(cast.ling, PlanView(words=words)).rows.count() for words in ("东方智造", "华东精密")]
    assert counts == [1, 0]


def test_two_people_change_two_fields_and_the_same_field_is_refused(cast: Cast) -> None:
    seen = values_of(cast.customer)
    edit_customer(cast.customer, {"industry": "一"}, seen=seen, by=cast.ling)
    assert edit_customer(cast.customer, {"region": "华东"}, seen=seen, by=cast.bo).industry == "一"
    with pytest.raises(StaleEdit) as refusal:
        edit_customer(cast.customer, {"industry": "二"}, seen=seen, by=cast.bo)
    assert refusal.value.theirs == {"industry": "一"}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "长" * 301}, "name"),
        ({"tier": "z"}, "tier"),
        ({"merged_into_id": 1}, "merged_into_id"),
        ({"customer_type": "?"}, "customer_type"),
    ],
)
def test_wrong_values_are_refused_at_their_field(cast: Cast, changes: dict[str, str], field: str) -> None:
    with pytest.raises(RuleBroken) as refusal:
        edit_customer(cast.customer, changes, seen={}, by=cast.ling)
    assert refusal.value.field == field
    assert Customer.objects.get(pk=cast.customer.pk).version == 1


@pytest.mark.parametrize("who", ["wei", "ada"])
def test_outsiders_and_guests_change_nothing(cast: Cast, who: str) -> None:
    with pytest.raises(NotAllowed):
        edit_customer(cast.customer, {"industry": "x"}, seen={}, by=getattr(cast, who))


def test_customer_that_is_gone_is_not_changed(cast: Cast) -> None:
    source = add_customer(name="华东", by=cast.ling)
    merge_customers(source, into=cast.customer, by=cast.ling)
    with pytest.raises((WrongState, NotAllowed)):
        edit_customer(source, {"industry": "x"}, seen={}, by=cast.ling)


def test_customer_is_handed_over_by_its_owner_and_those_above_alone(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        edit_customer(cast.customer, {"owner_id": cast.bo.pk}, seen={}, by=cast.bo)
    assert edit_customer(cast.customer, {"owner_id": cast.bo.pk}, seen={}, by=cast.max).owner == cast.bo
