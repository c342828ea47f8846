"""What a company may set: days and people by stage, which checks are on, how much each takes off."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum, unique

from genjin.health.engine import defaults

ENOUGH_OWN = 10  # from this many own won projects on, their median replaces the default (DOMAIN §2)


@unique
class Severity(IntEnum):
    """How bad a finding is; a red line caps the whole score."""

    LOW = 1
    MEDIUM = 2
    HIGH = 3
    RED = 4


@unique
class Dimension(StrEnum):
    """The five parts of the score."""

    RELATIONSHIP = "relationship"
    PROGRESS = "progress"
    VALUE = "value"
    COMPETITION = "competition"
    EXECUTION = "execution"


@dataclass(frozen=True, slots=True)
class StageRule:
    """The row of a stage; days are working days, None: no such rule. `own_deals` > 0: `usual_days` is our median."""

    usual_days: int | None = None
    silence_days: int | None = None
    people: int | None = None
    decider_days: int | None = None
    qualification: int | None = None
    own_deals: int = 0


@dataclass(frozen=True, slots=True)
class CheckRule:
    """How one check is set; a demoted one counts a level lower."""

    is_on: bool = True
    points: Mapping[Severity, int] = field(default_factory=dict)
    is_demoted: bool = False


@dataclass(frozen=True, slots=True)
class Rules:
    """Everything that an installation sets; stages by position."""

    stages: Mapping[int, StageRule] = field(default_factory=dict)
    checks: Mapping[str, CheckRule] = field(default_factory=dict)

    def stage(self, position: int) -> StageRule:
        """Return the row of a stage; an empty one where there is none."""
        return self.stages.get(position, NO_RULE)

    def check(self, key: str) -> CheckRule:
        """Return how a check is set."""
        return self.checks.get(key, NO_CHECK_RULE)


NO_RULE, NO_CHECK_RULE = StageRule(), CheckRule()


def default_stage(position: int) -> StageRule:
    """Return the default row of a stage."""
    row = defaults.STAGES.get(position)
    return StageRule(*row) if row else NO_RULE


def default_points(key: str) -> dict[Severity, int]:
    """Return how much a check takes off by severity."""
    return {Severity[level]: points for level, points in defaults.POINTS[key].items()}


def default_rules() -> Rules:
    """Return the defaults of DOMAIN §2."""
    return Rules(
        {position: default_stage(position) for position in defaults.STAGES},
        {key: CheckRule(points=default_points(key)) for key in defaults.POINTS},
    )
