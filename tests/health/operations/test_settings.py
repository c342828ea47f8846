"""How an installation sets its checks, and what its own won projects teach it."""

from datetime import date, timedelta

import pytest

from genjin.activity.models import ActivityEvent
from genjin.core.errors import NotAllowed, RuleBroken, StaleEdit
from genjin.health.engine.rules import Severity, default_points, default_rules
from genjin.health.models import HealthSettings, PlanHealth
from genjin.health.operations.medians import refresh_medians
from genjin.health.operations.refresh import refresh_health
from genjin.health.operations.settings import CheckSetting, StageSettings, set_checks
from genjin.health.queries.health_settings import current_rules
from genjin.pipeline.models import OutcomeKind, ProjectOutcome, Stage
from genjin.pipeline.operations.projects import add_project
from genjin.planning.operations.stages import end_project, reopen_project
from tests.cast import Cast

FIELDS = ("usual_days", "silence_days", "people", "decider_days", "qualification")


def stages(**changes: int | None) -> StageSettings:
    """The stages as they are by default, the fourth one changed."""
    rules = default_rules()
    found = {}
    for number, stage in enumerate(Stage.objects.order_by("position"), 1):
        values = {name: getattr(rules.stage(number), name) for name in FIELDS}
        found[stage.pk] = {**values, **(changes if number == 4 else {})}
    return found


def test_as_it_comes_it_is_as_domain_says(db: None) -> None:
    assert current_rules().rules == default_rules()


def test_figures_and_switches_hold_and_every_plan_is_old(cast: Cast) -> None:
    refresh_health()
    checks = {"P1": CheckSetting(is_on=False, points={Severity.HIGH: 40, Severity.RED: 30})}
    row = set_checks(stages(people=2, usual_days=45), checks, seen=1, by=cast.root)
    rules = current_rules().rules
    assert (rules.stage(4).people, rules.stage(4).usual_days, rules.stage(3).people) == (2, 45, 3)
    assert (rules.check("P1").is_on, rules.check("P1").points[Severity.HIGH]) == (False, 40)
    assert rules.check("P2").points == default_points("P2")
    assert (row.stages, row.checks) == (
        {str(Stage.objects.get(position=4).pk): {"people": 2}},
        {"P1": {"points": {"HIGH": 40}, "is_on": False}},
    )
    assert ActivityEvent.objects.filter(kind="health_settings.changed", by=cast.root).exists()
    assert refresh_health() == 1
    assert PlanHealth.objects.get().settings_version == row.version


def test_back_at_the_defaults_nothing_is_kept(cast: Cast) -> None:
    set_checks(stages(people=2), {}, seen=1, by=cast.root)
    row = set_checks(stages(), {"P1": CheckSetting(is_on=True, points=default_points("P1"))}, seen=2, by=cast.root)
    assert (row.stages, row.checks) == ({}, {})
    assert current_rules().rules == default_rules()


def test_no_rule_is_a_rule_too(cast: Cast) -> None:
    set_checks(stages(people=None), {}, seen=1, by=cast.root)
    assert current_rules().rules.stage(4).people is None


@pytest.mark.parametrize("who", ["ling", "max", "ada", "wei"])
def test_only_an_administrator_sets_them(cast: Cast, who: str) -> None:
    with pytest.raises(NotAllowed):
        set_checks(stages(), {}, seen=1, by=getattr(cast, who))


@pytest.mark.parametrize("wrong", [{"people": 0}, {"people": 51}, {"usual_days": 1000}, {"qualification": 25}])
def test_wrong_figures_are_refused(cast: Cast, wrong: dict[str, int]) -> None:
    with pytest.raises(RuleBroken) as refused:
        set_checks(stages(**wrong), {}, seen=1, by=cast.root)
    assert refused.value.field.startswith(next(iter(wrong)))


@pytest.mark.parametrize("points", [{Severity.HIGH: 101}, {Severity.HIGH: -1}, {Severity.LOW: 5}])
def test_wrong_points_are_refused(cast: Cast, points: dict[Severity, int]) -> None:
    with pytest.raises(RuleBroken):
        set_checks(stages(), {"P1": CheckSetting(is_on=True, points=points)}, seen=1, by=cast.root)


def test_settings_changed_meanwhile_are_not_overwritten(cast: Cast) -> None:
    set_checks(stages(people=2), {}, seen=1, by=cast.root)
    with pytest.raises(StaleEdit):
        set_checks(stages(people=3), {}, seen=1, by=cast.root)


def test_ten_won_projects_teach_the_usual_days(cast: Cast) -> None:
    monday = date(2026, 3, 2)
    projects = [add_project(customer=cast.customer, name=f"项目 {number}", by=cast.ling) for number in range(10)]
    for number, project in enumerate(projects):
        cast.log(project=project, date=monday, stage="需求调研")
        cast.log(project=project, date=monday + timedelta(weeks=number + 1), stage="方案制定")
        if number:
            _win(cast, project, monday + timedelta(weeks=number + 1))
    _win(cast, cast.project, monday)  # went through no stage
    assert refresh_medians()
    stage = Stage.objects.get(name="需求调研")
    assert HealthSettings.objects.get().medians[str(stage.pk)] == [30, 9]
    assert current_rules().rules.stage(2).own_deals == 0
    assert not refresh_medians()
    _win(cast, projects[0], monday + timedelta(weeks=1))
    assert refresh_medians()
    rule = current_rules().rules.stage(2)
    assert (rule.usual_days, rule.own_deals) == (28, 10)
    reopen_project(projects[0], by=cast.ling)
    refresh_medians()
    assert current_rules().rules.stage(2).usual_days == stage.usual_days


def _win(cast: Cast, project: object, on: date) -> None:
    outcome = ProjectOutcome(project=project, kind=OutcomeKind.WON, decided_on=on, reason="价值")
    end_project(outcome, by=cast.ling)
