"""Our team on a project, and what its events tell of an earlier day."""

from datetime import timedelta

import pytest

from genjin.activity.models import ActivityEvent
from genjin.core import clock
from genjin.core.errors import NotAllowed, RuleBroken, WrongState
from genjin.pipeline.models import Duty, TeamMember
from genjin.pipeline.operations.team import add_team_member, change_team_member, remove_team_member
from genjin.planning.queries.project_plan import project_plan
from tests.cast import Cast


def parts(cast: Cast, hours: int | None = None) -> dict[str, str]:
    at = None if hours is None else clock.now() + timedelta(hours=hours)
    return {str(member.user): member.duty for member in project_plan(cast.project, at=at).of(TeamMember)}


def test_a_colleague_is_added_and_told(cast: Cast) -> None:
    member = add_team_member(cast.project, cast.wei, by=cast.bo, duty=Duty.COMMERCIAL, duties="商务条款")
    assert (member.duty, member.duties) == (Duty.COMMERCIAL, "商务条款")
    event = ActivityEvent.objects.get(kind="team_member.added", target_id=member.pk)
    assert (event.by, event.project_id, event.detail["user"]) == (cast.bo, cast.project.pk, cast.wei.pk)


def test_who_is_on_the_team_already_gets_another_part(cast: Cast) -> None:
    add_team_member(cast.project, cast.bo, by=cast.ling, duty=Duty.DELIVERY)
    assert TeamMember.objects.filter(user=cast.bo).count() == 1
    event = ActivityEvent.objects.get(kind="team_member.changed")
    assert event.detail["changes"] == {"duty": ["technical", "delivery"]}


def test_changing_nothing_is_not_told(cast: Cast) -> None:
    change_team_member(TeamMember.objects.get(user=cast.bo), by=cast.ling, duty=Duty.TECHNICAL, duties="")
    assert not ActivityEvent.objects.filter(kind="team_member.changed").exists()


def test_earlier_days_show_the_team_of_the_day(cast: Cast) -> None:
    now, member = clock.now(), TeamMember.objects.get(user=cast.bo)
    with clock.stopped_at(now + timedelta(hours=1)):
        add_team_member(cast.project, cast.wei, by=cast.ling, duty=Duty.COMMERCIAL)
    with clock.stopped_at(now + timedelta(hours=3)):
        change_team_member(member, by=cast.ling, duty=Duty.DELIVERY, duties="驻场")
    with clock.stopped_at(now + timedelta(hours=5)):
        remove_team_member(member, by=cast.ling)
    with clock.stopped_at(now):
        assert parts(cast, 6) == {"Ada": "sponsor", "魏然": "commercial"}
        assert parts(cast, 4) == {"薄远": "delivery", "Ada": "sponsor", "魏然": "commercial"}
        assert parts(cast, 2) == {"薄远": "technical", "Ada": "sponsor", "魏然": "commercial"}
        assert parts(cast, 0) == {"薄远": "technical", "Ada": "sponsor"}


def test_wrong_people_and_parts_are_refused(cast: Cast) -> None:
    cast.wei.is_active = False
    with pytest.raises(RuleBroken):
        add_team_member(cast.project, cast.wei, by=cast.ling)
    with pytest.raises(RuleBroken):
        add_team_member(cast.project, cast.max, by=cast.ling, duties="x" * 301)


def test_a_colleague_who_was_taken_off_meanwhile_cannot_be_changed(cast: Cast) -> None:
    member = TeamMember.objects.get(user=cast.bo)
    remove_team_member(TeamMember.objects.get(user=cast.bo), by=cast.ling)
    with pytest.raises(WrongState):
        change_team_member(member, by=cast.ling, duty=Duty.LEAD, duties="")
    with pytest.raises(WrongState):
        remove_team_member(member, by=cast.ling)


@pytest.mark.parametrize("who", ["wei", "ada"])
def test_outsiders_and_guests_change_no_team(cast: Cast, who: str) -> None:
    person, member = getattr(cast, who), TeamMember.objects.get(user=cast.bo)
    for attempt in (
        lambda: add_team_member(cast.project, cast.wei, by=person),
        lambda: change_team_member(member, by=person, duty=Duty.LEAD, duties=""),
        lambda: remove_team_member(member, by=person),
    ):
        with pytest.raises(NotAllowed):
            attempt()
    assert TeamMember.objects.count() == 2
