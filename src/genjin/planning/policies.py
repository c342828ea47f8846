"""What a person may do with the rows of the plan table."""

from collections.abc import Iterable

from genjin.people.models import User
from genjin.people.policies import can_write
from genjin.pipeline.models import Project
from genjin.pipeline.policies import can_edit_project, can_edit_projects
from genjin.planning.models import SavedView


def can_log(user: User, project: Project) -> bool:
    """Tell whether this person may log, change, delete and restore follow-ups of the project."""
    return can_edit_project(user, project)


def can_log_of_all(user: User, projects: Iterable[Project]) -> bool:
    """Tell whether this person may do so with every one of the projects."""
    return can_edit_projects(user, projects)


def can_change_view(user: User, view: SavedView) -> bool:
    """Tell whether this person may change or delete the saved view: its owner alone."""
    return view.owner_id == user.pk


def can_share_view(user: User) -> bool:
    """Tell whether this person may show a saved view to everybody."""
    return can_write(user)
