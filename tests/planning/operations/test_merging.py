"""Merging two entries of one company, and parting them again exactly."""

from collections.abc import Callable
from random import Random

import pytest
from django.db import transaction
from django.db.models import Model
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from genjin.activity.models import ActivityEvent
from genjin.core.errors import NotAllowed, RuleBroken, WrongState
from genjin.customers.models import Contact, Customer, CustomerCompetitor, CustomerFile, Unit
from genjin.people.models import User
from genjin.pipeline.models import Project, Stakeholder
from genjin.pipeline.operations.entries import add_entry, delete_entry, edit_entry
from genjin.pipeline.operations.projects import add_customer, add_project
from genjin.pipeline.queries.named import customers_by_name, name_key
from genjin.pipeline.queries.projects import visible_customers
from genjin.planning.models import FollowUp, Objection
from genjin.planning.operations.merging import merge_customers, undo_merge
from genjin.planning.operations.plan_items import edit_plan_item
from genjin.planning.queries.filtered import filtered
from genjin.planning.queries.plan_view import PlanView
from genjin.text.cells import AnsweredItem
from tests.cast import Cast

TABLES: tuple[type[Model], ...] = (Customer, Project, Unit, Contact, CustomerCompetitor, CustomerFile)


def everything() -> dict[str, list[dict[str, object]]]:
    """Every column of every row, but for the count of changes."""
    tables = {model.__name__: list(model._default_manager.order_by("pk").values()) for model in TABLES}
    return {name: [{k: v for k, v in row.items() if k != "version"} for row in rows] for name, rows in tables.items()}


def twin(cast: Cast, name: str = "华东精密") -> Customer:
    customer = add_customer(name=name, by=cast.ling)
    customer.short_names = "华东\n华精"
    customer.save(update_fields=["short_names"])
    return customer


def filled(cast: Cast, customer: Customer) -> Project:
    unit = add_entry(Unit(customer=customer, name="采购部"), by=cast.ling)
    boss = add_entry(Contact(customer=customer, name="刘总", unit=unit), by=cast.ling)
    add_entry(Contact(customer=customer, name="小王", unit=unit, reports_to=boss), by=cast.ling)
    add_entry(CustomerCompetitor(customer=customer, name="恒拓软件"), by=cast.ling)
    add_entry(CustomerFile(customer=customer, name="组织架构.pdf", file="x", size=1), by=cast.ling)
    delete_entry(add_entry(Unit(customer=customer, name="旧部门"), by=cast.ling), by=cast.ling)
    return add_project(customer=customer, name="WMS", by=cast.ling)


def found(user: User, words: str) -> int:
    return filtered(user, PlanView(words=words)).rows.count()


def test_everything_moves_and_the_names_stay(cast: Cast) -> None:
    source = twin(cast)
    project = filled(cast, source)
    merge_customers(source, into=cast.customer, by=cast.ling)
    project.refresh_from_db()
    assert project.customer == cast.customer
    for model in TABLES[2:]:
        assert not model._default_manager.filter(customer=source).exists()
        assert model._default_manager.filter(customer=cast.customer).exists()
    assert source not in visible_customers(cast.ling)
    names = customers_by_name(cast.ling)
    assert {names[name_key(name)] for name in ("华东精密", "华东", "华精", "华东精密制造集团")} == {cast.customer}
    events = ActivityEvent.objects.order_by("-pk")[:2]
    assert [event.kind for event in events] == ["project.moved", "customer.merged"]


def test_moved_rows_are_found_by_the_name_that_stays_and_back(cast: Cast) -> None:
    source = twin(cast, "滨海银行")
    cast.log(project=filled(cast, source), goal="访谈")
    assert (found(cast.ling, "滨海"), found(cast.ling, "华东")) == (1, 0)
    merge_customers(source, into=cast.customer, by=cast.ling)
    assert (found(cast.ling, "滨海"), found(cast.ling, "华东")) == (0, 1)
    undo_merge(Customer.objects.get(pk=source.pk), by=cast.ling)
    assert (found(cast.ling, "滨海"), found(cast.ling, "华东")) == (1, 0)


