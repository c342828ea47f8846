"""Erasing a person at a customer: forgotten everywhere, and the plan still tells every earlier day."""

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta

import pytest
from django.apps import apps
from django.db import connection

from genjin.activity.models import ActivityEvent
from genjin.activity.record import record
from genjin.activity.tracking import values_of
from genjin.conversation.models import PrivateNote
from genjin.core import clock
from genjin.core.errors import NotAllowed, RuleBroken, WrongState
from genjin.customers.models import Contact, Customer
from genjin.health.models import HealthAlert
from genjin.people.models import AuditEntry
from genjin.pipeline.models import AttitudeFact, Need, Stakeholder, StakeholderLine
from genjin.pipeline.operations.entries import add_entry, delete_entry, edit_entry
from genjin.pipeline.operations.projects import add_customer, add_project
from genjin.planning.content import NewRow, RowChanges, RowContent
from genjin.planning.models import FollowUp, Objection
from genjin.planning.operations import erasing
from genjin.planning.operations.erasing import erase_contact, is_erased, stand_in_of
from genjin.planning.operations.follow_ups import edit_follow_up, log_follow_up
from genjin.planning.queries.filtered import filtered_follow_ups
from genjin.planning.queries.name_places import NamePlace, name_places
from genjin.planning.queries.plan_changes import plan_changes
from genjin.planning.queries.plan_view import PlanView
from genjin.planning.queries.project_plan import project_plan
from genjin.text.cells import ActionItem, AnsweredItem
from tests.cast import Cast

