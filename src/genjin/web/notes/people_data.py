"""The people of a note as boxes to tick: contacts of the customer, and our own."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from genjin.customers.models import Contact
from genjin.people.models import User
from genjin.text.notes import Placed, Proposal
from genjin.text.notes.mentions import find_mentions

MOST_LIKE = 4


@dataclass(frozen=True, slots=True)
class PersonBox:
    """A person who may have been there. `field` and `value` are what is sent; `part` the words that name the person."""

    field: str
    value: str
    title: str
    part: str
    is_ticked: bool
    is_new: bool = False


def contact_boxes(found: Sequence[Placed[str]], contacts: Iterable[Contact], *, may_add: bool) -> list[PersonBox]:
    """Return the contacts that the names may mean: ticked is only who bears the very name.

    Who merely shares the surname (刘总 and 刘建国) is offered, and so is to add the person.
    """
    known = list(contacts)
    boxes: dict[tuple[str, str], PersonBox] = {}
    for number, name in enumerate(_by_name(found)):
        part = f"contact-{number}"
        same = [contact for contact in known if name in {contact.name, f"{contact.name}{contact.title}"}]
        like = [contact for contact in known if contact not in same and contact.name[:1] == name[:1]]
        for contact in (*same, *(like if not same else [])[:MOST_LIKE]):
            box = PersonBox("contacts", str(contact.pk), str(contact), part, is_ticked=contact in same)
            boxes.setdefault((box.field, box.value), box)
        if not same and may_add:
            boxes["new_contacts", name] = PersonBox("new_contacts", name, name, part, is_ticked=False, is_new=True)
    return list(boxes.values())


def colleague_boxes(text: str, found: Proposal, people: Iterable[User], team: Sequence[User]) -> list[PersonBox]:
    """Return who of us may have been there: ticked is who is named outside of what is still to be done."""
    by_name = {person.name: person for person in people if person.name}
    steps = [(step.start, step.end) for step in found.next_steps]
    boxes: dict[int, PersonBox] = {}
    for place in find_mentions(text, by_name):
        person = by_name[place.value]
        is_doer = any(start <= place.start < end for start, end in steps)
        if person.pk not in boxes and not is_doer:
            part = f"colleague-{person.pk}"
            boxes[person.pk] = PersonBox("colleagues", str(person.pk), person.name, part, is_ticked=True)
    for person in team:
        box = PersonBox("colleagues", str(person.pk), str(person), "", is_ticked=False)
        boxes.setdefault(person.pk, box)
    return list(boxes.values())


def _by_name(found: Sequence[Placed[str]]) -> list[str]:
    return list(dict.fromkeys(place.value for place in found))
