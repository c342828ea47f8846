"""What of a playbook stands in a plan already."""

from genjin.pipeline.models import Project
from genjin.planning.models import Action, Place, Strategy


def adopted_words(project: Project) -> set[str]:
    """Return the words of the strategies and of the planned actions of a project."""
    strategies = Strategy.objects.filter(project=project, deleted_at=None).values_list("content", flat=True)
    return {*strategies, *Action.objects.filter(project=project, place=Place.PLAN).values_list("content", flat=True)}
