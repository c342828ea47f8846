"""Who of the customer's people stands where, from the rows of a plan."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from genjin.core import clock
from genjin.customers.models import Contact
from genjin.pipeline.models import LineKind, Stakeholder, StakeholderLine
from genjin.pipeline.operations.entries import add_entry, delete_entry
from genjin.pipeline.operations.stakeholders import Words, add_people, set_attitude
from genjin.pipeline.stakeholder_rules import Manner, MapLight
from genjin.planning.models import Channel, FollowUp
from genjin.planning.queries.people_map import PeopleMap, people_map
from genjin.planning.queries.project_plan import project_plan
from genjin.text.people_lines import read_people_lines
from tests.cast import Cast

TODAY = date(2026, 3, 20)


def people(cast: Cast, *names: str) -> list[Stakeholder]:
    return add_people(cast.project, read_people_lines("\n".join(names)), by=cast.ling)


def meet(cast: Cast, person: Stakeholder, channel: str, day: int = 10, feedback: str = "") -> FollowUp:
    row = cast.log(date=date(2026, 3, day), feedback=feedback)
    FollowUp.objects.filter(pk=row.pk).update(channel=channel)
    row.contacts.add(person.contact_id)
    return row


def mapped(cast: Cast) -> PeopleMap:
    return people_map(project_plan(cast.project), TODAY)


def test_person_has_attitude_contacts_and_strength(cast: Cast) -> None:
    liu, wang = people(cast, "刘总，采购总监，KDM", "王总工，技术部")
    set_attitude(liu, 1, Words("就用你们", observed_on=date(2026, 3, 10)), by=cast.ling)
    meet(cast, liu, Channel.VISIT)
    shown = mapped(cast)
    first, second = shown.people
    assert (first.stakeholder, first.fact and first.fact.attitude, first.days) == (liu, 1, 10)
    assert (first.strength > 0, first.is_outdated) == (True, False)
    assert (second.stakeholder, second.fact, second.days, second.strength) == (wang, None, None, 0)
    assert (shown.light, round(100 * (shown.coverage or 0)), shown.support) == (MapLight.GREEN, 17, 20)
    assert shown.person(wang.pk) == second
    assert shown.person(0) is None


@pytest.mark.parametrize(
    ("channel", "feedback", "manner", "is_two_way"),
    [
        (Channel.VISIT, "", Manner.MEETING, True),
        (Channel.VIDEO, "", Manner.MEETING, True),
        (Channel.PHONE, "", Manner.CALL, True),
        (Channel.IM, "", Manner.MESSAGE, False),
        (Channel.EMAIL, "收到，下周答复", Manner.MESSAGE, True),
        ("", "", Manner.MESSAGE, False),
        ("", "刘总同意", Manner.MESSAGE, True),
    ],
)
def test_channel_and_feedback_say_how_near_a_contact_was(
    cast: Cast, channel: str, feedback: str, manner: Manner, *, is_two_way: bool
) -> None:
    (liu,) = people(cast, "刘总")
    meet(cast, liu, channel, feedback=feedback)
    (touch,) = mapped(cast).people[0].touches
    assert (touch.manner, touch.is_two_way, touch.colleagues) == (manner, is_two_way, {cast.ling.pk})


def test_colleagues_named_count_and_later_days_do_not(cast: Cast) -> None:
    (liu,) = people(cast, "刘总")
    meet(cast, liu, Channel.VISIT).colleagues.set([cast.bo, cast.max])
    meet(cast, liu, Channel.VISIT, day=21)
    (touch,) = mapped(cast).people[0].touches
    assert touch.colleagues == {cast.bo.pk, cast.max.pk}


def test_lines_of_deleted_people_are_left_out(cast: Cast) -> None:
    liu, wang = people(cast, "刘总", "王总工")
    line = {"project": cast.project, "source": wang, "target": liu, "kind": LineKind.INFLUENCES}
    add_entry(StakeholderLine(**line), by=cast.ling)
    assert len(mapped(cast).lines) == 1
    delete_entry(wang, by=cast.ling)
    assert mapped(cast).lines == []


def test_map_as_it_stood(cast: Cast) -> None:
    start = datetime(2035, 3, 5, tzinfo=UTC)
    with clock.stopped_at(start):
        (liu,) = people(cast, "刘总，KDM")
        set_attitude(liu, 1, Words("好"), by=cast.ling)
    with clock.stopped_at(start + timedelta(days=9)):
        set_attitude(liu, -2, Words("不行"), by=cast.ling)
    then = people_map(project_plan(cast.project, at=start + timedelta(days=1)), start.date())
    assert (then.light, then.people[0].stakeholder.attitude) == (MapLight.GREEN, 1)


def test_map_of_nobody(cast: Cast) -> None:
    shown = mapped(cast)
    assert (shown.light, shown.coverage, shown.support, shown.people) == (MapLight.RED, None, None, [])


def test_map_asks_nothing_beyond_the_plan(cast: Cast) -> None:
    add_entry(Contact(customer=cast.customer, name="x"), by=cast.ling)
    plan = project_plan(cast.project)
    with CaptureQueriesContext(connection) as queries:
        people_map(plan, TODAY)
    assert len(queries) == 0
