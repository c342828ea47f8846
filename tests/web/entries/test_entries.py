"""Entries as forms: opening, saving, conflicts, deleting, and what may be chosen."""

import json
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from genjin.activity.tracking import values_of
from genjin.customers.models import Contact, Unit
from genjin.pipeline.models import BudgetFact, Need, ProjectEntry
from genjin.pipeline.operations.entries import add_entry, delete_entry, edit_entry
from genjin.pipeline.operations.projects import add_customer, add_project
from genjin.planning.models import Goal
from genjin.web.entries.kinds import KINDS, EntryKind
from tests.cast import Cast
from tests.web.pages import signed_in


def need(cast: Cast, **values: object) -> Need:
    return add_entry(Need(project=cast.project, **{"content": "三班报工无纸化", **values}), by=cast.ling)


def posted(kind: str, entry: object, /, **typed: str) -> dict[str, str]:
    """The fields of an entry's form as a browser sends them, with what was typed into some."""
    form = KINDS[kind].form(instance=entry)  # type: ignore[arg-type]
    fields = {field.name: field.value() for field in form}
    sent = {name: "" if value is None else str(value) for name, value in fields.items()}
    return {**sent, "seen": json.dumps(form.initial["seen"]), **typed}


def test_a_new_entry_is_added_from_its_form(cast: Cast) -> None:
    client = signed_in(cast.bo)
    html = client.get(f"/projects/{cast.project.pk}/entries/need/new?kind=pain").content.decode()
    assert '<option value="pain" selected>' in html
    assert f'hx-post="/projects/{cast.project.pk}/entries/need"' in html
    reply = client.post(
        f"/projects/{cast.project.pk}/entries/need",
        {"content": "停线一小时损失 3 万", "kind": "pain", "said_by": "赵总", "evidence": "2", "seen": "{}"},
    )
    assert reply.status_code == 200
    assert json.loads(reply["HX-Trigger-After-Settle"]) == {"saved": {"kind": "need"}}
    entry = Need.objects.get()
    assert (entry.content, entry.kind, entry.said_by) == ("停线一小时损失 3 万", "pain", "赵总")


def test_a_wrong_value_comes_back_with_its_sentence_and_what_was_typed(cast: Cast) -> None:
    reply = signed_in(cast.ling).post(
        f"/projects/{cast.project.pk}/entries/budget-fact",
        {"low": "300万", "high": "200万", "state": "planned", "evidence": "2", "seen": "{}"},
    )
    html = reply.content.decode()
    assert reply.status_code == 422
    assert "预算下限高于上限" in html
    assert 'value="300万"' in html
    assert not BudgetFact.objects.exists()


def test_amounts_are_read_as_people_write_them(cast: Cast) -> None:
    signed_in(cast.ling).post(
        f"/projects/{cast.project.pk}/entries/budget-fact",
        {"low": "150万", "high": "2,000,000", "state": "planned", "evidence": "2", "seen": "{}"},
    )
    entry = BudgetFact.objects.get()
    assert (entry.low, entry.high) == (1_500_000, 2_000_000)


def test_saving_sends_on_only_what_was_changed(cast: Cast) -> None:
    entry = need(cast, figure="旧")
    sent = posted("need", entry, content="新")
    edit_entry(entry, {"figure": "别人的"}, seen=values_of(entry), by=cast.bo)
    assert signed_in(cast.ling).post(f"/entries/need/{entry.pk}/", sent).status_code == 200
    entry.refresh_from_db()
    assert (entry.content, entry.figure) == ("新", "别人的")


def test_a_field_changed_meanwhile_is_shown_as_theirs_beside_yours_and_yours_holds_when_sent_again(cast: Cast) -> None:
    entry = need(cast)
    sent = posted("need", entry, content="凌薇的", kind="pain")
    edit_entry(entry, {"content": "薄远的"}, seen=values_of(entry), by=cast.bo)
    client = signed_in(cast.ling)
    reply = client.post(f"/entries/need/{entry.pk}/", sent)
    html = reply.content.decode()
    assert reply.status_code == 409
    assert "对方的" in html
    assert 'data-value="薄远的"' in html
    assert "凌薇的</textarea>" in html
    entry.refresh_from_db()
    assert (entry.content, entry.kind) == ("薄远的", "need")
    seen = re.search(r'name="seen" value="([^"]*)"', html)
    assert seen is not None
    again = sent | {"seen": seen[1].replace("&quot;", '"')}
    assert client.post(f"/entries/need/{entry.pk}/", again).status_code == 200
    entry.refresh_from_db()
    assert (entry.content, entry.kind) == ("凌薇的", "pain")


@pytest.mark.parametrize("seen", ["[1]", "x", "1", '"x"'])
def test_a_damaged_form_is_refused(cast: Cast, seen: str) -> None:
    entry = need(cast)
    reply = signed_in(cast.ling).post(f"/entries/need/{entry.pk}/", posted("need", entry, seen=seen, content="x"))
    assert reply.status_code == 422
    assert Need.objects.get().content == "三班报工无纸化"


