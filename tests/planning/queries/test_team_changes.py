"""What moved in a team's projects since a day."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from django.db import connection
from django.test.utils import CaptureQueriesContext

from genjin.core import clock
from genjin.pipeline.models import OutcomeKind, Project, ProjectOutcome, Stage
from genjin.pipeline.operations.projects import add_project
from genjin.pipeline.queries.projects import visible_projects
from genjin.planning.operations.project_profile import edit_project
from genjin.planning.operations.stages import end_project, move_project_to_stage
from genjin.planning.queries.team_changes import TeamChange, team_changes
from tests.cast import Cast

SINCE = datetime(2035, 3, 5, tzinfo=UTC)


def changes(cast: Cast, limit: int = 20) -> list[TeamChange]:
    return team_changes(visible_projects(cast.max), SINCE, limit)[0]


def edit(cast: Cast, hours: int, project: Project | None = None, **values: object) -> None:
    with clock.stopped_at(SINCE + timedelta(hours=hours)):
        edit_project(project or cast.project, values, seen={}, by=cast.ling)


def test_a_field_changed_twice_is_told_once_from_first_to_last(cast: Cast) -> None:
    edit(cast, -9, amount=Decimal(100), close_on=date(2035, 1, 1))
    edit(cast, 1, amount=Decimal(200))
    edit(cast, 2, amount=Decimal(300), background="扩产")
    (change,) = changes(cast)
    assert (change.what, change.old, change.new, change.by) == ("amount", "100", "300", cast.ling)


def test_what_came_back_to_where_it_was_did_not_move(cast: Cast) -> None:
    for hours, day in [(-1, 1), (1, 2), (2, 1)]:
        edit(cast, hours, close_on=date(2035, 6, day))
    assert changes(cast) == []


def test_stage_and_outcome_are_told_latest_first_and_then_what_is_new(cast: Cast) -> None:
    stage = Stage.objects.order_by("position").first()
    assert stage is not None
    with clock.stopped_at(SINCE + timedelta(hours=1)):
        move_project_to_stage(cast.project, stage, by=cast.ling)
    with clock.stopped_at(SINCE + timedelta(hours=2)):
        lost = ProjectOutcome(project=cast.project, kind=OutcomeKind.LOST, decided_on=SINCE.date(), reason="价格")
        end_project(lost, by=cast.ling)
    with clock.stopped_at(SINCE + timedelta(hours=3)):
        add_project(customer=cast.customer, name="三期", by=cast.ling)
    found = changes(cast)
    assert [change.what for change in found] == ["outcome", "stage", "new"]
    assert str(found[1].new) == stage.name
    assert team_changes(visible_projects(cast.max), SINCE, 2) == (found[:2], len(found))


def test_outsider_is_told_nothing(cast: Cast) -> None:
    edit(cast, 1, amount=Decimal(200))
    assert team_changes(visible_projects(cast.wei), SINCE, 9) == ([], 0)


def test_as_many_queries_for_three_projects_as_for_one(cast: Cast) -> None:
    counts = []
    for more in (0, 2):
        for number in range(more):
            edit(cast, 1, add_project(customer=cast.customer, name=f"{number} 期", by=cast.ling), amount=Decimal(9))
        edit(cast, 2 + more, amount=Decimal(200 + more))
        with CaptureQueriesContext(connection) as queries:
            assert len(changes(cast)) == 1 + more
        counts.append(len(queries))
    assert counts[0] == counts[1]
