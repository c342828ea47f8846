"""What tests of meetings need: a firm with a few projects, and a clock that stands still."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from genjin.core import clock
from genjin.meetings.models import AgendaItem, Meeting, MeetingScope
from genjin.meetings.operations.meetings import start_meeting
from genjin.meetings.queries.scopes import Scope
from genjin.people.models import User
from genjin.pipeline.models import Project
from genjin.pipeline.operations.projects import add_project
from tests.cast import Cast

MONDAY = datetime(2035, 3, 12, 1, 30, tzinfo=UTC)  # long after the cast was made
LAST_MONDAY = datetime(2035, 3, 5, 1, 30, tzinfo=UTC)
MINE = Scope(MeetingScope.MINE)


@pytest.fixture
def monday(cast: Cast) -> Iterator[datetime]:
    """Let it be Monday, 12 March 2035, 9:30 in Shanghai; the cast and its project are there since long ago."""
    with clock.stopped_at(MONDAY):
        yield MONDAY


def more_projects(cast: Cast, *names: str, owner: User | None = None) -> list[Project]:
    return [
        add_project(
            customer=cast.customer,
            name=name,
            by=owner or cast.ling,
            amount=Decimal(1_000_000 * number),
            close_on=date(2035, 6, 1),
        )
        for number, name in enumerate(names, 1)
    ]


def held(cast: Cast, scope: Scope = MINE, by: User | None = None, **kwargs: object) -> Meeting:
    return start_meeting(scope, by=by or cast.ling, **kwargs)  # type: ignore[arg-type]


def item_of(meeting: Meeting, project: Project | None = None) -> AgendaItem:
    items = AgendaItem.objects.filter(meeting=meeting).select_related("meeting__chair", "project__customer")
    return items.get(project=project) if project else items.order_by("position")[0]
