"""What is done with the people of a project: adding several at once, saying how they stand, placing them on the map."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from genjin.core import clock
from genjin.core.errors import NotAllowed, RuleBroken
from genjin.customers.models import Contact, Customer, Unit
from genjin.people.models import User
from genjin.pipeline import policies
from genjin.pipeline.models import AttitudeFact, Evidence, Project, Stakeholder, StakeholderRole
from genjin.pipeline.operations.entries import add_entry, edit_entry
from genjin.pipeline.queries.named import name_key
from genjin.text.people_lines import PersonLine

MOST_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Words:
    """What shows an attitude: in whose words, how well founded, and since when."""

    quote: str
    said_by: str = ""
    evidence: int = Evidence.SAID
    observed_on: date | None = None


def set_attitude(stakeholder: Stakeholder, attitude: int, words: Words, *, by: User) -> AttitudeFact:
    """Say how a stakeholder stands, with the words that show it. Records `attitude_fact.added`.

    Earlier facts stay; the one observed last is the stakeholder's attitude. Words without a day were said today.
    """
    fact = AttitudeFact(
        project=stakeholder.project,
        stakeholder=stakeholder,
        attitude=attitude,
        quote=words.quote.strip(),
        said_by=words.said_by.strip(),
        evidence=words.evidence,
        observed_on=words.observed_on or clock.today(),
    )
    return add_entry(fact, by=by)


@transaction.atomic
def place_stakeholder(
    stakeholder: Stakeholder,
    *,
    influence: int,
    attitude: int | None,
    words: Words | None,
    seen: Mapping[str, object],
    by: User,
) -> Stakeholder:
    """Move a stakeholder on the map of influence and attitude; only a new attitude needs words.

    Words for the attitude that stands already are kept too: they show that it still holds.
    `seen` holds influence and attitude as they stood when the moving began. Refuses to make an attitude unknown
    again: the facts that show it would have to be deleted. Records what changes.
    """
    placed = edit_entry(stakeholder, {"influence": influence}, seen=seen, by=by)
    has_words = words is not None and bool(words.quote.strip())
    if attitude == seen.get("attitude") and not has_words:
        return placed
    if attitude is None and seen.get("attitude") is not None:
        raise RuleBroken(_("An attitude once shown is known; delete its words to take it back."), field="attitude")
    if attitude is None:
        raise RuleBroken(_("Say which attitude these words show."), field="attitude")
    if words is None or not has_words:
        raise RuleBroken(_("Write the words that show this attitude."), field="quote")
    set_attitude(placed, attitude, words, by=by)
    placed.refresh_from_db(fields=["attitude"])
    return placed


@transaction.atomic
def add_people(project: Project, people: Sequence[PersonLine], *, by: User) -> list[Stakeholder]:
    """Add several people to a project, each as a contact of its customer where there is none of that name yet.

    Who is a stakeholder already is left as it is. Records `unit.added`, `contact.added`, `stakeholder.added` for each.
    """
    if not policies.can_edit_project(by, project):
        raise NotAllowed(_("You cannot change this plan."))
    if project.customer is None:
        raise RuleBroken(_("This project has no customer yet; say which one, then add people."), field="people")
    if not people or len(people) > MOST_AT_ONCE:
        raise RuleBroken(_("Write one to a hundred people, one a line."), field="people")
    known = _Known(project.customer, by)
    placed = set(Stakeholder.objects.filter(project=project, deleted_at__isnull=True).values_list("contact", flat=True))
    added = []
    for line in people:
        contact = known.contact(line)
        if contact.pk in placed:
            continue
        placed.add(contact.pk)
        role = line.role or StakeholderRole.KI
        added.append(add_entry(Stakeholder(project=project, contact=contact, role=role), by=by))
    return added


class _Known:
    """Contacts and units of a customer by name; what is not there yet is added."""

    def __init__(self, customer: Customer, by: User) -> None:
        self._customer, self._by = customer, by
        here = {"customer": customer, "deleted_at": None}
        self._contacts = list(Contact.objects.filter(**here))
        self._units = {name_key(unit.name): unit for unit in Unit.objects.filter(**here)}

    def contact(self, line: PersonLine) -> Contact:
        """Return the contact whom a line means: of the same name, and of the same title where both have one."""
        for contact in self._contacts:
            if name_key(contact.name) == name_key(line.name) and (
                not line.title or not contact.title or name_key(contact.title) == name_key(line.title)
            ):
                return contact
        contact = Contact(customer=self._customer, name=line.name, title=line.title, unit=self._unit(line.unit))
        self._contacts.append(add_entry(contact, by=self._by))
        return contact

    def _unit(self, name: str) -> Unit | None:
        if not name:
            return None
        key = name_key(name)
        if key not in self._units:
            self._units[key] = add_entry(Unit(customer=self._customer, name=name), by=self._by)
        return self._units[key]
