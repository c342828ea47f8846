"""The people of a project as a map: how each stands, how well we reach each, and what that comes to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from genjin.pipeline.models import AttitudeFact, Stakeholder, StakeholderLine
from genjin.pipeline.stakeholder_rules import (
    Manner,
    MapLight,
    Standing,
    Touch,
    coverage,
    days_since_two_way,
    is_outdated,
    latest_fact,
    map_light,
    observed_on,
    strength,
    support,
)
from genjin.planning.models import Channel, FollowUp
from genjin.planning.queries.project_plan import ProjectPlan

MANNERS: Mapping[str, Manner] = {
    Channel.VISIT: Manner.MEETING,
    Channel.DEMO: Manner.MEETING,
    Channel.EXCHANGE: Manner.MEETING,
    Channel.VIDEO: Manner.MEETING,
    Channel.PHONE: Manner.CALL,
}


@dataclass(frozen=True, slots=True)
class MappedPerson:
    """A stakeholder as the map shows it; `facts` oldest first, `days` since the last two-way contact (None: never)."""

    stakeholder: Stakeholder
    facts: Sequence[AttitudeFact]
    fact: AttitudeFact | None
    touches: Sequence[Touch]
    days: int | None
    strength: int
    is_outdated: bool


@dataclass(frozen=True, slots=True)
class PeopleMap:
    """The people of a project on a day, in the order of the plan; `coverage` 0-1, `support` −100 to +100."""

    today: date
    people: Sequence[MappedPerson]
    lines: Sequence[StakeholderLine]
    light: MapLight
    coverage: float | None
    support: float | None

    def person(self, pk: int) -> MappedPerson | None:
        """Return one person by the stakeholder's id."""
        return next((person for person in self.people if person.stakeholder.pk == pk), None)


def people_map(plan: ProjectPlan, today: date) -> PeopleMap:
    """Return the map of a plan, which knows all rows already: nothing is asked of the database."""
    facts: dict[int, list[AttitudeFact]] = {}
    for fact in plan.of(AttitudeFact):
        facts.setdefault(fact.stakeholder_id, []).append(fact)
    touches = touches_by_contact(plan.of(FollowUp), today)
    people = [
        _mapped(stakeholder, facts.get(stakeholder.pk, []), touches.get(stakeholder.contact_id, []), today)
        for stakeholder in plan.of(Stakeholder)
    ]
    standings = [Standing(person.stakeholder, person.fact, person.touches) for person in people]
    shown = {person.stakeholder.pk for person in people}
    return PeopleMap(
        today=today,
        people=people,
        lines=[line for line in plan.of(StakeholderLine) if {line.source_id, line.target_id} <= shown],
        light=map_light(standings, today),
        coverage=coverage(standings),
        support=support(standings, today),
    )


def touches_by_contact(follow_ups: Sequence[FollowUp], today: date) -> dict[int | None, list[Touch]]:
    """Return the contacts that we had with each person up to today, by the person's id as a contact.

    A meeting or a call goes both ways; a message does so where the row tells what the customer said to it. Without
    colleagues named, whoever logged the row was in touch.
    """
    found: dict[int | None, list[Touch]] = {}
    for row in follow_ups:
        if row.happened_on is None or row.happened_on > today:
            continue
        manner = MANNERS.get(row.channel, Manner.MESSAGE)
        of_us = frozenset(getattr(row, "colleague_ids", ())) or frozenset({row.logged_by_id} - {None})
        touch = Touch(row.happened_on, manner, is_two_way(row.channel, is_answered=bool(row.feedback.strip())), of_us)
        for pk in getattr(row, "contact_ids", ()):
            found.setdefault(pk, []).append(touch)
    return found


def is_two_way(channel: str, *, is_answered: bool) -> bool:
    """Tell whether a contact went both ways: a meeting or a call does, a message where the customer said something."""
    return is_answered or channel in MANNERS


def _mapped(
    stakeholder: Stakeholder, facts: Sequence[AttitudeFact], touches: Sequence[Touch], today: date
) -> MappedPerson:
    fact = latest_fact(facts)
    return MappedPerson(
        stakeholder=stakeholder,
        facts=sorted(facts, key=lambda fact: (observed_on(fact), fact.pk)),
        fact=fact,
        touches=touches,
        days=days_since_two_way(touches, today),
        strength=strength(Standing(stakeholder, fact, touches), today),
        is_outdated=fact is not None and is_outdated(fact, today),
    )
