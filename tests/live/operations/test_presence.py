"""Who is where: told to those who may see it, for as long as it is true."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from genjin.core import clock
from genjin.live.models import Presence
from genjin.live.operations.presence import KEPT, be_present, forget_absent, leave
from genjin.live.queries.presences import EDITING, LOOKING, PLAN, others_at, project_place
from genjin.people.models import User
from genjin.pipeline.operations.projects import add_project
from genjin.pipeline.operations.team import remove_team_member
from tests.cast import Cast

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 10, 2, tzinfo=UTC)


def names(user: User, place: str = PLAN) -> list[tuple[str, int | None, str]]:
    return [(entry.name, entry.row, entry.cell) for entry in others_at(user, place)]


def test_who_edits_a_row_is_seen_by_the_others(cast: Cast) -> None:
    row = cast.log(goal="预算")
    be_present(PLAN, project=None, row=row, cell="goal", by=cast.bo)
    assert names(cast.ling) == [("薄远", row.pk, "goal")]
    assert names(cast.max) == [("薄远", row.pk, "goal")]
    assert names(cast.bo) == []  # not oneself
    assert names(cast.wei) == []  # may not see the row


def test_going_on_to_another_cell_takes_the_place_of_the_first(cast: Cast) -> None:
    row = cast.log(goal="预算")
    be_present(PLAN, project=None, row=row, cell="goal", by=cast.bo)
    be_present(PLAN, project=None, row=row, cell="note", by=cast.bo)
    assert names(cast.ling) == [("薄远", row.pk, "note")]
    assert Presence.objects.count() == 1
    be_present(PLAN, project=None, by=cast.bo)
    assert names(cast.ling) == []


def test_editing_is_forgotten_after_a_while(cast: Cast) -> None:
    row = cast.log(goal="预算")
    with clock.stopped_at(NOW):
        be_present(PLAN, project=None, row=row, cell="goal", by=cast.bo)
    with clock.stopped_at(NOW + EDITING - timedelta(seconds=1)):
        assert names(cast.ling)
    with clock.stopped_at(NOW + EDITING):
        assert names(cast.ling) == []


def test_who_has_a_project_open_is_seen_there_for_longer(cast: Cast) -> None:
    place = project_place(cast.project.pk)
    with clock.stopped_at(NOW):
        be_present(place, project=cast.project, by=cast.ada)
    with clock.stopped_at(NOW + LOOKING - timedelta(seconds=1)):
        assert names(cast.ling, place) == [("Ada", None, "")]
        assert names(cast.ling) == []
        assert names(cast.wei, place) == []
    with clock.stopped_at(NOW + LOOKING):
        assert names(cast.ling, place) == []


def test_who_leaves_is_gone_at_once(cast: Cast) -> None:
    place = project_place(cast.project.pk)
    be_present(place, project=cast.project, by=cast.ada)
    leave(place, by=cast.bo)
    assert names(cast.ling, place)
    leave(place, by=cast.ada)
    assert names(cast.ling, place) == []


def test_who_is_taken_off_the_team_no_longer_sees_who_is_there(cast: Cast) -> None:
    row = cast.log(goal="预算")
    be_present(PLAN, project=None, row=row, cell="goal", by=cast.ling)
    assert names(cast.bo)
    remove_team_member(cast.project.team.get(user=cast.bo), by=cast.ling)
    assert names(cast.bo) == []


def test_yesterday_is_forgotten(cast: Cast) -> None:
    with clock.stopped_at(NOW):
        be_present(project_place(cast.project.pk), project=cast.project, by=cast.ada)
    with clock.stopped_at(NOW + KEPT):
        be_present(PLAN, project=None, row=cast.log(goal="预算"), by=cast.bo)
        assert not forget_absent()
    with clock.stopped_at(NOW + KEPT + timedelta(seconds=1)):
        assert forget_absent()
    assert [entry.user for entry in Presence.objects.all()] == [cast.bo]


def test_being_present_is_one_statement(cast: Cast) -> None:
    row = cast.log(goal="预算")
    for _again in range(2):
        with CaptureQueriesContext(connection) as captured:
            be_present(PLAN, project=None, row=row, cell="goal", by=cast.bo)
        writes = [entry for entry in captured if entry["sql"].startswith("INSERT")]
        assert len(writes) == 1
        assert len([entry for entry in captured if entry["sql"].split()[0] not in {"SAVEPOINT", "RELEASE"}]) == 1


@pytest.mark.parametrize("who", ["max", "bo", "root"])
def test_as_many_queries_for_three_people_as_for_one(cast: Cast, who: str) -> None:
    counted = []
    people = [cast.ling, cast.wei, cast.ada]
    for count in (1, 3):
        for number, person in enumerate(people[:count]):
            project = add_project(customer=cast.customer, name=f"项目 {number}", by=cast.ling)
            be_present(PLAN, project=None, row=cast.log(goal="预算", project=project), cell="goal", by=person)
        with CaptureQueriesContext(connection) as captured:
            others_at(getattr(cast, who), PLAN)
        counted.append(len(captured))
    assert counted[0] == counted[1]
    assert counted[0] <= 3 + (who == "max") * 2


def test_nobody_there_costs_one_query(cast: Cast) -> None:
    with CaptureQueriesContext(connection) as captured:
        assert others_at(cast.max, PLAN) == []
    assert len(captured) == 1
