"""What is on the screen, for how long, and in which order."""

from datetime import timedelta

import pytest

from genjin.activity.models import ActivityEvent
from genjin.core import clock
from genjin.core.errors import NotAllowed, RuleBroken, WrongState
from genjin.meetings.models import AgendaItem, Meeting
from genjin.meetings.operations.meetings import end_meeting
from genjin.meetings.operations.screens import move_item, turn_to
from tests.cast import Cast
from tests.meetings.holding import MONDAY, held, item_of, monday, more_projects  # noqa: F401

pytestmark = pytest.mark.usefixtures("monday")


def names(meeting: Meeting) -> list[str]:
    items = AgendaItem.objects.filter(meeting=meeting).select_related("project").order_by("position")
    return [item.project.name for item in items]


def test_time_is_kept_when_the_screen_is_left(cast: Cast) -> None:
    more_projects(cast, "WMS")
    meeting = held(cast)
    one, two = meeting.agenda.order_by("position")
    for minutes, item in ((0, one), (3, two), (5, one), (6, None), (60, one), (200, two)):
        with clock.stopped_at(MONDAY + timedelta(minutes=minutes)):
            turn_to(meeting, item, by=cast.ling)
    one.refresh_from_db()
    two.refresh_from_db()
    assert (one.seconds, two.seconds) == ((3 + 1 + 60) * 60, 120)  # left standing for hours: an hour counts
    meeting.refresh_from_db()
    assert (meeting.showing, meeting.version) == (two, 7)
    assert not ActivityEvent.objects.filter(kind__startswith="meeting.turned").exists()


def test_turning_to_the_same_screen_again_changes_nothing(cast: Cast) -> None:
    meeting = held(cast)
    turn_to(meeting, item_of(meeting), by=cast.ling)
    with clock.stopped_at(MONDAY + timedelta(minutes=1)):
        again = turn_to(meeting, item_of(meeting), by=cast.ling)
    assert (again.version, again.showing_since) == (2, MONDAY)


def test_turning_refuses_another_meetings_project_others_and_a_meeting_that_ended(cast: Cast) -> None:
    meeting, other = held(cast, present=[cast.bo]), held(cast)
    with pytest.raises(RuleBroken):
        turn_to(meeting, item_of(other), by=cast.ling)
    with pytest.raises(NotAllowed):
        turn_to(meeting, item_of(meeting), by=cast.bo)
    end_meeting(meeting, by=cast.ling)
    with pytest.raises(WrongState):
        turn_to(meeting, item_of(meeting), by=cast.ling)


@pytest.mark.parametrize(("place", "expected"), [(1, "CABD"), (2, "ACBD"), (3, "ABCD"), (4, "ABDC")])
def test_project_goes_to_another_place(cast: Cast, place: int, expected: str) -> None:
    more_projects(cast, "A", "B", "C")
    meeting = held(cast)
    items = list(meeting.agenda.order_by("position"))
    letters = {item.project_id: letter for item, letter in zip(items, "ABCD", strict=True)}
    move_item(items[2], place, by=cast.ling)
    assert "".join(letters[item.project_id] for item in meeting.agenda.order_by("position")) == expected
    assert ActivityEvent.objects.filter(kind="meeting.reordered", by=cast.ling).count() == 1


def test_moving_refuses_no_place_others_and_a_meeting_that_ended(cast: Cast) -> None:
    meeting = held(cast, present=[cast.bo])
    item = item_of(meeting)
    for place in (0, 2, -1):
        with pytest.raises(RuleBroken):
            move_item(item, place, by=cast.ling)
    with pytest.raises(NotAllowed):
        move_item(item, 1, by=cast.bo)
    end_meeting(meeting, by=cast.ling)
    with pytest.raises(WrongState):
        move_item(item, 1, by=cast.ling)
