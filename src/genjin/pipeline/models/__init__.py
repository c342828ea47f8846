"""Projects, the stages they go through, and our team on each."""

from genjin.pipeline.models.project import UNDATED, Project
from genjin.pipeline.models.stage import Stage
from genjin.pipeline.models.team_member import Duty, TeamMember

__all__ = ["UNDATED", "Duty", "Project", "Stage", "TeamMember"]
