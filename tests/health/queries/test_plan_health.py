"""Plans in danger, and the list of projects by health: what a person may see, in order, in a few queries."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from genjin.activity.models import ActivityEvent
from genjin.core import clock
from genjin.health.models import HealthAlert, PlanHealth
from genjin.health.operations.refresh import refresh_health
from genjin.health.queries.plan_health import plans_in_danger
from genjin.health.queries.project_list import projects_by_health
from genjin.health.queries.stale_plans import plans_to_look_at
from genjin.people.models import User
from genjin.pipeline.models import Project
from genjin.pipeline.operations.projects import add_project
from genjin.pipeline.queries.projects import visible_projects
from genjin.planning.queries.project_list import ProjectFilter, read_project_filter
from tests.cast import Cast

WORST = ProjectFilter(order="health")


def standing(cast: Cast, name: str, score: int, *, close_on: date | None = date(2040, 1, 1)) -> Project:
    """A project that stands like that."""
    project = add_project(customer=cast.customer, name=name, by=cast.ling, close_on=close_on)
    refresh_health()
    band = "green" if score >= 75 else "amber" if score >= 50 else "red"
    PlanHealth.objects.filter(project=project).update(score=score, band=band)
    return project


def names(user: User, **values: int) -> list[str]:
    return [plan.project.name for plan in plans_in_danger(user, **values)]


def listed(cast: Cast, view: ProjectFilter, size: int = 50) -> list[str]:
    found, after = [], ""
    for _page in range(10):
        page = projects_by_health(cast.ling, view, clock.today(), after=after, size=size)
        found += [line.project.name for line in page.lines]
        after = page.following
        if not after:
            return found
    raise AssertionError("the list does not end")


def test_worst_first_and_those_without_a_day_before_all_others(cast: Cast) -> None:
    for name, score in (("好", 90), ("中", 60), ("差", 20)):
        standing(cast, name, score)
    standing(cast, "好而无日期", 95, close_on=None)
    standing(cast, "日期已过", 49, close_on=date(2020, 1, 1))
    Project.objects.filter(pk=cast.project.pk).update(deleted_at=clock.now())
    assert names(cast.ling) == ["日期已过", "好而无日期", "差", "中"]
    assert names(cast.ling, limit=2) == ["日期已过", "好而无日期"]


def test_nobody_sees_the_plans_of_others(cast: Cast) -> None:
    standing(cast, "差", 20)
    for who in ("max", "root"):
        assert "差" in names(getattr(cast, who))
    for who in ("bo", "ada", "wei"):  # Bo and Ada are on the team of the first project only
        assert "差" not in names(getattr(cast, who))


def test_as_many_queries_for_three_plans_as_for_one(cast: Cast) -> None:
    counts = []
    for name in ("一", "二", "三"):
        standing(cast, name, 20)
        with CaptureQueriesContext(connection) as queries:
            plans = plans_in_danger(cast.ling)
            assert all(str(plan.project.customer) and str(plan.project.owner) for plan in plans)
        counts.append(len(queries))
    assert len(set(counts)) == 1


@pytest.mark.parametrize("size", [1, 2, 50])
def test_list_by_health_goes_through_all_of_them_once(cast: Cast, size: int) -> None:
    for name, score in (("甲", 60), ("乙", 20), ("丙", 60), ("丁", 90)):
        standing(cast, name, score)
    PlanHealth.objects.filter(project=cast.project).delete()  # never reckoned: at the end
    assert listed(cast, WORST, size) == ["乙", "甲", "丙", "丁", "MES 二期"]


def test_list_of_a_band(cast: Cast) -> None:
    for name, score in (("甲", 60), ("乙", 20)):
        standing(cast, name, score)
    assert listed(cast, ProjectFilter(band="red", order="health")) == ["乙"]
    assert "甲" in listed(cast, ProjectFilter(band="amber"))
    assert "乙" not in listed(cast, ProjectFilter(band="amber"))


@pytest.mark.parametrize("after", ["x", "~", "1~", "-5~3", "1~2~3", "٣~٣"])
def test_a_damaged_cursor_begins_anew(cast: Cast, after: str) -> None:
    standing(cast, "乙", 20)
    lines = projects_by_health(cast.ling, WORST, clock.today(), after=after).lines
    assert next(line.project.name for line in lines) == "乙"


def test_address_and_filter_are_inverse() -> None:
    view = ProjectFilter(words="华东", band="red", order="health")
    assert read_project_filter(dict(pair.split("=") for pair in view.query().split("&")) | {"q": "华东"}) == view
    assert read_project_filter({"health": "blue", "order": "x"}) == ProjectFilter()
    assert not WORST.is_filtered


def test_reckoning_keeps_no_alert_of_a_check_that_found_nothing(cast: Cast) -> None:
    refresh_health()
    stale = HealthAlert.objects.create(
        project=cast.project, check_key="E9", severity=1, points=0, since=clock.today(), because=""
    )
    cast.log(goal="访谈")
    refresh_health()
    assert not HealthAlert.objects.filter(pk=stale.pk).exists()


def test_plans_that_changed_are_looked_at_and_the_others_of_yesterday_as_far_as_there_is_room(cast: Cast) -> None:
    others = {add_project(customer=cast.customer, name=str(number), by=cast.ling).pk for number in range(3)}
    ActivityEvent.objects.all().delete()
    refresh_health()
    cast.log(goal="访谈")
    today = clock.today()
    assert plans_to_look_at(visible_projects(cast.ling), today, 9) == {cast.project.pk}
    assert plans_to_look_at(visible_projects(cast.wei), today, 9) == set()
    PlanHealth.objects.filter(project__in=others).update(reckoned_on=date(2020, 1, 1))
    assert plans_to_look_at(visible_projects(cast.ling), today, 9) == {cast.project.pk, *others}
    assert len(plans_to_look_at(visible_projects(cast.ling), today, 2)) == 3
    PlanHealth.objects.filter(project__in=others).update(score=None)
    assert plans_to_look_at(visible_projects(cast.ling), today, 9) == {cast.project.pk}
