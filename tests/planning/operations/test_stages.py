"""Moving a project through its stages, ending it and opening it again."""

from datetime import date, timedelta

import pytest

from genjin.activity.models import ActivityEvent
from genjin.core import clock
from genjin.core.errors import NotAllowed, RuleBroken, StaleEdit, WrongState
from genjin.pipeline.models import CriterionCheck, ExitCriterion, OutcomeKind, Project, ProjectOutcome, Stage, StageMove
from genjin.pipeline.operations.entries import add_entry
from genjin.pipeline.queries.criteria import unmet_criteria
from genjin.planning.operations.stages import end_project, move_project_to_stage, reopen_project
from genjin.planning.queries.project_plan import project_plan
from tests.cast import Cast


def stage(number: int) -> Stage:
    return Stage.objects.get(position=number)


def at(cast: Cast, number: int) -> Project:
    """The project, in this stage by word of a follow-up."""
    cast.log(date=date(2026, 3, 10), stage=stage(number).name)
    return Project.objects.get(pk=cast.project.pk)


def meet(cast: Cast, *numbers: int) -> None:
    for criterion in ExitCriterion.objects.filter(stage__position__in=numbers):
        check = CriterionCheck(project=cast.project, criterion=criterion, evidence="纪要", met_on=date(2026, 3, 9))
        add_entry(check, by=cast.ling)


def outcome(cast: Cast, kind: OutcomeKind = OutcomeKind.LOST, **values: object) -> ProjectOutcome:
    return ProjectOutcome(project=cast.project, kind=kind, decided_on=date(2026, 3, 20), **{"reason": "价格", **values})


def test_a_project_moves_on_when_everything_is_shown(cast: Cast) -> None:
    project = at(cast, 1)
    meet(cast, 1)
    move = move_project_to_stage(project, stage(2), by=cast.bo, seen=project.stage_id)
    assert (move.from_stage, move.to_stage, move.unmet, move.by) == (stage(1), stage(2), [], cast.bo)
    project.refresh_from_db()
    assert project.stage == stage(2)
    event = ActivityEvent.objects.get(kind="project.moved_to_stage")
    assert (event.by, event.detail["unmet"]) == (cast.bo, [])


def test_who_writes_a_check_is_kept(cast: Cast) -> None:
    meet(cast, 1)
    assert {check.by for check in CriterionCheck.objects.all()} == {cast.ling}


def test_unmet_criteria_of_every_stage_left_behind_need_a_reason(cast: Cast) -> None:
    project = at(cast, 1)
    meet(cast, 1)
    assert {criterion.stage.position for criterion in unmet_criteria(project, stage(3))} == {2}
    with pytest.raises(RuleBroken) as refusal:
        move_project_to_stage(project, stage(3), by=cast.ling, reason="  ")
    assert refusal.value.field == "reason"
    move = move_project_to_stage(project, stage(3), by=cast.ling, reason="客户催方案")
    assert (move.reason, len(move.unmet)) == ("客户催方案", 6)


def test_hard_criteria_need_a_manager(cast: Cast) -> None:
    project = at(cast, 4)
    with pytest.raises(NotAllowed):
        move_project_to_stage(project, stage(5), by=cast.ling, reason="先签")
    with pytest.raises(RuleBroken):
        move_project_to_stage(project, stage(5), by=cast.max)
    assert len(move_project_to_stage(project, stage(5), by=cast.max, reason="集团框架").unmet) == 4


def test_moving_back_is_free(cast: Cast) -> None:
    project = at(cast, 4)
    assert move_project_to_stage(project, stage(2), by=cast.ling).unmet == []
    project.refresh_from_db()
    assert project.stage == stage(2)


def test_a_project_in_no_stage_moves_freely(cast: Cast) -> None:
    assert move_project_to_stage(cast.project, stage(3), by=cast.ling).from_stage is None


def test_a_later_follow_up_names_the_stage_again(cast: Cast) -> None:
    project = at(cast, 4)
    with clock.stopped_at(clock.now() + timedelta(days=1)):
        move_project_to_stage(project, stage(2), by=cast.ling)
        cast.log(date=clock.today(), stage="")
    project.refresh_from_db()
    assert project.stage == stage(2)
    with clock.stopped_at(clock.now() + timedelta(days=3)):
        cast.log(date=clock.today(), stage=stage(3).name)
    project.refresh_from_db()
    assert project.stage == stage(3)


def test_the_same_stage_and_a_stage_seen_wrongly_are_refused(cast: Cast) -> None:
    project = at(cast, 2)
    with pytest.raises(WrongState):
        move_project_to_stage(project, stage(2), by=cast.ling)
    with pytest.raises(StaleEdit):
        move_project_to_stage(project, stage(1), by=cast.ling, seen=stage(4).pk)


def test_an_earlier_day_shows_the_stage_of_the_day(cast: Cast) -> None:
    project, before = at(cast, 4), clock.now()
    with clock.stopped_at(before + timedelta(hours=1)):
        move_project_to_stage(project, stage(2), by=cast.ling)
    plan = project_plan(project, at=before)
    assert (plan.project.stage, plan.of(StageMove)) == (stage(4), [])


def test_a_project_ends_once_and_is_opened_again(cast: Cast) -> None:
    ended = end_project(outcome(cast, winner="恒拓软件"), by=cast.bo)
    assert (ended.by, ended.winner) == (cast.bo, "恒拓软件")
    with pytest.raises(WrongState):
        end_project(outcome(cast), by=cast.ling)
    assert reopen_project(cast.project, by=cast.ling).is_deleted
    with pytest.raises(WrongState):
        reopen_project(cast.project, by=cast.ling)
    end_project(outcome(cast, OutcomeKind.WON), by=cast.ling)
    kinds = ActivityEvent.objects.filter(target_type="projectoutcome").order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == ["project_outcome.added", "project_outcome.deleted", "project_outcome.added"]


@pytest.mark.parametrize(
    ("kind", "values", "field"),
    [
        (OutcomeKind.LOST, {"reason": ""}, "reason"),
        (OutcomeKind.SHELVED, {}, "wake_on"),
        ("vanished", {}, "kind"),
    ],
)
def test_an_outcome_needs_a_reason_and_shelving_a_day(
    cast: Cast, kind: OutcomeKind, values: dict[str, object], field: str
) -> None:
    with pytest.raises(RuleBroken) as refusal:
        end_project(outcome(cast, kind, **values), by=cast.ling)
    assert refusal.value.field == field


def test_what_has_ended_does_not_move_but_what_is_won_goes_on_to_delivery(cast: Cast) -> None:
    project = at(cast, 5)
    end_project(outcome(cast), by=cast.ling)
    with pytest.raises(WrongState):
        move_project_to_stage(project, stage(6), by=cast.max, reason="x")
    reopen_project(project, by=cast.ling)
    end_project(outcome(cast, OutcomeKind.WON), by=cast.ling)
    meet(cast, 5)
    assert move_project_to_stage(project, stage(6), by=cast.ling).to_stage == stage(6)


@pytest.mark.parametrize("who", ["wei", "ada"])
def test_outsiders_and_guests_move_and_end_nothing(cast: Cast, who: str) -> None:
    person = getattr(cast, who)
    for attempt in (
        lambda: move_project_to_stage(cast.project, stage(2), by=person),
        lambda: end_project(outcome(cast), by=person),
        lambda: reopen_project(cast.project, by=person),
    ):
        with pytest.raises(NotAllowed):
            attempt()