def test_parting_brings_all_back_exactly(cast: Cast) -> None:
    source = twin(cast)
    filled(cast, source)
    filled(cast, cast.customer)
    before = everything()
    merge_customers(source, into=cast.customer, by=cast.ling)
    assert everything() != before
    undo_merge(Customer.objects.get(pk=source.pk), by=cast.ling)
    assert everything() == before


def test_what_came_since_stays_where_it_was_put(cast: Cast) -> None:
    source = twin(cast)
    filled(cast, source)
    merge_customers(source, into=cast.customer, by=cast.ling)
    moved_unit, moved_boss = Unit.objects.get(name="采购部"), Contact.objects.get(name="刘总")
    late = add_entry(
        Contact(customer=cast.customer, name="后来者", unit=moved_unit, reports_to=moved_boss), by=cast.ling
    )
    cast.customer.refresh_from_db()
    cast.customer.short_names += "\n华东集团"
    cast.customer.save(update_fields=["short_names"])
    edit_entry(moved_boss, {"title": "采购总监"}, seen={}, by=cast.ling)
    undo_merge(Customer.objects.get(pk=source.pk), by=cast.ling)
    late.refresh_from_db()
    assert (late.customer, late.unit, late.reports_to) == (cast.customer, None, None)
    assert Contact.objects.get(pk=moved_boss.pk).title == "采购总监"
    cast.customer.refresh_from_db()
    assert cast.customer.short_names == "华东集团"


def test_contact_added_since_goes_back_with_the_projects_that_alone_know_it(cast: Cast) -> None:
    source = twin(cast)
    project = filled(cast, source)
    merge_customers(source, into=cast.customer, by=cast.ling)
    project.refresh_from_db()
    known, unknown = (add_entry(Contact(customer=cast.customer, name=name), by=cast.ling) for name in ("钱工", "孙工"))
    stake = add_entry(Stakeholder(project=project, contact=known), by=cast.ling)
    undo_merge(Customer.objects.get(pk=source.pk), by=cast.ling)
    assert Contact.objects.get(pk=known.pk).customer == source
    assert Contact.objects.get(pk=unknown.pk).customer == cast.customer
    stake.refresh_from_db()
    assert stake.contact == known


def test_person_whom_both_know_is_with_both_after_parting(cast: Cast) -> None:
    source = twin(cast)
    project, elsewhere = filled(cast, source), cast.project
    own = add_entry(Contact(customer=cast.customer, name="赵总", title="董事长"), by=cast.ling)
    merge_customers(source, into=cast.customer, by=cast.ling)
    project.refresh_from_db()
    boss = Contact.objects.get(name="刘总")
    stakes = [
        add_entry(Stakeholder(project=project, contact=own), by=cast.ling),
        add_entry(Stakeholder(project=elsewhere, contact=boss), by=cast.ling),
    ]
    row = cast.log(project=project, objections=[AnsweredItem("太贵", None)])
    row.contacts.set([own, boss])
    edit_plan_item(row.objections.get(), {"raised_by": own}, seen={}, by=cast.ling)
    undo_merge(Customer.objects.get(pk=source.pk), by=cast.ling)
    for stake, customer, name in zip(stakes, (source, cast.customer), ("赵总", "刘总"), strict=True):
        stake.refresh_from_db()
        assert (stake.contact.customer, stake.contact.name) == (customer, name)
        edit_entry(stake, {"influence": 3}, seen={}, by=cast.ling)  # points to nobody of another customer
    assert {contact.customer for contact in row.contacts.all()} == {source}
    assert Objection.objects.get().raised_by.title == "董事长"
    assert Contact.objects.get(pk=own.pk).customer == cast.customer
    assert Contact.objects.get(pk=boss.pk).customer == source
    kinds = set(ActivityEvent.objects.values_list("kind", flat=True))
    assert kinds >= {"project.people_parted", "project.moved", "customer.parted"}


