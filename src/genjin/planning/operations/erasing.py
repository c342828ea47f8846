"""Erasing a person at a customer: who it was is forgotten, what was planned and done stays.

A neutral stand-in takes the place of the name, the other personal fields become empty, in the contact, in what hangs on
it and in the events that tell of earlier days; so any earlier day can still be looked at. In free texts the name is
replaced where the person who erases chose so. It cannot be undone. See docs/adr/0029.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from django.db import transaction
from django.db.models import F, Field, JSONField, Model
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from genjin.activity.models import ActivityEvent
from genjin.activity.record import record
from genjin.core.errors import NotAllowed, RuleBroken, WrongState
from genjin.core.json_text import with_texts
from genjin.customers.models import Contact, Customer
from genjin.people.models import User
from genjin.people.operations.audit import write_audit
from genjin.people.policies import can_administer
from genjin.pipeline.models import AttitudeFact, Project, Stakeholder
from genjin.pipeline.operations.entries import locked
from genjin.planning.models import Action, FollowUp, Objection, Risk
from genjin.planning.operations.indexing import index_again
from genjin.planning.queries.name_places import (
    NamePlace,
    forms_for,
    is_for_search,
    name_places,
    pattern_of,
    text_fields,
)
from genjin.planning.queries.personal_data import TESTIMONIES, names_of
from genjin.planning.search import searchable

Reach = Literal["fields", "customer", "everywhere"]
CONTACT_FIELDS = ("name", "title", "phone", "email", "note")
STAKEHOLDER_FIELDS = ("business_result", "personal_win")
NO_WORDS = "—"  # an attitude keeps words that show it; these are what is left of them
BATCH = 200
OF_ROWS: tuple[type[Model], ...] = (Action, Objection, Risk)


@dataclass(frozen=True, slots=True)
class Erased:
    """What was done: the stand-in, and how many rows had their texts changed."""

    stand_in: str
    rows: int


def stand_in_of(contact: Contact) -> str:
    """Return what stands in the place of an erased person's name."""
    return gettext("Contact erased #%(pk)d") % {"pk": contact.pk}


def is_erased(contact: Contact) -> bool:
    """Tell whether this person was erased already."""
    return ActivityEvent.objects.filter(kind="contact.erased", target_type="contact", target_id=contact.pk).exists()


def erase_contact(
    contact: Contact,
    *,
    typed: str,
    reach: Reach,
    also: Sequence[str] = (),
    by: User,
    address: str | None = None,
) -> Erased:
    """Erase a person; `typed` is the name once more. Records and audits `contact.erased`, without any name.

    `reach` says in which free texts the name is replaced: in none, in those of the customer, or everywhere; `also` are
    other words for the person (刘总), replaced in the same texts.
    """
    if not can_administer(by):
        raise NotAllowed(_("Only an administrator can erase a person."))
    if is_erased(contact):
        raise WrongState(_("This person was erased already."))
    if typed.strip() != contact.name.strip():
        raise RuleBroken(_("Type the name exactly as it stands above."), field="typed")
    stand_in, names = stand_in_of(contact), [*names_of(contact), *checked_words(also)]
    # looked for before anything is locked: it reads every table
    places = _reached_places(contact, names, reach)
    with transaction.atomic():
        now = locked(contact)
        if now.name != contact.name:
            raise WrongState(_("This contact was changed meanwhile; look at it again."))
        rows = _erase_fields(now, names, stand_in) + _erase_texts(now, places, names)
        record("contact.erased", now, by=by, customer_id=now.customer_id, was=[])
        write_audit("contact.erased", by=by, target=now, address=address, reach=reach, rows=rows)
    # what somebody wrote between looking and locking
    if late := _reached_places(contact, names, reach):
        with transaction.atomic():
            rows += _erase_texts(now, late, names)
    return Erased(stand_in, rows)


def checked_words(words: Iterable[str]) -> list[str]:
    """Return further words for a person; refuses one so short that it stands in half of all words."""
    found = [word.strip() for word in words if word.strip()]
    if any(len(word) < 2 for word in found):
        raise RuleBroken(_("A word for the person needs at least two characters."), field="also")
    return found


def _erase_fields(contact: Contact, names: Sequence[str], stand_in: str) -> int:
    """Empty what is this person's own, and whoever is named as the speaker of words at this customer."""
    Contact.objects.filter(pk=contact.pk).update(name=stand_in, title="", phone="", email="", note="")
    contact.name, contact.title, contact.phone, contact.email, contact.note = stand_in, "", "", "", ""
    stakes = list(Stakeholder.objects.filter(contact=contact))
    Stakeholder.objects.filter(contact=contact).update(business_result="", personal_win="")
    facts = list(AttitudeFact.objects.filter(stakeholder__in=stakes))
    AttitudeFact.objects.filter(stakeholder__in=stakes).update(quote=NO_WORDS)
    for model in TESTIMONIES:
        said = model._default_manager.filter(project__customer=contact.customer_id, said_by__in=names)
        said.update(said_by=stand_in)
    own: dict[tuple[str, int], Mapping[str, str]] = {
        ("contact", contact.pk): dict.fromkeys(CONTACT_FIELDS, "") | {"name": stand_in}
    }
    own |= {("stakeholder", row.pk): dict.fromkeys(STAKEHOLDER_FIELDS, "") for row in stakes}
    own |= {("attitudefact", row.pk): {"quote": NO_WORDS} for row in facts}
    return 1 + len(stakes) + len(facts) + _erase_in_events(contact.customer, own, names, stand_in)


