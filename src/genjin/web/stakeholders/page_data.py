"""What the panel of one person shows."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404

from genjin.pipeline.models import AttitudeFact, Relation, Stakeholder
from genjin.pipeline.stakeholder_rules import is_outdated, observed_on
from genjin.planning.models import FollowUp
from genjin.planning.queries.people_map import people_map
from genjin.web.formats import short_day
from genjin.web.projects.project_page import ProjectPage
from genjin.web.stakeholders.attitude_chart import AttitudeChart, attitude_chart
from genjin.web.stakeholders.map_data import Line, lines_of
from genjin.web.stakeholders.person_data import ATTITUDE_CHIPS, Person, person_of

MOST_CONTACTS = 8


@dataclass(frozen=True, slots=True)
class FactLine:
    """One word about the attitude."""

    fact: AttitudeFact
    day: str
    chip: str
    is_outdated: bool


@dataclass(frozen=True, slots=True)
class PersonPage:
    """One person: where the person stands and how that went, what we know, and our last contacts."""

    person: Person
    stakeholder: Stakeholder
    chart: AttitudeChart
    facts: Sequence[FactLine]
    contacts: Sequence[tuple[str, str, str]]
    lines: Sequence[Line]
    relation: str


def person_page(page: ProjectPage, pk: int) -> PersonPage:
    """Return the panel of one stakeholder of the plan."""
    shown = people_map(page.plan, page.today)
    mapped = shown.person(pk)
    if mapped is None:
        raise Http404
    row = mapped.stakeholder
    facts = [
        FactLine(
            fact, short_day(observed_on(fact), page.today), ATTITUDE_CHIPS[fact.attitude], is_outdated(fact, page.today)
        )
        for fact in reversed(mapped.facts)
    ]
    return PersonPage(
        person=person_of(mapped, page.today),
        stakeholder=row,
        chart=attitude_chart(mapped.facts, page.today),
        facts=facts,
        contacts=_contacts(page, row.contact_id),
        lines=[line for line in lines_of(shown) if row.pk in {line.source, line.target}],
        relation=" → ".join(str(Relation(step).label) for step in (row.relation, row.relation_goal) if step),
    )


def _contacts(page: ProjectPage, contact_id: int | None) -> list[tuple[str, str, str]]:
    """Return day, channel and goal of the last contacts with a person."""
    rows = [row for row in page.plan.of(FollowUp) if contact_id in getattr(row, "contact_ids", ())]
    return [
        (
            short_day(row.happened_on, page.today) if row.happened_on else "",
            str(row.get_channel_display()),
            row.goal or row.feedback,
        )
        for row in rows[:MOST_CONTACTS]
    ]
