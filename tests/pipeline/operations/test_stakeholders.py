from datetime import date, timedelta

import pytest

from genjin.activity.models import ActivityEvent
from genjin.activity.tracking import values_of
from genjin.core import clock
from genjin.core.errors import DomainError, NotAllowed, RuleBroken, StaleEdit, WrongState
from genjin.customers.models import Contact, Unit
from genjin.pipeline.models import AttitudeFact, Evidence, Stakeholder
from genjin.pipeline.operations.entries import add_entry, delete_entry, edit_entry, restore_entry
from genjin.pipeline.operations.projects import add_project
from genjin.pipeline.operations.stakeholders import Words, add_people, place_stakeholder, set_attitude
from genjin.text.people_lines import PersonLine, read_people_lines
from tests.cast import Cast

SAID = Words("我支持你们", said_by="刘总", observed_on=date(2026, 3, 10))


def stakeholder(cast: Cast, name: str = "刘总") -> Stakeholder:
    return add_people(cast.project, [PersonLine(name, "采购总监", "采购部", "KDM")], by=cast.ling)[0]


def attitude_of(person: Stakeholder) -> int | None:
    return Stakeholder.objects.get(pk=person.pk).attitude


def kinds() -> list[str]:
    return list(ActivityEvent.objects.order_by("pk").values_list("kind", flat=True))


def test_attitude_stands_with_its_words_and_is_told(cast: Cast) -> None:
    person = stakeholder(cast)
    assert attitude_of(person) is None
    fact = set_attitude(person, 1, SAID, by=cast.bo)
    assert (fact.quote, fact.said_by, fact.evidence) == ("我支持你们", "刘总", Evidence.SAID)
    assert attitude_of(person) == 1
    assert ActivityEvent.objects.filter(kind="attitude_fact.added", by=cast.bo, project_id=cast.project.pk).exists()


def test_latest_observed_attitude_counts_whatever_is_done_with_facts(cast: Cast) -> None:
    person = stakeholder(cast)
    late = set_attitude(person, -1, Words("太贵了", observed_on=date(2026, 3, 12)), by=cast.ling)
    early = set_attitude(person, 2, Words("我来推", observed_on=date(2026, 3, 1)), by=cast.ling)
    assert attitude_of(person) == -1
    delete_entry(late, by=cast.ling)
    assert attitude_of(person) == 2
    restore_entry(late, by=cast.ling)
    assert attitude_of(person) == -1
    edit_entry(early, {"observed_on": date(2026, 3, 13)}, seen={}, by=cast.ling)
    assert attitude_of(person) == 2
    edit_entry(early, {"attitude": 0}, seen={}, by=cast.ling)
    assert attitude_of(person) == 0
    for fact in (early, late):
        delete_entry(fact, by=cast.ling)
    assert attitude_of(person) is None


def test_fact_given_to_another_person_changes_both(cast: Cast) -> None:
    one, other = stakeholder(cast), stakeholder(cast, "王总工")
    fact = set_attitude(one, 1, SAID, by=cast.ling)
    edit_entry(fact, {"stakeholder": other}, seen={}, by=cast.ling)
    assert (attitude_of(one), attitude_of(other)) == (None, 1)


@pytest.mark.parametrize(
    ("attitude", "words", "field"),
    [
        (1, Words(" "), "quote"),
        (3, SAID, "attitude"),
        (1, Words("好", evidence=9), "evidence"),
        (1, Words("好", said_by="长" * 101), "said_by"),
        (1, Words("好", observed_on=date(2999, 1, 1)), "observed_on"),
    ],
)
def test_attitude_needs_words_and_possible_values(cast: Cast, attitude: int, words: Words, field: str) -> None:
    person = stakeholder(cast)
    with pytest.raises(RuleBroken) as refusal:
        set_attitude(person, attitude, words, by=cast.ling)
    assert refusal.value.field == field
    assert attitude_of(person) is None


def test_words_without_a_day_were_said_today(cast: Cast) -> None:
    assert set_attitude(stakeholder(cast), 1, Words("好"), by=cast.ling).observed_on == clock.today()


def test_placing_changes_influence_and_attitude_at_once(cast: Cast) -> None:
    person = stakeholder(cast)
    placed = place_stakeholder(
        person, influence=3, attitude=1, words=SAID, seen={"influence": 2, "attitude": None}, by=cast.ling
    )
    assert (placed.influence, placed.attitude) == (3, 1)
    assert kinds()[-2:] == ["stakeholder.edited", "attitude_fact.added"]


def test_placing_with_another_influence_alone_needs_no_words(cast: Cast) -> None:
    person = stakeholder(cast)
    seen = {"influence": 2, "attitude": None}
    assert place_stakeholder(person, influence=1, attitude=None, words=None, seen=seen, by=cast.ling).influence == 1
    assert not AttitudeFact.objects.exists()


