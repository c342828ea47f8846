"""How this installation sets the checks: the defaults, with what it has changed, and what its own projects tell."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from genjin.health.engine.registry import CHECKS
from genjin.health.engine.rules import (
    ENOUGH_OWN,
    CheckRule,
    Rules,
    Severity,
    StageRule,
    default_points,
    default_stage,
)
from genjin.health.models import HealthSettings
from genjin.pipeline.models import Stage
from genjin.pipeline.queries.stages import all_stages

STAGE_FIELDS = ("people", "decider_days", "qualification")


@dataclass(frozen=True, slots=True)
class CurrentRules:
    """The rules as they are now, the version by which they are known, and the stages that they count by place."""

    rules: Rules
    version: int
    stages: Sequence[Stage]


def stored_settings() -> HealthSettings:
    """Return the row of this installation, or one that is not stored yet and changes nothing."""
    return HealthSettings.objects.order_by("pk").first() or HealthSettings()


def current_rules() -> CurrentRules:
    """Return the rules of this installation, in two queries."""
    stored = stored_settings()
    stages = list(all_stages())
    by_place = {number: stage_rule(stage, number, stored) for number, stage in enumerate(stages, 1)}
    checks = {key: check_rule(key, stored) for key in CHECKS}
    return CurrentRules(Rules(by_place, checks), stored.version, stages)


def stage_rule(stage: Stage, number: int, stored: HealthSettings) -> StageRule:
    """Return the row of one stage; usual days are the median of own won projects where there are enough of them."""
    own = {**_defaults(number), **stored.stages.get(str(stage.pk), {})}
    days, deals = stored.medians.get(str(stage.pk), (0, 0))
    has_median = deals >= ENOUGH_OWN and days > 0
    return StageRule(
        usual_days=days if has_median else stage.usual_days,
        silence_days=stage.silence_days,
        own_deals=deals if has_median else 0,
        **{name: own.get(name) for name in STAGE_FIELDS},
    )


def check_rule(key: str, stored: HealthSettings) -> CheckRule:
    """Return how one check is set."""
    changed: Mapping[str, Any] = stored.checks.get(key, {})
    own = {Severity[level]: points for level, points in changed.get("points", {}).items()}
    return CheckRule(
        is_on=changed.get("is_on", True), points=default_points(key) | own, is_demoted=key in stored.demoted
    )


def _defaults(number: int) -> dict[str, int | None]:
    rule = default_stage(number)
    return {name: getattr(rule, name) for name in STAGE_FIELDS}