def test_a_deleted_entry_comes_back_by_the_address_in_the_message(cast: Cast) -> None:
    entry, client = need(cast), signed_in(cast.ling)
    reply = client.delete(f"/entries/need/{entry.pk}/")
    undo = json.loads(reply["HX-Trigger"])["toast"]["undo"]
    assert client.get(f"/entries/need/{entry.pk}/").status_code == 404
    assert signed_in(cast.wei).post(undo).status_code == 404
    assert signed_in(cast.ada).post(undo).status_code == 403
    assert client.post(undo).status_code == 200
    assert client.get(f"/entries/need/{entry.pk}/").status_code == 200


def test_only_what_belongs_to_the_same_customer_can_be_chosen(cast: Cast) -> None:
    other = add_customer(name="滨海银行", by=cast.ling)
    ours, theirs = (
        add_entry(Unit(customer=owner, name=name), by=cast.ling)
        for owner, name in ((cast.customer, "采购部"), (other, "科技部"))
    )
    client = signed_in(cast.ling)
    html = client.get(f"/customers/{cast.customer.pk}/entries/contact/new").content.decode()
    assert "采购部" in html
    assert "科技部" not in html
    contact = {"name": "刘总", "seen": "{}"}
    address = f"/customers/{cast.customer.pk}/entries/contact"
    assert client.post(address, contact | {"unit": theirs.pk}).status_code == 422
    assert client.post(address, contact | {"unit": ours.pk}).status_code == 200
    assert Contact.objects.get().unit == ours


def test_only_goals_of_the_same_project_can_be_chosen(cast: Cast) -> None:
    other = add_project(customer=cast.customer, name="别的项目", by=cast.ling)
    theirs = add_entry(Goal(project=other, content="别处的目标"), by=cast.ling)
    ours = add_entry(Goal(project=cast.project, content="进入短名单"), by=cast.ling)
    client = signed_in(cast.ling)
    html = client.get(f"/projects/{cast.project.pk}/entries/goal/new").content.decode()
    assert "进入短名单" in html
    assert "别处的目标" not in html
    goal = {"content": "需求访谈", "seen": "{}"}
    address = f"/projects/{cast.project.pk}/entries/goal"
    assert client.post(address, goal | {"parent": theirs.pk}).status_code == 422
    assert client.post(address, goal | {"parent": ours.pk}).status_code == 200


def test_a_choice_that_was_deleted_since_is_kept_when_another_field_is_saved(cast: Cast) -> None:
    unit = add_entry(Unit(customer=cast.customer, name="采购部"), by=cast.ling)
    contact = add_entry(Contact(customer=cast.customer, name="刘总", unit=unit), by=cast.ling)
    delete_entry(unit, by=cast.ling)
    client = signed_in(cast.ling)
    assert "采购部" in client.get(f"/entries/contact/{contact.pk}/").content.decode()
    assert client.post(f"/entries/contact/{contact.pk}/", posted("contact", contact, title="总监")).status_code == 200
    contact.refresh_from_db()
    assert (contact.unit, contact.title) == (unit, "总监")


def test_kinds_belong_to_a_project_or_to_a_customer(cast: Cast) -> None:
    client = signed_in(cast.ling)
    assert client.get(f"/customers/{cast.customer.pk}/entries/need/new").status_code == 404
    assert client.get(f"/projects/{cast.project.pk}/entries/unit/new").status_code == 404
    assert client.get(f"/projects/{cast.project.pk}/entries/wish/new").status_code == 404


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_every_kind_shows_its_form_in_both_languages(cast: Cast, kind: EntryKind) -> None:
    place = f"projects/{cast.project.pk}" if kind.is_of_projects else f"customers/{cast.customer.pk}"
    for language in ("zh-hans", "en"):
        reply = signed_in(cast.ling, language).get(f"/{place}/entries/{kind.key}/new")
        assert reply.status_code == 200
        assert "<html" not in reply.content.decode()


def test_a_form_asks_as_often_with_three_choices_as_with_one(cast: Cast) -> None:
    client, counts = signed_in(cast.ling), []
    for _round in (1, 2, 2):
        add_entry(Unit(customer=cast.customer, name="部"), by=cast.ling)
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/customers/{cast.customer.pk}/entries/contact/new")
        counts.append(len(queries))
    assert len(set(counts)) == 1


def test_a_guest_reads_a_form_that_cannot_be_filled_in(cast: Cast) -> None:
    entry = need(cast)
    html = signed_in(cast.ada).get(f"/entries/need/{entry.pk}/").content.decode()
    assert '<fieldset class="fields" disabled>' in html
    assert "hx-delete" not in html


def test_every_kind_belongs_to_entries() -> None:
    assert all(issubclass(kind.model, ProjectEntry) == kind.is_of_projects for kind in KINDS.values())