@pytest.mark.parametrize(
    ("where", "error"),
    [
        ({"influence": 3, "attitude": 1, "words": None}, RuleBroken),
        ({"influence": 3, "attitude": 1, "words": Words(" ")}, RuleBroken),
        ({"influence": 9, "attitude": None, "words": None}, RuleBroken),
        ({"influence": 1, "attitude": None, "words": None, "seen": {"influence": 3, "attitude": None}}, StaleEdit),
        ({"influence": 2, "attitude": None, "words": None, "seen": {"influence": 2, "attitude": 1}}, RuleBroken),
        ({"influence": 2, "attitude": None, "words": SAID}, RuleBroken),
    ],
)
def test_refused_placing_leaves_everything(cast: Cast, where: dict[str, object], error: type[DomainError]) -> None:
    person = stakeholder(cast)
    before = values_of(person)
    with pytest.raises(error):
        place_stakeholder(person, **{"seen": {"influence": 2, "attitude": None}, "by": cast.ling, **where})
    assert values_of(Stakeholder.objects.get(pk=person.pk)) == before
    assert not AttitudeFact.objects.exists()


def test_words_for_the_attitude_that_stands_keep_it_fresh(cast: Cast) -> None:
    person = stakeholder(cast)
    set_attitude(person, 1, SAID, by=cast.ling)
    seen = {"influence": 2, "attitude": 1}
    words = Words("还是支持", observed_on=date(2026, 4, 1))
    assert place_stakeholder(person, influence=2, attitude=1, words=words, seen=seen, by=cast.ling).attitude == 1
    assert AttitudeFact.objects.count() == 2


def test_deleted_stakeholder_is_not_placed(cast: Cast) -> None:
    person = delete_entry(stakeholder(cast), by=cast.ling)
    with pytest.raises(WrongState):
        place_stakeholder(person, influence=1, attitude=None, words=None, seen={}, by=cast.ling)


@pytest.mark.parametrize("who", ["wei", "ada"])
def test_outsiders_and_guests_place_and_add_nobody(cast: Cast, who: str) -> None:
    person, by = stakeholder(cast), getattr(cast, who)
    for attempt in (
        lambda: set_attitude(person, 1, SAID, by=by),
        lambda: place_stakeholder(person, influence=1, attitude=None, words=None, seen={}, by=by),
        lambda: add_people(cast.project, [PersonLine("赵总")], by=by),
    ):
        with pytest.raises(NotAllowed):
            attempt()
    assert Contact.objects.count() == 1


def test_several_people_are_added_at_once_with_their_units(cast: Cast) -> None:
    lines = read_people_lines(
        "赵总，生产副总，生产中心，KDM\n王总工 技术总监 技术部\n\n3. KU 周主任、车间主任、生产中心"
    )
    added = add_people(cast.project, lines, by=cast.bo)
    assert [(str(person), person.role) for person in added] == [
        ("赵总 · 生产副总", "KDM"),
        ("王总工 · 技术总监", "KI"),
        ("周主任 · 车间主任", "KU"),
    ]
    assert sorted(Unit.objects.values_list("name", flat=True)) == sorted(["生产中心", "技术部"])
    assert kinds().count("stakeholder.added") == kinds().count("contact.added") == 3


def test_known_contacts_are_taken_and_stakeholders_left(cast: Cast) -> None:
    known = add_entry(Contact(customer=cast.customer, name="赵总", title="生产副总"), by=cast.ling)
    lines = [PersonLine("赵 总"), PersonLine("赵总", "财务总监")]
    added = add_people(cast.project, lines, by=cast.ling)
    assert added[0].contact == known
    assert added[1].contact != known
    assert add_people(cast.project, lines, by=cast.ling) == []


def test_deleted_contact_and_stakeholder_are_no_obstacle(cast: Cast) -> None:
    person = stakeholder(cast)
    delete_entry(person, by=cast.ling)
    again = stakeholder(cast)
    assert again.contact == person.contact
    assert again.pk != person.pk


def test_people_need_a_customer_and_at_least_one_line(cast: Cast) -> None:
    nowhere = add_project(customer=None, name="无客户", by=cast.ling)
    for project, lines in (
        (nowhere, [PersonLine("赵总")]),
        (cast.project, []),
        (cast.project, [PersonLine("x")] * 101),
    ):
        with pytest.raises(RuleBroken):
            add_people(project, lines, by=cast.ling)


def test_ring_of_units_or_superiors_is_refused(cast: Cast) -> None:
    top = add_entry(Unit(customer=cast.customer, name="总部"), by=cast.ling)
    part = add_entry(Unit(customer=cast.customer, name="采购部", parent=top), by=cast.ling)
    with pytest.raises(RuleBroken):
        edit_entry(top, {"parent": part}, seen={}, by=cast.ling)
    boss = add_entry(Contact(customer=cast.customer, name="赵总"), by=cast.ling)
    below = add_entry(Contact(customer=cast.customer, name="刘总", reports_to=boss), by=cast.ling)
    with pytest.raises(RuleBroken):
        edit_entry(boss, {"reports_to": below}, seen={}, by=cast.ling)


def test_facts_of_long_ago_and_today_are_possible(cast: Cast) -> None:
    person = stakeholder(cast)
    for day in (date(2001, 1, 1), clock.today() - timedelta(days=1), clock.today()):
        set_attitude(person, 1, Words("好", observed_on=day), by=cast.ling)
