"""The people of a project under each other: by reporting lines, else by the units of the customer's."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from genjin.customers.models import Contact, Unit
from genjin.pipeline.models import LineKind
from genjin.planning.queries.people_map import PeopleMap
from genjin.web.stakeholders.person_data import Person

Key = tuple[str, int]


@dataclass(slots=True)
class Node:
    """A person, or a unit (`person` is None), with what stands below."""

    name: str
    person: Person | None = None
    below: list["Node"] = field(default_factory=list)


def org_chart(shown: PeopleMap, people: Mapping[int, Person]) -> list[Node]:
    """Return the topmost nodes. A ring of superiors, which two people may make at once, is cut where it is met."""
    nodes: dict[Key, Node] = {}
    above: dict[Key, Key | None] = {}
    by_contact = {mapped.stakeholder.contact_id: mapped.stakeholder.pk for mapped in shown.people}
    told = {line.source_id: line.target_id for line in shown.lines if line.kind == LineKind.REPORTS}
    for mapped in shown.people:
        row = mapped.stakeholder
        superior = told.get(row.pk) or _superior(row.contact, by_contact)
        nodes["person", row.pk] = Node(people[row.pk].name, people[row.pk])
        if superior is not None:
            above["person", row.pk] = ("person", superior)
        else:
            above["person", row.pk] = _unit(row.contact.unit if row.contact else None, nodes, above)
    return _joined(nodes, above)


def _superior(contact: Contact | None, by_contact: Mapping[int | None, int]) -> int | None:
    """Return the nearest person above who is in the project as well."""
    seen: set[int] = set()
    boss = contact.reports_to if contact else None
    while boss is not None and boss.pk not in seen:
        if boss.pk in by_contact:
            return by_contact[boss.pk]
        seen.add(boss.pk)
        boss = boss.reports_to
    return None


def _unit(unit: Unit | None, nodes: dict[Key, Node], above: dict[Key, Key | None]) -> Key | None:
    """Put a unit and those above it into the chart; returns its key."""
    key: Key | None = ("unit", unit.pk) if unit else None
    while unit is not None and ("unit", unit.pk) not in nodes:
        nodes["unit", unit.pk] = Node(unit.name)
        above["unit", unit.pk] = ("unit", unit.parent.pk) if unit.parent else None
        unit = unit.parent
    return key


def _joined(nodes: dict[Key, Node], above: Mapping[Key, Key | None]) -> list[Node]:
    roots = []
    for key, node in nodes.items():
        superior = above[key]
        if superior is None or superior not in nodes or _leads_to_itself(key, above):
            roots.append(node)
        else:
            nodes[superior].below.append(node)
    return roots


def _leads_to_itself(key: Key, above: Mapping[Key, Key | None]) -> bool:
    """Tell whether the way up comes back to `key`, and `key` is the one of the ring at which to cut: the smallest."""
    ring, at = [key], above[key]
    while at is not None and at not in ring:
        ring.append(at)
        at = above.get(at)
    return at == key and key == min(ring)