@pytest.mark.parametrize("who", ["bo", "wei", "ada"])
def test_only_who_answers_for_both_merges_and_parts(cast: Cast, who: str) -> None:
    source = twin(cast)
    with pytest.raises(NotAllowed):
        merge_customers(source, into=cast.customer, by=getattr(cast, who))
    merge_customers(source, into=cast.customer, by=cast.max)
    with pytest.raises(NotAllowed):
        undo_merge(Customer.objects.get(pk=source.pk), by=getattr(cast, who))


def test_customer_of_another_owner_is_not_swallowed(cast: Cast) -> None:
    foreign = add_customer(name="华东精密", by=cast.wei)
    with pytest.raises(NotAllowed):
        merge_customers(foreign, into=cast.customer, by=cast.ling)
    assert merge_customers(foreign, into=cast.customer, by=cast.root) == cast.customer


def test_merging_with_itself_or_with_what_is_gone_is_refused(cast: Cast) -> None:
    source = twin(cast)
    with pytest.raises(RuleBroken):
        merge_customers(source, into=source, by=cast.ling)
    merge_customers(source, into=cast.customer, by=cast.ling)
    for one, other in ((source, cast.customer), (cast.customer, source)):
        with pytest.raises(WrongState):
            merge_customers(one, into=other, by=cast.ling)
    with pytest.raises(WrongState):
        undo_merge(cast.customer, by=cast.ling)


def test_mergers_are_parted_in_the_opposite_order(cast: Cast) -> None:
    first, second = twin(cast), twin(cast, "华东精密总部")
    merge_customers(first, into=second, by=cast.ling)
    merge_customers(second, into=cast.customer, by=cast.ling)
    with pytest.raises(WrongState):
        undo_merge(Customer.objects.get(pk=first.pk), by=cast.ling)
    undo_merge(Customer.objects.get(pk=second.pk), by=cast.ling)
    assert not undo_merge(Customer.objects.get(pk=first.pk), by=cast.ling).is_deleted


class Histories:
    """Random customers with random things below them."""

    def __init__(self, cast: Cast, seed: int) -> None:
        self.cast, self.random = cast, Random(seed)
        self.customers = [cast.customer, twin(cast), twin(cast, "别家")]

    def do(self, number: int) -> None:
        doings: list[Callable[[Customer], object]] = [self.unit, self.contact, self.project, self.delete]
        doings[number % len(doings)](self.random.choice(self.customers))

    def unit(self, customer: Customer) -> None:
        parent = Unit.objects.filter(customer=customer, deleted_at=None).last()
        add_entry(Unit(customer=customer, name="部门", parent=parent), by=self.cast.ling)

    def contact(self, customer: Customer) -> None:
        unit, boss = (model.objects.filter(customer=customer).last() for model in (Unit, Contact))
        add_entry(Contact(customer=customer, name="某人", unit=unit, reports_to=boss), by=self.cast.ling)

    def project(self, customer: Customer) -> None:
        self.cast.log(project=add_project(customer=customer, name="项目", by=self.cast.ling))

    def delete(self, customer: Customer) -> None:
        if contact := Contact.objects.filter(customer=customer, deleted_at=None).first():
            delete_entry(contact, by=self.cast.ling)


@pytest.mark.django_db
@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(numbers=st.lists(st.integers(0, 3), max_size=12), order=st.permutations([0, 1, 2]), seed=st.integers(0, 99))
def test_any_chain_of_mergers_is_taken_back_exactly(
    cast: Cast, numbers: list[int], order: list[int], seed: int
) -> None:
    with transaction.atomic():
        histories = Histories(cast, seed)
        for number in numbers:
            histories.do(number)
        one, two, three = (histories.customers[at].pk for at in order)
        states = [everything()]
        for source, into in ((one, two), (two, three)):
            merge_customers(Customer.objects.get(pk=source), into=Customer.objects.get(pk=into), by=cast.ling)
            states.append(everything())
        assert {*Project.objects.values_list("customer", flat=True)} <= {three}
        for source in (two, one):
            assert everything() == states.pop()
            undo_merge(Customer.objects.get(pk=source), by=cast.ling)
        assert everything() == states.pop()
        assert FollowUp.objects.count() == numbers.count(2)
        transaction.set_rollback(True)