Own = Mapping[tuple[str, int], Mapping[str, str]]


def _erase_in_events(customer: Customer, own: Own, names: Collection[str], stand_in: str) -> int:
    """Take the person's own values out of the events: a plan as it stood shows the stand-in there, too."""
    projects = Project.objects.filter(customer=customer).values("pk")
    events = ActivityEvent.objects.filter(customer_id=customer.pk) | ActivityEvent.objects.filter(
        project_id__in=projects
    )
    changed = []
    for event in events.order_by("pk").iterator(chunk_size=BATCH):
        detail = _detail_without(event, own, names, stand_in)
        if detail != event.detail:
            event.detail = detail
            changed.append(event)
    ActivityEvent.objects.bulk_update(changed, ["detail"], batch_size=BATCH)
    return len(changed)


def _detail_without(event: ActivityEvent, own: Own, names: Collection[str], stand_in: str) -> dict[str, Any]:
    detail = dict(event.detail)
    instead = own.get((event.target_type, event.target_id))
    if instead is not None:
        if "name" in detail and event.target_type != "attitudefact":  # of that it is no person's
            detail["name"] = stand_in
        changes = detail.get("changes", {})
        detail["changes"] = changes | {
            field: [value and instead[field] for value in pair] for field, pair in changes.items() if field in instead
        }
        if not changes:
            del detail["changes"]
    if event.target_type == "stakeholderline" and "name" in detail:
        detail["name"] = pattern_of(names).sub(stand_in, detail["name"])
    if "was" in detail:
        detail["was"] = [
            [kind, pk, values if values is None else _without(values, own.get((kind, pk), {}))]
            for kind, pk, values in detail["was"]
        ]
    # where a value is nothing but the name: the speaker of words, the name of a stakeholder
    return dict(with_texts(detail, lambda text: stand_in if text in names else text))


def _without(values: Mapping[str, Any], instead: Mapping[str, str]) -> dict[str, Any]:
    return {field: value and instead[field] if field in instead else value for field, value in values.items()}


def _reached_places(contact: Contact, names: Sequence[str], reach: Reach) -> list[NamePlace]:
    """Return where the names stand that are to be replaced."""
    if reach == "fields":
        return []
    places = name_places(names, contact.customer)
    return places if reach == "everywhere" else [replace(place, elsewhere=()) for place in places if place.here]


def _erase_texts(contact: Contact, places: Sequence[NamePlace], names: Sequence[str]) -> int:
    """Replace the names in the texts, and let their rows be drawn anew; return how many these are."""
    rows = sum(_replace(place, [*place.here, *place.elsewhere], names, stand_in_of(contact)) for place in places)
    _draw_again(contact, places)
    return rows


def _replace(place: NamePlace, pks: Collection[int], names: Sequence[str], stand_in: str) -> int:
    """Replace the names in the texts of some rows of one table."""
    fields = text_fields()[place.model]
    count, pks = 0, list(pks)
    for start in range(0, len(pks), BATCH):
        rows = place.model._default_manager.filter(pk__in=pks[start : start + BATCH])
        # every column, not only up to the first that differs
        changed = [row for row in rows if sum(_replace_in(row, field, names, stand_in) for field in fields)]
        place.model._default_manager.bulk_update(changed, [field.name for field in fields])
        count += len(changed)
    return count


def _replace_in(row: Model, field: "Field[Any, Any]", names: Sequence[str], stand_in: str) -> bool:
    """Replace the names in one column of a row in memory; tell whether it differs."""
    pattern = pattern_of(forms_for(field, names))
    instead = searchable(stand_in) if is_for_search(field) else stand_in
    before = getattr(row, field.attname)
    after = with_texts(before, lambda text: pattern.sub(instead, text))
    if isinstance(after, str) and not isinstance(field, JSONField):
        after = after[: field.max_length]  # the stand-in may be longer than the name
    setattr(row, field.attname, after)
    return bool(after != before)


def _draw_again(contact: Contact, places: Iterable[NamePlace]) -> None:
    """Let rows whose texts changed be drawn and indexed anew, and those that show the person."""
    touched = set(FollowUp.contacts.through.objects.filter(contact=contact).values_list("followup", flat=True))
    for place in places:
        pks = [*place.here, *place.elsewhere]
        if place.model is FollowUp:
            touched.update(pks)
        elif place.model in OF_ROWS:
            rows = place.model._default_manager.filter(pk__in=pks, follow_up__isnull=False)
            touched.update(rows.values_list("follow_up", flat=True))
        elif place.model is Project:
            touched.update(FollowUp.objects.filter(project__in=pks).values_list("pk", flat=True))
    FollowUp.objects.filter(pk__in=touched).update(version=F("version") + 1)
    index_again(FollowUp.objects.filter(pk__in=touched))
