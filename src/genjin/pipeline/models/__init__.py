"""Projects, the stages they go through, the people in them, and our team on each."""

from genjin.pipeline.models.budget_fact import BudgetFact, BudgetState
from genjin.pipeline.models.competitor import Approach, Competitor, Standing
from genjin.pipeline.models.exit_criterion import CriterionCheck, ExitCriterion
from genjin.pipeline.models.need import Need, NeedKind
from genjin.pipeline.models.project import UNDATED, ForecastClass, Project
from genjin.pipeline.models.project_entry import ProjectEntry
from genjin.pipeline.models.project_outcome import OutcomeKind, ProjectOutcome
from genjin.pipeline.models.stage import Stage
from genjin.pipeline.models.stage_move import StageMove
from genjin.pipeline.models.stakeholder import (
    Attitude,
    AttitudeFact,
    BuyingRole,
    Influence,
    LineKind,
    Mode,
    Orientation,
    Relation,
    Stakeholder,
    StakeholderLine,
    StakeholderRole,
)
from genjin.pipeline.models.team_member import Duty, TeamMember
from genjin.pipeline.models.testimony import Evidence, Testimony

__all__ = [
    "UNDATED",
    "Approach",
    "Attitude",
    "AttitudeFact",
    "BudgetFact",
    "BudgetState",
    "BuyingRole",
    "Competitor",
    "CriterionCheck",
    "Duty",
    "Evidence",
    "ExitCriterion",
    "ForecastClass",
    "Influence",
    "LineKind",
    "Mode",
    "Need",
    "NeedKind",
    "Orientation",
    "OutcomeKind",
    "Project",
    "ProjectEntry",
    "ProjectOutcome",
    "Relation",
    "Stage",
    "StageMove",
    "Stakeholder",
    "StakeholderLine",
    "StakeholderRole",
    "Standing",
    "TeamMember",
    "Testimony",
]
