"""What a person may do with the alerts of a plan, and with how they are set."""

from genjin.people.models import User
from genjin.people.policies import can_administer
from genjin.pipeline.models import Project
from genjin.pipeline.policies import can_edit_project


def can_judge_alerts(user: User, project: Project) -> bool:
    """Tell whether this person may put alerts off and judge them: all who may change the plan."""
    return can_edit_project(user, project)


def can_set_checks(user: User) -> bool:
    """Tell whether this person may change thresholds and switches of the installation."""
    return can_administer(user)