NAME, EARLIER, NICKNAME, PHONE = "刘建国", "刘剑国", "刘总", "13800138000"
START = datetime(2035, 3, 5, 1, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _later(cast: Cast) -> Iterator[None]:
    with clock.stopped_at(START + timedelta(days=9)):
        yield


@pytest.fixture
def known(cast: Cast) -> Contact:
    """A person of whom every kind of row tells: renamed once, a stakeholder who said things, met, noted, objecting."""
    with clock.stopped_at(START):
        contact = add_entry(Contact(customer=cast.customer, name=EARLIER, title="厂长", phone=PHONE), by=cast.ling)
        contact = edit_entry(contact, {"name": NAME, "note": "爱下棋"}, seen=values_of(contact), by=cast.ling)
        stake = add_entry(
            Stakeholder(project=cast.project, contact=contact, personal_win="升任集团副总", role="KDM"), by=cast.ling
        )
        add_entry(
            AttitudeFact(project=cast.project, stakeholder=stake, attitude=1, quote="可以推进", said_by=NAME),
            by=cast.ling,
        )
        other = add_entry(Stakeholder(project=cast.project, placeholder="财务总监"), by=cast.ling)
        add_entry(StakeholderLine(project=cast.project, source=stake, target=other), by=cast.ling)
        need = add_entry(Need(project=cast.project, content=f"{NAME}要求无纸化", said_by=NAME), by=cast.ling)
        delete_entry(need, by=cast.ling)
        row = cast.log(
            goal=f"拜访{NAME}",
            feedback=f"{NICKNAME}说预算已批，电话 {PHONE}",
            next_steps=[ActionItem(f"给{NAME}发方案", "凌薇", START.date())],
            objections=[AnsweredItem(f"{NAME}嫌贵", "给三年总成本")],
            date=START.date(),
        )
        row.contacts.add(contact)
        Objection.objects.update(raised_by=contact)
        PrivateNote.objects.create(
            target_type="project", target_id=cast.project.pk, project=cast.project, by=cast.bo, at=clock.now(),
            text=f"{NAME}私下很急", words=f"{NAME}私下很急",
        )  # fmt: skip
        HealthAlert.objects.create(
            project=cast.project, check_key="R3", severity=2, points=5, since=START.date(), parameters={"who": NAME}
        )
    with clock.stopped_at(START + timedelta(days=2)):
        fresh = FollowUp.objects.get(pk=row.pk)
        edit_follow_up(fresh, RowChanges({"note": f"{NAME}已调岗"}), seen={}, by=cast.ling)
    return Contact.objects.get(pk=contact.pk)


def holding(word: str) -> list[str]:
    """Every place in the database in which a word stands: all tables, all columns, as they are stored."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            columns = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                for column, value in zip(columns, row, strict=True):
                    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
                    if word in text or json.dumps(word)[1:-1] in text:
                        found.append(f"{table}.{column}")
    return found


def erase(contact: Contact, cast: Cast, **more: object) -> None:
    erase_contact(contact, **{"typed": NAME, "reach": "customer", "also": [NICKNAME], "by": cast.root} | more)


def test_the_scan_sees_what_is_there(cast: Cast, known: Contact) -> None:
    places = set(holding(NAME))
    assert {"customers_contact.name", "planning_action.content", "activity_activityevent.detail"} <= places
    assert {"planning_searchtext.text", "conversation_privatenote.text", "health_healthalert.parameters"} <= places


def test_nothing_of_the_person_is_left_in_any_table(cast: Cast, known: Contact) -> None:
    erase(known, cast)
    for word in (NAME, EARLIER, NICKNAME, PHONE, "爱下棋", "升任集团副总", "可以推进"):
        assert holding(word) == [], word


def test_the_contact_stays_under_its_stand_in_and_all_that_hangs_on_it(cast: Cast, known: Contact) -> None:
    erase(known, cast)
    contact = Contact.objects.get(pk=known.pk)
    assert str(contact) == f"联系人已删除 #{known.pk}" == stand_in_of(known)
    assert (contact.title, contact.phone, contact.email, contact.note) == ("", "", "", "")
    stake = Stakeholder.objects.get(contact=contact)
    assert (stake.role, stake.personal_win, stake.attitude) == ("KDM", "", 1)
    row = FollowUp.objects.get()
    assert row.goal == f"拜访{contact.name}"
    assert row.feedback == f"{contact.name}说预算已批，电话 {contact.name}"
    assert list(row.contacts.all()) == [contact]
    assert row.actions.get().content == f"给{contact.name}发方案"
    assert HealthAlert.objects.get().parameters == {"who": contact.name}


def test_search_finds_the_row_under_what_stands_there_now(cast: Cast, known: Contact) -> None:
    assert filtered_follow_ups(cast.ling, PlanView(words=NAME)).exists()
    erase(known, cast)
    assert not filtered_follow_ups(cast.ling, PlanView(words=NAME)).exists()
    assert not filtered_follow_ups(cast.ling, PlanView(words=NICKNAME)).exists()
    assert filtered_follow_ups(cast.ling, PlanView(words="联系人已删除")).exists()


def test_row_is_drawn_anew(cast: Cast, known: Contact) -> None:
    before = FollowUp.objects.get().version
    erase(known, cast)
    assert FollowUp.objects.get().version == before + 1


def test_every_earlier_day_is_still_told(cast: Cast, known: Contact) -> None:
    moments = [START, START + timedelta(days=1), START + timedelta(days=3), None]
    counts = [len(project_plan(cast.project, at=at).of(Stakeholder)) for at in moments]
    erase(known, cast)
    for at, count in zip(moments, counts, strict=True):
        plan = project_plan(cast.project, at=at)
        assert len(plan.of(Stakeholder)) == count
        told = json.dumps([values_of(row) for rows in plan.rows.values() for row in rows], ensure_ascii=False)
        assert NAME not in told
        assert stand_in_of(known) in told
    notes = [project_plan(cast.project, at=at).of(FollowUp)[0].note for at in moments]
    assert notes == ["", "", f"{stand_in_of(known)}已调岗", f"{stand_in_of(known)}已调岗"]
    changes = plan_changes(cast.project, START + timedelta(days=1))
    assert {change.verb for change in changes} == {"changed"}


def test_free_texts_are_left_alone_where_so_chosen(cast: Cast, known: Contact) -> None:
    erase(known, cast, reach="fields")
    assert NAME in FollowUp.objects.get().goal
    assert Contact.objects.get(pk=known.pk).name == stand_in_of(known)
    assert AttitudeFact.objects.get().said_by == Need.objects.get().said_by == stand_in_of(known)
    assert holding("升任集团副总") == holding("爱下棋") == []
    names = [event.detail.get("name", "") for event in ActivityEvent.objects.filter(target_type__in=OWN)]
    assert not any(NAME in name or EARLIER in name for name in names)


OWN = ("contact", "stakeholder", "stakeholderline")


def test_name_at_another_customer_is_another_person_unless_so_chosen(cast: Cast, known: Contact) -> None:
    other = add_customer(name="恒拓软件", by=cast.wei)
    project = add_project(customer=other, name="ERP", by=cast.wei)
    namesake = add_entry(Contact(customer=other, name=NAME), by=cast.wei)
    row = log_follow_up(NewRow(project, RowContent(goal=f"见{NAME}")), by=cast.wei)
    places = {place.model: place for place in name_places([NAME], cast.customer)}
    assert list(places[FollowUp].elsewhere) == [row.pk]
    assert row.pk not in places[FollowUp].here
    erase(known, cast)
    assert FollowUp.objects.get(pk=row.pk).goal == f"见{NAME}"
    assert Contact.objects.get(pk=namesake.pk).name == NAME


def test_everywhere_reaches_other_customers_but_no_other_persons_entry(cast: Cast, known: Contact) -> None:
    other = add_customer(name="恒拓软件", by=cast.wei)
    project = add_project(customer=other, name="ERP", by=cast.wei)
    namesake = add_entry(Contact(customer=other, name=NAME), by=cast.wei)
    row = log_follow_up(NewRow(project, RowContent(goal=f"见{NAME}")), by=cast.wei)
    erase(known, cast, reach="everywhere")
    assert FollowUp.objects.get(pk=row.pk).goal == f"见{stand_in_of(known)}"
    assert Contact.objects.get(pk=namesake.pk).name == NAME
    assert holding(NAME) == ["customers_contact.name"]


def test_latin_name_is_replaced_as_a_whole_word_only(cast: Cast) -> None:
    contact = add_entry(Contact(customer=cast.customer, name="Li"), by=cast.ling)
    row = cast.log(goal="Li 说 Licence 与 client 的事，找Li谈", date=START.date())
    erase(contact, cast, typed="Li", also=[])
    stand_in = stand_in_of(contact)
    assert FollowUp.objects.get(pk=row.pk).goal == f"{stand_in} 说 Licence 与 client 的事，找{stand_in}谈"


def test_it_is_told_without_the_name(cast: Cast, known: Contact) -> None:
    erase(known, cast, address="192.0.2.1")
    entry = AuditEntry.objects.get(kind="contact.erased")
    assert (entry.by, entry.target_id, entry.address) == (cast.root, known.pk, "192.0.2.1")
    assert entry.target_name == stand_in_of(known)
    event = ActivityEvent.objects.get(kind="contact.erased")
    assert (event.customer_id, event.by) == (cast.customer.pk, cast.root)
    assert is_erased(known)


@pytest.mark.parametrize("typed", ["", "刘建", "刘建国 厂长", "别人"])
def test_wrong_name_erases_nobody(cast: Cast, known: Contact, typed: str) -> None:
    with pytest.raises(RuleBroken) as refusal:
        erase(known, cast, typed=typed)
    assert refusal.value.field == "typed"
    assert Contact.objects.get(pk=known.pk).name == NAME


def test_word_that_stands_in_half_of_all_words_is_refused(cast: Cast, known: Contact) -> None:
    with pytest.raises(RuleBroken) as refusal:
        erase(known, cast, also=["刘"])
    assert refusal.value.field == "also"


def test_only_an_administrator_erases(cast: Cast, known: Contact) -> None:
    for person in (cast.ling, cast.bo, cast.max, cast.wei, cast.ada):
        with pytest.raises(NotAllowed):
            erase(known, cast, by=person)


def test_nobody_is_erased_twice(cast: Cast, known: Contact) -> None:
    erase(known, cast)
    with pytest.raises(WrongState):
        erase(Contact.objects.get(pk=known.pk), cast, typed=stand_in_of(known))


def test_contact_that_was_renamed_meanwhile_is_looked_at_again(cast: Cast, known: Contact) -> None:
    Contact.objects.filter(pk=known.pk).update(name="改名")
    with pytest.raises(WrongState):
        erase(known, cast)


def test_what_is_written_while_the_name_is_looked_for_is_reached(
    cast: Cast, known: Contact, monkeypatch: pytest.MonkeyPatch
) -> None:
    def look_and_be_late(names: Sequence[str], customer: Customer) -> list[NamePlace]:
        places = name_places(names, customer)
        cast.log(feedback=f"{NAME}刚来过电话")
        monkeypatch.setattr(erasing, "name_places", name_places)
        return places

    monkeypatch.setattr(erasing, "name_places", look_and_be_late)
    erase_contact(known, typed=NAME, reach="customer", by=cast.root)
    assert FollowUp.objects.latest("pk").feedback == f"{stand_in_of(known)}刚来过电话"


def test_what_somebody_wrote_for_oneself_is_shown_to_nobody(cast: Cast, known: Contact) -> None:
    (place,) = [place for place in name_places([NAME], cast.customer) if place.model is PrivateNote]
    assert (len(place.here), place.snippets) == (1, [])
    shown = [words for place in name_places([NAME], cast.customer) for words in place.snippets]
    assert any(NAME in words for words in shown)


def test_every_table_with_words_of_people_is_looked_at(cast: Cast, known: Contact) -> None:
    """A table that comes later is in it by itself; what is left out is named in `LEFT_OUT`."""
    record("project.noted", cast.project, by=cast.ling, project_id=cast.project.pk, deep=[{"a": [NAME]}])
    erase(known, cast)
    assert ActivityEvent.objects.get(kind="project.noted").detail["deep"] == [{"a": [stand_in_of(known)]}]
    assert apps.get_model("conversation", "PrivateNote").objects.get().words == f"联系人已删除 {known.pk}私下很急"
