"""What the people of a project come to: map light, coverage, support, strength and freshness (DOMAIN §4).

Weights, days and levels are starting values, not findings.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum, unique
from math import exp2

from genjin.core import clock
from genjin.pipeline.models import Attitude, AttitudeFact, Evidence, Relation, Stakeholder, StakeholderRole

ATTITUDE_LIFE = timedelta(days=45)
RECENT = timedelta(days=90)
EVIDENCE_WEIGHT = {Evidence.WRITTEN: 1.0, Evidence.SAID: 0.8, Evidence.RELAYED: 0.4, Evidence.JUDGEMENT: 0.2}
OUTDATED_WEIGHT = 0.5
HALF_LIFE_DAYS = 30
FULL_CONTACT_POINTS = 12
ENOUGH_OF_US = 2
MANY_CONTACTS = 5
DEEP_MEETINGS = 2


@unique
class Manner(StrEnum):
    """How near a contact was; each has its points in the strength of a relationship."""

    MEETING = "meeting"
    CALL = "call"
    MESSAGE = "message"


POINTS = {Manner.MEETING: 3.0, Manner.CALL: 1.5, Manner.MESSAGE: 0.5}


@unique
class MapLight(StrEnum):
    """Whether the people of a project carry it."""

    RED = "red"
    YELLOW = "yellow"
    GREEN = "green"


@dataclass(frozen=True, slots=True)
class Touch:
    """One contact with one person: how near, whether the other side said something, and which of us took part."""

    on: date
    manner: Manner
    is_two_way: bool = True
    colleagues: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Standing:
    """A stakeholder with what shows the attitude, and the contacts we had."""

    stakeholder: Stakeholder
    fact: AttitudeFact | None = None
    touches: Sequence[Touch] = field(default_factory=list)


def observed_on(fact: AttitudeFact) -> date:
    """Return the day from which a fact counts: when it was observed, else when it was written down."""
    return fact.observed_on or clock.day_of(fact.created_at)


def latest_fact(facts: Iterable[AttitudeFact]) -> AttitudeFact | None:
    """Return the fact that counts: the one observed last, of one day the one written last; None of none."""
    return max(facts, key=lambda fact: (observed_on(fact), fact.pk), default=None)


def is_outdated(fact: AttitudeFact, today: date) -> bool:
    """Tell whether an attitude is past its shelf life: it is shown in grey and counts half, and is never deleted."""
    return today - observed_on(fact) > ATTITUDE_LIFE


def confidence(fact: AttitudeFact, today: date) -> float:
    """Return 0-1, how far a fact may be trusted: by its evidence, and half of that past its shelf life."""
    weight = EVIDENCE_WEIGHT[Evidence(fact.evidence)]
    return weight * OUTDATED_WEIGHT if is_outdated(fact, today) else weight


def map_light(people: Iterable[Standing], today: date) -> MapLight:
    """Return the light of the map: red without a key player who supports us, green with a decision maker who does.

    Key players are decision makers and those of high influence. The decision maker counts towards green only by words
    of the customer's (E2 or better) that are within their shelf life.
    """
    light = MapLight.RED
    for person in people:
        if person.fact is None or person.fact.attitude < Attitude.SUPPORTIVE:
            continue
        is_decider = person.stakeholder.role == StakeholderRole.KDM
        if is_decider and person.fact.evidence >= Evidence.SAID and not is_outdated(person.fact, today):
            return MapLight.GREEN
        if is_decider or person.stakeholder.is_key_player:
            light = MapLight.YELLOW
    return light


def contact_depth(touches: Sequence[Touch]) -> float:
    """Return how well we reach a person: never 0, once 0.34, several times 0.67, deeply 1.0.

    Deep are five contacts in which the other side spoke, two of them meetings.
    """
    both = [touch for touch in touches if touch.is_two_way]
    if not both:
        return 0.0
    if len(both) == 1:
        return 0.34
    meetings = sum(touch.manner == Manner.MEETING for touch in both)
    return 1.0 if len(both) >= MANY_CONTACTS and meetings >= DEEP_MEETINGS else 0.67


def coverage(people: Sequence[Standing]) -> float | None:
    """Return 0-1, how well we reach the people by their influence; None where there is nobody."""
    total = sum(person.stakeholder.influence for person in people)
    reached = sum(person.stakeholder.influence * contact_depth(person.touches) for person in people)
    return reached / total if total else None


def support(people: Sequence[Standing], today: date) -> float | None:
    """Return −100 to +100, how far the people support us by influence and evidence; None where there is nobody."""
    total = sum(person.stakeholder.influence for person in people)
    leaning = sum(
        person.stakeholder.influence * person.fact.attitude * confidence(person.fact, today)
        for person in people
        if person.fact is not None
    )
    return 100 * leaning / (2 * total) if total else None


def days_since_two_way(touches: Iterable[Touch], today: date) -> int | None:
    """Return the days since the person last answered, called or met us; None where that never happened."""
    last = max((touch.on for touch in touches if touch.is_two_way), default=None)
    return None if last is None else max(0, (today - last).days)


def strength(person: Standing, today: date) -> int:
    """Return 0-100, how strong the relationship with a person is; 0 where the person never answered.

    A relation that nobody judged counts as that of a vendor who wants to be a trusted adviser.
    """
    days = days_since_two_way(person.touches, today)
    if days is None:
        return 0
    recent = [touch for touch in person.touches if timedelta(0) <= today - touch.on <= RECENT]
    both = [touch for touch in recent if touch.is_two_way]
    relation = person.stakeholder.relation or Relation.VENDOR
    return strength_score(
        days=days,
        points=sum(POINTS[touch.manner] for touch in recent),
        two_way_share=len(both) / len(recent) if recent else 0,
        of_us=len(frozenset().union(*(touch.colleagues for touch in both))),
        reached=relation / (person.stakeholder.relation_goal or Relation.ADVISER),
    )


def strength_score(*, days: int, points: float, two_way_share: float, of_us: int, reached: float) -> int:
    """Return 0-100: the weighed sum of DOMAIN §4.

    Nearness in time weighs 30, the contacts of 90 days 25, the share of them that went both ways 20, how many of us
    10, how near the relation is to the one to be reached 15.
    """
    return round(
        30 * exp2(-days / HALF_LIFE_DAYS)
        + 25 * min(1, points / FULL_CONTACT_POINTS)
        + 20 * two_way_share
        + 10 * min(1, of_us / ENOUGH_OF_US)
        + 15 * min(1, reached)
    )
