"""Changing what a project is."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from genjin.activity.models import ActivityEvent
from genjin.activity.tracking import values_of
from genjin.core import clock
from genjin.core.errors import NotAllowed, RuleBroken, StaleEdit, WrongState
from genjin.pipeline.models import Project
from genjin.planning.operations.project_profile import edit_project
from genjin.planning.queries.filtered import filtered_follow_ups
from genjin.planning.queries.plan_view import PlanView
from genjin.planning.queries.project_plan import project_plan
from tests.cast import Cast


def test_changed_fields_are_told_with_old_and_new(cast: Cast) -> None:
    changes = {"amount": Decimal(3_200_000), "close_on": date(2026, 6, 30), "background": ""}
    saved = edit_project(cast.project, changes, seen=values_of(cast.project), by=cast.bo)
    assert (saved.amount, saved.version) == (3_200_000, cast.project.version + 1)
    event = ActivityEvent.objects.get(kind="project.edited")
    assert event.detail["changes"] == {"amount": [None, "3200000"], "close_on": [None, "2026-06-30"]}
    assert (event.by, event.project_id) == (cast.bo, cast.project.pk)


def test_an_edit_that_changes_nothing_is_not_told(cast: Cast) -> None:
    edit_project(cast.project, {"background": ""}, seen={}, by=cast.ling)
    assert not ActivityEvent.objects.filter(kind="project.edited").exists()


def test_different_fields_merge_and_the_same_field_is_refused_with_theirs(cast: Cast) -> None:
    seen = values_of(cast.project)
    edit_project(cast.project, {"cycle": "半年"}, seen=seen, by=cast.bo)
    edit_project(cast.project, {"background": "一期已上线"}, seen=seen, by=cast.ling)
    with pytest.raises(StaleEdit) as refusal:
        edit_project(cast.project, {"cycle": "一年"}, seen=seen, by=cast.ling)
    assert refusal.value.theirs == {"cycle": "半年"}
    stored = Project.objects.get(pk=cast.project.pk)
    assert (stored.cycle, stored.background) == ("半年", "一期已上线")


def test_rows_are_found_by_the_new_name(cast: Cast) -> None:
    cast.log(goal="验收")
    edit_project(cast.project, {"name": "数字工厂"}, seen={}, by=cast.ling)
    assert filtered_follow_ups(cast.ling, PlanView(words="数字工厂")).count() == 1
    assert filtered_follow_ups(cast.ling, PlanView(words="二期")).count() == 0


def test_an_earlier_day_shows_the_profile_of_the_day(cast: Cast) -> None:
    before = clock.now()
    with clock.stopped_at(before + timedelta(hours=1)):
        edit_project(cast.project, {"name": "数字工厂", "owner_id": cast.bo.pk}, seen={}, by=cast.ling)
    then = project_plan(cast.project, at=before).project
    assert (then.name, then.owner) == ("MES 二期", cast.ling)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": "x" * 301}, "name"),
        ({"forecast_class": "sure"}, "forecast_class"),
        ({"stage_id": 1}, "stage_id"),
        ({"deleted_at": None}, "deleted_at"),
    ],
)
def test_wrong_values_and_other_fields_are_refused(cast: Cast, changes: dict[str, object], field: str) -> None:
    with pytest.raises(RuleBroken) as refusal:
        edit_project(cast.project, changes, seen={}, by=cast.ling)
    assert refusal.value.field == field


def test_only_owner_and_managers_hand_a_project_over(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        edit_project(cast.project, {"owner_id": cast.bo.pk}, seen={}, by=cast.bo)
    assert edit_project(cast.project, {"owner_id": cast.bo.pk}, seen={}, by=cast.max).owner == cast.bo


@pytest.mark.parametrize("who", ["wei", "ada"])
def test_outsiders_and_guests_change_nothing(cast: Cast, who: str) -> None:
    with pytest.raises(NotAllowed):
        edit_project(cast.project, {"cycle": "x"}, seen={}, by=getattr(cast, who))


def test_a_deleted_project_is_not_changed(cast: Cast) -> None:
    Project.objects.filter(pk=cast.project.pk).update(deleted_at=clock.now())
    with pytest.raises((WrongState, NotAllowed)):
        edit_project(cast.project, {"cycle": "x"}, seen={}, by=cast.ling)
