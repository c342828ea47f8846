"""Starting, ending, opening again, notes, who is present, deleting."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from genjin.activity.models import ActivityEvent
from genjin.core import clock
from genjin.core.errors import DomainError, NotAllowed, RuleBroken, StaleEdit, WrongState
from genjin.meetings.models import AgendaItem, Meeting, MeetingScope
from genjin.meetings.operations.meetings import (
    delete_meeting,
    end_meeting,
    name_people_present,
    reopen_meeting,
    restore_meeting,
    start_meeting,
    write_notes,
)
from genjin.meetings.operations.screens import turn_to
from genjin.meetings.queries.meetings import deleted_meetings, meeting_list, visible_meetings
from genjin.meetings.queries.scopes import Scope
from genjin.people.models import Department, User
from genjin.pipeline.models import OutcomeKind, Project, ProjectOutcome
from genjin.planning.operations.stages import end_project
from tests.cast import Cast
from tests.meetings.holding import LAST_MONDAY, MINE, MONDAY, held, item_of, monday, more_projects  # noqa: F401

pytestmark = pytest.mark.usefixtures("monday")


def kinds() -> list[str]:
    return list(ActivityEvent.objects.filter(target_type="meeting").order_by("pk").values_list("kind", flat=True))


def test_meeting_is_a_record_with_its_agenda(cast: Cast) -> None:
    more_projects(cast, "WMS", "APS")
    meeting = held(cast, present=[cast.bo], minutes_each=6)
    assert (meeting.chair, meeting.is_running, meeting.minutes_each) == (cast.ling, True, 6)
    assert set(meeting.present.all()) == {cast.ling, cast.bo}
    assert meeting.title == "凌薇"
    assert meeting.changes_since == MONDAY - timedelta(days=7)
    assert [item.position for item in meeting.agenda.all()] == [1, 2, 3]
    assert kinds() == ["meeting.started"]


def test_changes_count_from_the_last_meeting_about_the_same(cast: Cast) -> None:
    with clock.stopped_at(LAST_MONDAY - timedelta(days=3)):
        first = held(cast)
    other = held(cast, Scope(MeetingScope.CUSTOMER, customer=cast.customer))
    assert other.previous is None
    again = held(cast)
    assert (again.previous, again.changes_since) == (first, first.started_at)
    delete_meeting(again, by=cast.ling)
    assert held(cast).previous == first


@pytest.mark.parametrize(
    ("scope", "names"),
    [
        (lambda _cast, _other: MINE, {"MES 二期"}),
        (lambda cast, _other: Scope(MeetingScope.CUSTOMER, customer=cast.customer), {"MES 二期", "WMS"}),
        (lambda _cast, other: Scope(MeetingScope.CHOSEN, projects=[other.pk]), {"WMS"}),
        (
            lambda _cast, _other: Scope(MeetingScope.DEPARTMENT, department=Department.objects.get(name="大客户部")),
            {"MES 二期", "WMS"},
        ),
    ],
)
def test_scope_chooses_among_what_the_chair_sees(
    cast: Cast, scope: Callable[[Cast, Project], Scope], names: set[str]
) -> None:
    max_own, wei_own = (more_projects(cast, name, owner=who)[0] for name, who in (("WMS", cast.max), ("OA", cast.wei)))
    chair = cast.max if scope(cast, max_own) != MINE else cast.ling
    meeting = held(cast, scope(cast, max_own), by=chair)
    assert {item.project.name for item in meeting.agenda.all()} == names
    with pytest.raises(RuleBroken):
        held(cast, Scope(MeetingScope.CHOSEN, projects=[wei_own.pk]), by=chair)


def test_ended_project_is_talked_about_once_more(cast: Cast) -> None:
    won = more_projects(cast, "WMS")[0]
    outcome = ProjectOutcome(project=won, kind=OutcomeKind.WON, decided_on=clock.today(), reason="三年总成本最低")
    with clock.stopped_at(LAST_MONDAY + timedelta(days=1)):
        end_project(outcome, by=cast.ling)
    with clock.stopped_at(LAST_MONDAY + timedelta(days=2)):
        assert "won" in {reason["code"] for reason in item_of(held(cast), won).reasons}
    assert won.pk not in {item.project_id for item in held(cast).agenda.all()}


@pytest.mark.parametrize("minutes", [0, -1, 121])
def test_start_refuses_minutes_that_nobody_plans(cast: Cast, minutes: int) -> None:
    with pytest.raises(RuleBroken) as refusal:
        held(cast, minutes_each=minutes)
    assert refusal.value.field == "minutes_each"


def test_start_refuses_where_there_is_nothing_to_talk_about_and_a_guest(cast: Cast) -> None:
    with pytest.raises(RuleBroken) as refusal:
        held(cast, by=cast.wei)
    assert refusal.value.field == "scope"
    with pytest.raises(NotAllowed):
        start_meeting(MINE, by=cast.ada)
    assert not Meeting.objects.exists()


def test_seen_by_those_who_were_there_and_the_managers_above(cast: Cast) -> None:
    meeting = held(cast, present=[cast.ada])
    for person, sees in ((cast.ling, 1), (cast.ada, 1), (cast.max, 1), (cast.root, 1), (cast.bo, 0), (cast.wei, 0)):
        assert visible_meetings(person).filter(pk=meeting.pk).count() == sees, person


def test_ending_keeps_the_time_and_opening_again_lets_it_go_on(cast: Cast) -> None:
    meeting = held(cast)
    turn_to(meeting, item_of(meeting), by=cast.ling)
    with clock.stopped_at(MONDAY + timedelta(minutes=4)):
        ended = end_meeting(meeting, by=cast.ling)
    assert (ended.ended_at, ended.showing) == (MONDAY + timedelta(minutes=4), None)
    assert item_of(meeting).seconds == 240
    with pytest.raises(WrongState):
        end_meeting(meeting, by=cast.ling)
    assert reopen_meeting(meeting, by=cast.ling).is_running
    with pytest.raises(WrongState):
        reopen_meeting(meeting, by=cast.ling)
    assert kinds() == ["meeting.started", "meeting.ended", "meeting.reopened"]


def test_deleting_hides_it_and_is_taken_back(cast: Cast) -> None:
    meeting = held(cast)
    delete_meeting(meeting, by=cast.ling)
    delete_meeting(meeting, by=cast.ling)
    assert (list(visible_meetings(cast.ling)), list(deleted_meetings(cast.ling))) == ([], [meeting])
    restore_meeting(meeting, by=cast.ling)
    restore_meeting(meeting, by=cast.ling)
    assert list(visible_meetings(cast.ling)) == [meeting]
    assert kinds() == ["meeting.started", "meeting.deleted", "meeting.restored"]


DRIVING: list[Callable[[Meeting, User], object]] = [
    lambda meeting, by: end_meeting(meeting, by=by),
    lambda meeting, by: reopen_meeting(meeting, by=by),
    lambda meeting, by: delete_meeting(meeting, by=by),
    lambda meeting, by: restore_meeting(meeting, by=by),
    lambda meeting, by: name_people_present(meeting, [], by=by),
    lambda meeting, by: turn_to(meeting, None, by=by),
]


@pytest.mark.parametrize("drive", DRIVING)
def test_only_the_chair_drives(cast: Cast, drive: Callable[[Meeting, User], object]) -> None:
    meeting = held(cast, present=[cast.bo, cast.ada])
    for person in (cast.bo, cast.ada, cast.max, cast.root, cast.wei):
        with pytest.raises(NotAllowed):
            drive(meeting, person)
    assert kinds() == ["meeting.started"]


def test_administrator_takes_the_place_of_a_chair_who_is_gone(cast: Cast) -> None:
    meeting = held(cast, present=[cast.bo])
    User.objects.filter(pk=cast.ling.pk).update(is_active=False)
    meeting = Meeting.objects.select_related("chair").get()
    with pytest.raises(NotAllowed):
        end_meeting(meeting, by=cast.bo)
    assert not end_meeting(meeting, by=cast.root).is_running


def test_notes_of_two_people_never_overwrite_each_other(cast: Cast) -> None:
    meeting = held(cast, present=[cast.bo, cast.ada])
    write_notes(meeting, "下周三停电\r\n会议改到二楼", seen="", by=cast.bo)
    assert Meeting.objects.get().notes == "下周三停电\n会议改到二楼"
    with pytest.raises(StaleEdit) as refusal:
        write_notes(meeting, "另一份", seen="", by=cast.ling)
    assert refusal.value.theirs == {"notes": "下周三停电\n会议改到二楼"}
    write_notes(meeting, "", seen="下周三停电\r\n会议改到二楼", by=cast.ling)
    assert Meeting.objects.get().notes == ""
    refused: list[tuple[User, str, type[DomainError]]] = [
        (cast.ada, "x", NotAllowed), (cast.max, "x", NotAllowed), (cast.ling, "x" * 20_001, RuleBroken),
    ]  # fmt: skip
    for person, words, error in refused:
        with pytest.raises(error):
            write_notes(meeting, words, seen="", by=person)
    assert kinds() == ["meeting.started", "meeting.noted", "meeting.noted"]


def test_chair_stays_present(cast: Cast) -> None:
    meeting = name_people_present(held(cast, present=[cast.bo]), [cast.max], by=cast.ling)
    assert set(meeting.present.all()) == {cast.ling, cast.max}
    assert kinds()[-1] == "meeting.attended"


def test_list_goes_on_after_a_page(cast: Cast) -> None:
    for days in range(5):
        with clock.stopped_at(MONDAY + timedelta(days=days)):
            held(cast)
    first = meeting_list(cast.max, size=3)
    rest = meeting_list(cast.max, after=first.following, size=3)
    days = [line.meeting.started_at for line in (*first.lines, *rest.lines)]
    assert days == sorted(days, reverse=True)
    assert (len(days), rest.following, first.lines[0].projects) == (5, "", 1)
    assert meeting_list(cast.wei).lines == []


def test_agenda_keeps_how_the_plan_stood(cast: Cast) -> None:
    item = AgendaItem.objects.get(meeting=held(cast))
    assert item.score is not None
    assert item.band in {"red", "amber", "green"}
