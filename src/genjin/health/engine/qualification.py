"""MEDDPICC: eight letters of 0 to 3, from what the plan shows and never typed in. The steps are ours, not findings."""

from collections.abc import Callable, Mapping

from genjin.health.engine.facts import SAID, Person, PlanFacts

FULL = 24


def _steps(*reached: bool) -> int:
    """Return how many steps are reached one after the other."""
    return next((number for number, is_reached in enumerate(reached) if not is_reached), len(reached))


def _metrics(facts: PlanFacts) -> int:
    """Pains are known; one has the customer's own figure; a reckoning rests on the customer's figures."""
    return _steps(facts.pains > 0, facts.figured_pains > 0, facts.has_confirmed_return)


def _economic_buyer(facts: PlanFacts) -> int:
    """The decision maker is named; spoke to us; supports us in words that still count."""
    deciders = facts.deciders()
    spoke = facts.last_two_way(deciders) is not None
    return _steps(bool(deciders), spoke, any(_supports(person, facts) for person in deciders))


def _criteria(facts: PlanFacts) -> int:
    """The customer's criteria are written down; one of them is scored; most of them are."""
    return _steps("criteria" in facts.sheets, facts.scored_criteria > 0, facts.scored_criteria >= 3)


def _process(facts: PlanFacts) -> int:
    """Who approves in the end is named; another role in the purchase is; the lines between the people are drawn."""
    roles = _named_roles(facts)
    return _steps("final" in roles, len(roles) >= 2, facts.lines > 0)


def _paper(facts: PlanFacts) -> int:
    """Purchasing or legal is named; spoke to us; the day of signing is set and still to come."""
    people = [person for person in facts.named() if person.buying_roles & {"purchasing", "legal"}]
    spoke = facts.last_two_way(people) is not None
    return _steps(bool(people), spoke, facts.close_on is not None and facts.close_on >= facts.today)


def _pain(facts: PlanFacts) -> int:
    """A pain is known; more than one, or one with a figure; one is in writing."""
    return _steps(facts.pains > 0, facts.pains > 1 or facts.figured_pains > 0, facts.written_pains > 0)


def _champion(facts: PlanFacts) -> int:
    """A key player supports us; by the customer's own words; as a coach."""
    friends = [person for person in facts.people if person.is_key and (person.attitude or 0) >= 1]
    coached = any(person.attitude == 2 or "coach" in person.buying_roles for person in friends)
    return _steps(bool(friends), any((person.evidence or 0) >= SAID for person in friends), coached)


def _competition(facts: PlanFacts) -> int:
    """A competitor is named; where we stand is known; there is an answer."""
    rivals = facts.rivals
    return _steps(bool(rivals), any(rival.is_judged for rival in rivals), any(rival.has_answer for rival in rivals))


def _supports(person: Person, facts: PlanFacts) -> bool:
    return (person.attitude or 0) >= 1 and person.has_live_words(facts.today)


def _named_roles(facts: PlanFacts) -> frozenset[str]:
    return frozenset().union(*(person.buying_roles for person in facts.named()))


# the second D and the second C, Decision process and Competition, have names of their own
LETTERS: Mapping[str, Callable[[PlanFacts], int]] = {
    "M": _metrics,
    "E": _economic_buyer,
    "D1": _criteria,
    "D2": _process,
    "P": _paper,
    "I": _pain,
    "C1": _champion,
    "C2": _competition,
}


def letters(facts: PlanFacts) -> dict[str, int]:
    """Return each letter with its 0 to 3."""
    return {letter: score(facts) for letter, score in LETTERS.items()}
