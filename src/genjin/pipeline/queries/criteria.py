"""Exit criteria of the stages, and which of them a project does not meet."""

from django.db.models import Exists, OuterRef, QuerySet

from genjin.pipeline.models import CriterionCheck, ExitCriterion, Project, Stage


def all_criteria() -> QuerySet[ExitCriterion]:
    """Return the criteria of every stage in their order."""
    return ExitCriterion.objects.select_related("stage").order_by("stage__position", "position", "pk")


def unmet_criteria(project: Project, to_stage: Stage) -> list[ExitCriterion]:
    """Return what a project does not meet of the stages that it leaves behind on its way to `to_stage`.

    Going back leaves nothing behind, nor does a project that is in no stage yet.
    """
    if project.stage is None:
        return []
    left = all_criteria().filter(stage__position__gte=project.stage.position, stage__position__lt=to_stage.position)
    checks = CriterionCheck.objects.filter(project=project, criterion=OuterRef("pk"), deleted_at=None)
    return list(left.filter(~Exists(checks)))
