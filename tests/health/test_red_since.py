"""Since when a plan is red."""

from datetime import UTC, datetime, timedelta

from genjin.core import clock
from genjin.health.models import PlanHealth
from genjin.health.operations.refresh import refresh_health
from genjin.health.queries.plan_health import newly_red, red_plans
from genjin.pipeline.models import Project
from genjin.pipeline.queries.projects import visible_projects
from tests.cast import Cast

DAY = datetime(2035, 3, 8, 4, 0, tzinfo=UTC)
CLOSE = DAY.date() - timedelta(days=40)  # past: a red line


def reckoned(days: int) -> PlanHealth:
    with clock.stopped_at(DAY + timedelta(days=days)):
        refresh_health()
    return PlanHealth.objects.get()


def test_a_plan_stays_red_since_the_day_on_which_it_became_so(cast: Cast) -> None:
    assert reckoned(0).red_since is None
    Project.objects.update(close_on=CLOSE)
    red = reckoned(1)
    assert red.band == "red"
    assert red.red_since == (DAY + timedelta(days=1)).date()
    assert reckoned(9).red_since == red.red_since


def test_one_that_is_reckoned_for_the_first_time_is_red_since_its_alerts_are(cast: Cast) -> None:
    Project.objects.update(close_on=CLOSE, created_at=DAY - timedelta(days=90))
    health = reckoned(0)
    assert health.band == "red"
    assert health.red_since is not None
    assert health.red_since < DAY.date()


def test_one_that_is_no_longer_red_forgets_it(cast: Cast) -> None:
    Project.objects.update(close_on=CLOSE)
    reckoned(0)
    before = newly_red(visible_projects(cast.max), CLOSE)
    Project.objects.update(close_on=DAY.date() + timedelta(days=200))
    assert reckoned(1).red_since is None
    assert (before, newly_red(visible_projects(cast.max), CLOSE)) == (1, 0)


def test_red_plans_are_those_one_may_see_the_latest_first(cast: Cast) -> None:
    Project.objects.update(close_on=CLOSE)
    reckoned(0)
    (plan,), count = red_plans(visible_projects(cast.max), 5)
    assert (plan.project, count) == (cast.project, 1)
    assert plan.worst
    assert red_plans(visible_projects(cast.wei), 5) == ([], 0)
