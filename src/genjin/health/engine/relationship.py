"""关系: do we reach the people who decide, and how do they stand."""

from collections import Counter
from datetime import timedelta

from genjin.health.engine.check import Finding, check, listed
from genjin.health.engine.facts import SAID, PlanFacts
from genjin.health.engine.rules import Dimension, Rules, Severity

RELATIONSHIP = Dimension.RELATIONSHIP
RECENT_DAYS = 30
ROLES = ("KDM", "KI", "KU")
MANY_PEOPLE = 4
HAND_DAYS, HAND_CONTACTS, HAND_PERCENT = 60, 5, 80
REMAP = timedelta(days=7)


@check("R1", RELATIONSHIP, remedy="introduction", family="reach")
def single_thread(facts: PlanFacts, rules: Rules) -> Finding | None:
    """R1 单线联系: fewer different people than the stage needs; a single one is a red line from negotiation on."""
    needed = rules.stage(facts.stage).people
    both = [contact for contact in facts.within(RECENT_DAYS) if contact.is_two_way]
    reached = set().union(*(contact.people for contact in both))
    if needed is None or len(reached) >= needed:
        return None
    # rows that do not say with whom may have been with anybody: they hide a single thread, they do not prove one
    is_single = len(reached) == 1 and all(contact.people for contact in both)
    is_red = is_single and facts.stage >= 4 and facts.is_selling
    names = [person.name for person in facts.people if person.contact in reached]
    return Finding(
        Severity.RED if is_red else Severity.HIGH,
        since=facts.stage_since,
        because="nobody" if not reached else "few",
        parameters={"people": len(reached), "needed": needed, "names": listed(names)},
    )


@check("R2", RELATIONSHIP, remedy="visit", family="reach")
def decider_not_reached(facts: PlanFacts, _rules: Rules) -> Finding | None:
    """R2 未触达 KDM: never a two-way contact with any decision maker; worse with every stage."""
    deciders = facts.deciders()
    if facts.stage < 2 or facts.last_two_way(deciders) is not None:
        return None
    is_last = facts.stage >= 4 and facts.is_selling
    severity = Severity.RED if is_last else Severity.HIGH if facts.stage >= 3 else Severity.MEDIUM
    return Finding(
        severity,
        since=facts.since_stage(2),
        because="named" if deciders else "unnamed",
        parameters={"names": listed([person.name for person in deciders])},
    )


@check("R3", RELATIONSHIP, remedy="note", family="reach")
def decider_lost(facts: PlanFacts, rules: Rules) -> Finding | None:
    """R3 KDM 失联: the last contact with a decision maker is older than the stage allows."""
    longest = rules.stage(facts.stage).decider_days
    deciders = facts.deciders()
    last = facts.last_two_way(deciders)
    if longest is None or last is None or facts.working_days_since(last) <= longest:
        return None
    return Finding(
        Severity.HIGH,
        since=last,
        parameters={
            "days": facts.working_days_since(last),
            "longest": longest,
            "names": listed([person.name for person in deciders]),
        },
    )


@check("R4", RELATIONSHIP, remedy="coach")
def no_supporter(facts: PlanFacts, _rules: Rules) -> Finding | None:
    """R4 无支持者: no key player supports us."""
    if facts.stage < 2 or any(person.is_key and (person.attitude or 0) >= 1 for person in facts.people):
        return None
    return Finding(Severity.HIGH, since=facts.since_stage(2))


@check("R5", RELATIONSHIP, remedy="people_risk")
def decider_against(facts: PlanFacts, _rules: Rules) -> Finding | None:
    """R5 KDM 态度为负: a decision maker is against us; a red line while nothing is done about it."""
    against = [person for person in facts.people if person.is_decider and (person.attitude or 0) <= -1]
    if not against:
        return None
    unanswered = [person for person in against if not person.has_countermeasure]
    told = [person.attitude_on for person in against if person.attitude_on]
    return Finding(
        Severity.RED if unanswered else Severity.HIGH,
        since=min(told, default=facts.stage_since),
        because="unanswered" if unanswered else "answered",
        parameters={"names": listed([person.name for person in unanswered or against])},
    )


@check("R6", RELATIONSHIP, remedy="opponent")
def map_too_rosy(facts: PlanFacts, _rules: Rules) -> Finding | None:
    """R6 地图过于乐观: four people or more and nobody in doubt, or half of the attitudes mere judgement (E0)."""
    judged = [person for person in facts.people if person.attitude is not None]
    if facts.stage < 2:
        return None
    told = [person.attitude_on for person in judged if person.attitude_on]
    since = max(told, default=facts.since_stage(2))
    if len(judged) >= MANY_PEOPLE and all((person.attitude or 0) > 0 for person in judged):
        return Finding(Severity.MEDIUM, since, "all_for_us", {"people": len(judged)})
    unfounded = sum(person.evidence == 0 for person in judged)
    if judged and 2 * unfounded >= len(judged):
        return Finding(Severity.MEDIUM, since, "unfounded", {"unfounded": unfounded, "people": len(judged)})
    return None


@check("R7", RELATIONSHIP, remedy="remap")
def change_not_mapped(facts: PlanFacts, _rules: Rules) -> Finding | None:
    """R7 人员变动未重估: a change of key people was confirmed a week ago, and the map was not touched since."""
    changes = facts.signalled("personnel", "-")
    if not changes or facts.today - changes[-1].known_on <= REMAP:
        return None
    if facts.map_touched_on is not None and facts.map_touched_on >= changes[-1].on:
        return None
    return Finding(Severity.HIGH, since=changes[-1].on, parameters={"day": changes[-1].known_on.isoformat()})


@check("R8", RELATIONSHIP, remedy="colleague")
def in_one_hand(facts: PlanFacts, _rules: Rules) -> Finding | None:
    """R8 关系在一人手里: four of five two-way contacts of sixty days by one of us."""
    both = [contact for contact in facts.within(HAND_DAYS) if contact.is_two_way and contact.ours]
    counted = Counter(one for contact in both for one in contact.ours)
    if len(both) < HAND_CONTACTS:
        return None
    person, most = max(counted.items(), key=lambda entry: (entry[1], -entry[0]))
    alone = sum(contact.ours == {person} for contact in both)
    if 100 * alone < HAND_PERCENT * len(both):
        return None
    return Finding(Severity.LOW, since=both[0].on, parameters={"contacts": most, "all": len(both)}, target=person)


@check("R9", RELATIONSHIP, remedy="placeholder")
def role_missing(facts: PlanFacts, _rules: Rules) -> Finding | None:
    """R9 角色缺口: no named KDM, KI or KU; ten points each, twenty at most."""
    missing = [role for role in ROLES if not any(person.role == role for person in facts.named())]
    if facts.stage < 2 or not missing:
        return None
    return Finding(
        Severity.MEDIUM, since=facts.since_stage(2), parameters={"roles": listed(missing)}, times=min(2, len(missing))
    )


def is_supported(facts: PlanFacts) -> bool:
    """Tell whether a key player supports us by the customer's own words."""
    return any(
        person.is_key and (person.attitude or 0) >= 1 and (person.evidence or 0) >= SAID for person in facts.people
    )


CHECKS = (
    single_thread,
    decider_not_reached,
    decider_lost,
    no_supporter,
    decider_against,
    map_too_rosy,
    change_not_mapped,
    in_one_hand,
    role_missing,
)
