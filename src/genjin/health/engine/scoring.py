"""From findings to a score (DOMAIN §2).

A dimension starts at 100 and loses what its findings take off; of one family only the largest counts. The dimensions
are weighed, and red lines cap the whole: one at 49, more at 29.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from genjin.health.engine import defaults
from genjin.health.engine.check import Check, Finding
from genjin.health.engine.completeness import completeness
from genjin.health.engine.facts import PlanFacts
from genjin.health.engine.registry import CHECKS
from genjin.health.engine.rules import CheckRule, Dimension, Rules, Severity

FULL = 100


@dataclass(frozen=True, slots=True)
class Alert:
    """A finding with its check and what it takes off; one that a worse one of its family covers takes off nothing."""

    check: Check
    finding: Finding
    points: int


@dataclass(frozen=True, slots=True)
class Health:
    """How a plan stands. `alerts` come worst first; `completeness` 0 to 100 is a number of its own."""

    score: int
    dimensions: Mapping[Dimension, int]
    alerts: Sequence[Alert]
    completeness: int

    @property
    def red_lines(self) -> int:
        """Return how many red lines are crossed."""
        return sum(alert.finding.severity == Severity.RED for alert in self.alerts)


def reckon(facts: PlanFacts, rules: Rules, checks: Mapping[str, Check] = CHECKS) -> Health:
    """Return the health of a plan on its day."""
    found = [
        _alert(check, rules.check(check.key), finding)
        for check in checks.values()
        if rules.check(check.key).is_on and (finding := check(facts, rules)) is not None
    ]
    alerts = sorted(_largest_of_families(found), key=lambda alert: (-alert.finding.severity, -alert.points))
    dimensions = dimension_scores(alerts)
    red_lines = sum(alert.finding.severity == Severity.RED for alert in alerts)
    return Health(capped(weighed(dimensions), red_lines), dimensions, alerts, completeness(facts.filled))


def red_since(alerts: Iterable[Alert]) -> date | None:
    """Return the day by which what stands today had made the plan red; None where it is not red.

    What stood then and is gone since is not known, so it is the earliest day that can be told from what is there.
    """
    alerts = list(alerts)
    for day in sorted({alert.finding.since for alert in alerts}):
        known = [alert for alert in alerts if alert.finding.since <= day]
        red_lines = sum(alert.finding.severity == Severity.RED for alert in known)
        if band(capped(weighed(dimension_scores(known)), red_lines)) == "red":
            return day
    return None


def _alert(check: Check, rule: CheckRule, finding: Finding) -> Alert:
    """Return the alert with its points; a check that was often judged wrong counts a level lower."""
    severity = finding.severity
    if rule.is_demoted and severity > Severity.LOW:
        severity = Severity(severity - 1)
    points = rule.points.get(severity, rule.points.get(finding.severity, 0))
    return Alert(check, replace(finding, severity=severity), points * finding.times)


def _largest_of_families(alerts: Iterable[Alert]) -> list[Alert]:
    largest: dict[tuple[Dimension, str], int] = {}
    kept: list[Alert] = []
    for alert in sorted(alerts, key=lambda alert: (-alert.points, -alert.finding.severity)):
        family = (alert.check.dimension, alert.check.family)
        points = 0 if family in largest else alert.points
        largest.setdefault(family, alert.points)
        kept.append(replace(alert, points=points))
    order = list(CHECKS)
    return sorted(kept, key=lambda alert: order.index(alert.check.key) if alert.check.key in CHECKS else len(order))


def dimension_scores(alerts: Iterable[Alert]) -> dict[Dimension, int]:
    """Return what is left of each dimension."""
    left = dict.fromkeys(Dimension, FULL)
    for alert in alerts:
        left[alert.check.dimension] -= alert.points
    return {dimension: max(0, score) for dimension, score in left.items()}


def weighed(dimensions: Mapping[Dimension, int]) -> float:
    """Return the score before red lines, 0 to 100."""
    return sum(defaults.WEIGHTS[dimension] * score for dimension, score in dimensions.items()) / FULL


def capped(score: float, red_lines: int) -> int:
    """Return the score as it is shown: rounded down, so that it never looks better than it is, and capped."""
    whole = int(score)
    if red_lines == 0:
        return whole
    return min(whole, defaults.ONE_RED_LINE if red_lines == 1 else defaults.MORE_RED_LINES)


def band(score: int) -> str:
    """Return `green`, `amber` or `red`."""
    if score >= defaults.GREEN_FROM:
        return "green"
    return "amber" if score >= defaults.AMBER_FROM else "red"
