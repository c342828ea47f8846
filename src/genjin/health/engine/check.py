"""One check: its name, what it belongs to, and the pure function that looks at a plan."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from genjin.health.engine.facts import PlanFacts
from genjin.health.engine.rules import Dimension, Rules, Severity

Parameter = str | int
MOST_NAMES = 3


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found. `because` chooses the sentence, `parameters` fill it (days as 2026-03-10); both are stored.

    `times`: how often its points count. `target` is the row that the remedy opens.
    """

    severity: Severity
    since: date
    because: str = ""
    parameters: Mapping[str, Parameter] = field(default_factory=dict)
    times: int = 1
    target: int | None = None


Look = Callable[[PlanFacts, Rules], Finding | None]


@dataclass(frozen=True, slots=True)
class Check:
    """One check. Of one `family` only the largest deduction counts; `remedy` names the form that the button opens."""

    key: str
    dimension: Dimension
    look: Look
    remedy: str
    family: str

    def __call__(self, facts: PlanFacts, rules: Rules) -> Finding | None:
        """Return what it finds in a plan, None where all is well."""
        return self.look(facts, rules)


def check(key: str, dimension: Dimension, *, remedy: str, family: str = "") -> Callable[[Look], Check]:
    """Make a check of a function; without a family it is one of its own."""
    return lambda look: Check(key, dimension, look, remedy, family or key)


def listed(names: list[str]) -> str:
    """Return some names as they stand in a sentence; of many the first three."""
    shown = "、".join(names[:MOST_NAMES])
    return f"{shown}…" if len(names) > MOST_NAMES else shown
