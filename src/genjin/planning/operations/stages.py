"""Moving a project through its stages, ending it and opening it again."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from genjin.activity.record import record
from genjin.activity.tracking import was
from genjin.core import clock
from genjin.core.errors import NotAllowed, RuleBroken, StaleEdit, WrongState
from genjin.people.models import User
from genjin.pipeline import policies
from genjin.pipeline.models import ExitCriterion, OutcomeKind, Project, ProjectOutcome, Stage, StageMove
from genjin.pipeline.operations.entries import add_entry, delete_entry, locked
from genjin.pipeline.queries.criteria import unmet_criteria
from genjin.planning.operations.derived import refresh_projects


@transaction.atomic
def move_project_to_stage(
    project: Project, stage: Stage, *, by: User, reason: str = "", seen: int | None = None
) -> StageMove:
    """Move a project to another stage by hand; `seen` is the id of the stage that the person saw it in.

    Moving back is free. Moving on past unmet criteria needs a reason, past hard ones also a manager; both are kept in
    the move. Records `project.moved_to_stage`.
    """
    if not policies.can_edit_project(by, project):
        raise NotAllowed(_("You cannot change this project."))
    now = locked(project)
    if seen is not None and now.stage_id != seen:
        raise StaleEdit(_("Somebody else moved the project meanwhile."), theirs={"stage_id": str(now.stage or "")})
    if now.stage_id == stage.pk:
        raise WrongState(_("The project is in this stage already."))
    if (outcome := _outcome(now)) is not None and outcome.kind != OutcomeKind.WON:
        raise WrongState(_("The project has ended; open it again first."))
    unmet = unmet_criteria(now, stage)
    _refuse_to_pass(now, unmet, reason.strip(), by)
    move = StageMove(
        project=now,
        from_stage=now.stage,
        to_stage=stage,
        moved_on=clock.today(),
        reason=reason.strip(),
        unmet=[str(criterion) for criterion in unmet],
        by=by,
        created_at=clock.now(),
    )
    move.save(force_insert=True)
    stages = refresh_projects([now.pk])
    record(
        "project.moved_to_stage",
        now,
        by=by,
        project_id=now.pk,
        was=[was(move, None), *stages.values()],
        stage=str(stage),
        reason=move.reason,
        unmet=move.unmet,
    )
    return move


def _refuse_to_pass(project: Project, unmet: list[ExitCriterion], reason: str, by: User) -> None:
    if any(criterion.is_hard_for(project) for criterion in unmet) and not policies.can_pass_hard_gate(by, project):
        raise NotAllowed(_("A hard criterion is unmet; a manager of the project's owner has to move it on."))
    if unmet and not reason:
        raise RuleBroken(_("Say why the project moves on although criteria are unmet."), field="reason")


@transaction.atomic
def end_project(outcome: ProjectOutcome, *, by: User) -> ProjectOutcome:
    """End a project as the outcome says. Records `project_outcome.added`."""
    if not policies.can_edit_project(by, outcome.project):
        raise NotAllowed(_("You cannot change this project."))
    if _outcome(locked(outcome.project)) is not None:
        raise WrongState(_("The project has ended already."))
    return add_entry(outcome, by=by)


@transaction.atomic
def reopen_project(project: Project, *, by: User) -> ProjectOutcome:
    """Take the outcome of a project back. Records `project_outcome.deleted`."""
    if not policies.can_edit_project(by, project):
        raise NotAllowed(_("You cannot change this project."))
    outcome = _outcome(locked(project))
    if outcome is None:
        raise WrongState(_("The project goes on."))
    return delete_entry(outcome, by=by)


def _outcome(project: Project) -> ProjectOutcome | None:
    return ProjectOutcome.objects.filter(project=project, deleted_at=None).first()
