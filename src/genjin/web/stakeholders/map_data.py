"""What the map of a project's people shows, piece by piece."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from genjin.pipeline.models import Attitude, Influence, LineKind, StakeholderRole
from genjin.pipeline.stakeholder_rules import MapLight
from genjin.planning.queries.people_map import PeopleMap, people_map
from genjin.web.projects.project_page import ProjectPage
from genjin.web.stakeholders.org_chart import Node, org_chart
from genjin.web.stakeholders.person_data import Person, person_of

MOST_IN_BOX = 8
ROLE_ORDER = {role: place for place, role in enumerate(StakeholderRole.values)}
LIGHTS: dict[MapLight, tuple[Promise, Promise, str]] = {
    MapLight.RED: (
        pgettext_lazy("map light", "Red"),
        _("No key player supports us. Win one, and keep the words that show it."),
        "neg",
    ),
    MapLight.YELLOW: (
        pgettext_lazy("map light", "Yellow"),
        _("A key player supports us, but no decision maker in fresh words of the customer's."),
        "warn",
    ),
    MapLight.GREEN: (
        pgettext_lazy("map light", "Green"),
        _("A decision maker supports us, in words not older than 45 days."),
        "pos",
    ),
}


@dataclass(frozen=True, slots=True)
class Summary:
    """The light and the figures. Coverage in per cent, support from −100 to +100; None where there is nobody."""

    light: MapLight
    light_name: str
    light_words: str
    chip: str
    coverage: int | None
    support: str
    counts: Sequence[tuple[str, int]]
    has_people: bool


@dataclass(frozen=True, slots=True)
class PeopleBox:
    """The people of a project in short: those who decide first."""

    summary: Summary
    people: Sequence[Person]
    more: int


@dataclass(frozen=True, slots=True)
class Cell:
    """One place of the quadrant; `attitude` is empty in the lane of those whose attitude is unknown."""

    attitude: str
    title: str
    people: Sequence[Person]


@dataclass(frozen=True, slots=True)
class Quadrant:
    """Influence from high to low, and for each the places by attitude."""

    columns: Sequence[tuple[str, str]]
    rows: Sequence[tuple[int, str, Sequence[Cell]]]


@dataclass(frozen=True, slots=True)
class Line:
    """A line between two people, to be drawn and to be read."""

    pk: int
    kind: str
    source: int
    target: int
    words: str


@dataclass(frozen=True, slots=True)
class Chart:
    """The organisation chart of the people in the project."""

    roots: Sequence[Node]
    lines: Sequence[Line]


def summary(page: ProjectPage) -> Summary:
    """Return light and figures of a plan's people."""
    return _summary(_map(page))


def people_box(page: ProjectPage) -> PeopleBox:
    """Return the box of the project page: module `people`, template `stakeholders/people_box.html`."""
    shown = _map(page)
    people = _by_weight(shown)
    return PeopleBox(_summary(shown), people[:MOST_IN_BOX], max(0, len(people) - MOST_IN_BOX))


def people_table(page: ProjectPage) -> Sequence[Person]:
    """Return everybody: decision makers first, then by influence."""
    return _by_weight(_map(page))


def quadrant(page: ProjectPage) -> Quadrant:
    """Return influence × attitude; who is not known stands in a lane of its own, for unknown is not neutral."""
    people = _by_weight(_map(page))
    columns = [("", str(_("Unknown"))), *((str(value), str(label)) for value, label in Attitude.choices)]

    def cell(influence: int, attitude: str, title: str) -> Cell:
        inside = [p for p in people if p.influence == influence and _written(p.attitude) == attitude]
        return Cell(attitude, title, inside)

    rows = [
        (value, str(label), [cell(value, *column) for column in columns])
        for value, label in reversed(Influence.choices)
    ]
    return Quadrant(columns, rows)


def chart(page: ProjectPage) -> Chart:
    """Return the organisation chart, with the lines of influence and conflict between its people."""
    shown = _map(page)
    people = {mapped.stakeholder.pk: person_of(mapped, page.today) for mapped in shown.people}
    return Chart(org_chart(shown, people), lines_of(shown))


def lines_of(shown: PeopleMap) -> list[Line]:
    """Return what lies between people."""
    return [
        Line(
            pk=line.pk,
            kind=line.kind,
            source=line.source_id,
            target=line.target_id,
            words=f"{line.source} {LineKind(line.kind).label} {line.target}",
        )
        for line in shown.lines
    ]


def _map(page: ProjectPage) -> PeopleMap:
    return people_map(page.plan, page.today)


def _summary(shown: PeopleMap) -> Summary:
    name, words, chip = LIGHTS[shown.light]
    roles = [mapped.stakeholder.role for mapped in shown.people]
    return Summary(
        light=shown.light,
        light_name=str(name),
        light_words=str(words),
        chip=chip,
        coverage=None if shown.coverage is None else round(100 * shown.coverage),
        support="" if shown.support is None else f"{round(shown.support):+d}".replace("+0", "0"),
        counts=[(role, roles.count(role)) for role in StakeholderRole.values],
        has_people=bool(shown.people),
    )


def _by_weight(shown: PeopleMap) -> list[Person]:
    people = [person_of(mapped, shown.today) for mapped in shown.people]
    return sorted(people, key=lambda person: (ROLE_ORDER[person.role], -person.influence, person.pk))


def _written(attitude: int | None) -> str:
    return "" if attitude is None else str(attitude)
