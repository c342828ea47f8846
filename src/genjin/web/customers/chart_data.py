"""The organisation chart of a customer: units as a tree, with the people in them."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from genjin.customers.models import Contact, Unit
from genjin.web.customers.customer_page import CustomerPage


@dataclass(slots=True)
class Branch:
    """A unit with the people in it and the units below; the topmost branch has no unit."""

    unit: Unit | None
    people: list[Contact] = field(default_factory=list)
    below: list["Branch"] = field(default_factory=list)


def chart(page: CustomerPage) -> Branch:
    """Return the tree. A ring of units, which two people may make at once, is cut where it is met."""
    branches = {unit.pk: Branch(unit) for unit in page.units}
    top = Branch(None)
    for unit in page.units:
        parent = branches.get(unit.parent_id or 0)
        is_cut = parent is None or _leads_to_itself(unit, {other.pk: other for other in page.units})
        (top if parent is None or is_cut else parent).below.append(branches[unit.pk])
    for contact in page.contacts:
        branches.get(contact.unit_id or 0, top).people.append(contact)
    return top


def is_empty(branch: Branch) -> bool:
    """Tell whether a branch holds nobody and nothing."""
    return not branch.people and not branch.below


def _leads_to_itself(unit: Unit, units: dict[int, Unit]) -> bool:
    """Tell whether the way up comes back to this unit, and it is the one of the ring at which to cut: the smallest."""
    ring: Sequence[int] = [unit.pk]
    at = units.get(unit.parent_id or 0)
    while at is not None and at.pk not in ring:
        ring = [*ring, at.pk]
        at = units.get(at.parent_id or 0)
    return at is not None and at.pk == unit.pk and unit.pk == min(ring)
