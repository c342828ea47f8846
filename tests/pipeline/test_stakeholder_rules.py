"""The worked examples of DOMAIN §4, and the corners of each rule. No database: rows in memory."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genjin.pipeline.models import AttitudeFact, Evidence, Influence, Stakeholder, StakeholderRole
from genjin.pipeline.stakeholder_rules import (
    Manner,
    MapLight,
    Standing,
    Touch,
    confidence,
    contact_depth,
    coverage,
    days_since_two_way,
    is_outdated,
    latest_fact,
    map_light,
    observed_on,
    strength,
    strength_score,
    support,
)

TODAY = date(2026, 3, 20)


def day(ago: int) -> date:
    return TODAY - timedelta(days=ago)


def fact(attitude: int, evidence: int = Evidence.WRITTEN, ago: int = 3, pk: int = 1) -> AttitudeFact:
    return AttitudeFact(pk=pk, attitude=attitude, evidence=evidence, observed_on=day(ago))


def touches(count: int, manner: Manner = Manner.MEETING, **more: object) -> list[Touch]:
    return [Touch(day(10), manner, **more) for _number in range(count)]  # type: ignore[arg-type]


def standing(
    role: str = "KI",
    influence: int = Influence.MEDIUM,
    attitude: AttitudeFact | None = None,
    contacts: list[Touch] | None = None,
    **more: object,
) -> Standing:
    return Standing(Stakeholder(role=role, influence=influence, **more), attitude, contacts or [])


def test_coverage_and_support_of_the_example() -> None:
    several = touches(3)
    people = [
        standing("KDM", 3, fact(0), touches(1)),
        standing("KDM", 3),
        standing("KI", 2, fact(2), touches(5)),
        standing("KI", 2, fact(-1), several),
        standing("KU", 1, fact(1), several),
    ]
    assert round(100 * (coverage(people) or 0)) == 46
    assert round(support(people, TODAY) or 0) == 14
    assert map_light(people, TODAY) == MapLight.RED


def test_of_nobody_nothing_is_said() -> None:
    assert coverage([]) is None
    assert support([], TODAY) is None
    assert map_light([], TODAY) == MapLight.RED


@pytest.mark.parametrize(
    ("role", "influence", "said", "light"),
    [
        ("KDM", 3, fact(1, Evidence.SAID), MapLight.GREEN),
        ("KDM", 1, fact(2, Evidence.WRITTEN, ago=45), MapLight.GREEN),
        ("KDM", 3, fact(1, ago=46), MapLight.YELLOW),
        ("KDM", 3, fact(2, Evidence.RELAYED), MapLight.YELLOW),
        ("KDM", 3, fact(0), MapLight.RED),
        ("KDM", 3, None, MapLight.RED),
        ("KI", 3, fact(1), MapLight.YELLOW),
        ("KI", 2, fact(2), MapLight.RED),
        ("KU", 3, fact(-2), MapLight.RED),
    ],
)
def test_light(role: str, influence: int, said: AttitudeFact | None, light: MapLight) -> None:
    assert map_light([standing(role, influence, said), standing()], TODAY) == light


def test_twenty_contacts_without_a_supporting_decider_are_not_green() -> None:
    people = [standing("KI", 3, fact(2)) for _number in range(19)] + [standing("KDM", 3, fact(0))]
    assert map_light(people, TODAY) == MapLight.YELLOW


def test_attitude_of_46_days_counts_half() -> None:
    assert not is_outdated(fact(1, ago=45), TODAY)
    assert is_outdated(fact(1, ago=46), TODAY)
    assert confidence(fact(1, Evidence.SAID, ago=45), TODAY) == 0.8
    assert confidence(fact(1, Evidence.SAID, ago=46), TODAY) == 0.4


def test_latest_observed_fact_counts_and_of_one_day_the_last_written() -> None:
    old, early, late = fact(-1, ago=9, pk=3), fact(1, ago=2, pk=1), fact(2, ago=2, pk=2)
    assert latest_fact([late, old, early]) == late
    undated = AttitudeFact(pk=9, attitude=0, created_at=datetime(2026, 3, 19, tzinfo=UTC))
    assert latest_fact([late, undated]) == undated
    assert latest_fact([]) is None


def test_strength_of_the_examples() -> None:
    points = 2 * 3 + 1.5 + 6 * 0.5
    assert strength_score(days=5, points=points, two_way_share=0.6, of_us=2, reached=1) == 86
    once = standing(contacts=[Touch(day(60), Manner.MEETING, colleagues=frozenset({1}))])
    assert strength(once, TODAY) == 42
    assert strength(standing(), TODAY) == 0


def test_strength_counts_what_happened_in_90_days() -> None:
    contacts = [Touch(day(ago), Manner.MEETING, colleagues=frozenset({ago})) for ago in (5, 6, 91)]
    contacts += [Touch(day(7), Manner.MESSAGE, is_two_way=False)]
    person = standing(relation=2, relation_goal=2, contacts=contacts)
    assert strength(person, TODAY) == strength_score(days=5, points=6.5, two_way_share=2 / 3, of_us=2, reached=1)


def test_silence_of_long_ago_leaves_little() -> None:
    assert strength(standing(contacts=[Touch(day(400), Manner.MEETING)]), TODAY) == 4


def test_messages_without_an_answer_are_no_contact() -> None:
    sent = touches(4, Manner.MESSAGE, is_two_way=False)
    assert contact_depth(sent) == 0
    assert days_since_two_way(sent, TODAY) is None
    assert strength(standing(contacts=sent), TODAY) == 0


@pytest.mark.parametrize(
    ("contacts", "depth"),
    [
        ([], 0),
        (touches(1), 0.34),
        (touches(4), 0.67),
        (touches(5), 1),
        (touches(9, Manner.CALL), 0.67),
        (touches(3, Manner.CALL) + touches(2), 1),
    ],
)
def test_depth(contacts: list[Touch], depth: float) -> None:
    assert contact_depth(contacts) == depth


def test_days_since_the_last_answer() -> None:
    contacts = [Touch(day(9), Manner.CALL), Touch(day(2), Manner.MESSAGE, is_two_way=False)]
    assert days_since_two_way(contacts, TODAY) == 9
    assert days_since_two_way([Touch(TODAY + timedelta(days=3), Manner.CALL)], TODAY) == 0


PEOPLE = st.lists(
    st.builds(
        standing,
        st.sampled_from(StakeholderRole.values),
        st.sampled_from(Influence.values),
        st.none() | st.builds(fact, st.integers(-2, 2), st.integers(0, 3), st.integers(0, 200)),
        st.lists(st.builds(Touch, st.integers(0, 300).map(day), st.sampled_from(Manner), st.booleans()), max_size=8),
    ),
    min_size=1,
    max_size=8,
)


@given(PEOPLE)
def test_figures_stay_in_their_bounds(people: list[Standing]) -> None:
    assert 0 <= (coverage(people) or 0) <= 1
    assert -100 <= (support(people, TODAY) or 0) <= 100
    assert all(0 <= strength(person, TODAY) <= 100 for person in people)


@given(PEOPLE)
def test_nobody_whose_attitude_is_unknown_changes_the_light(people: list[Standing]) -> None:
    known = [person for person in people if person.fact is not None]
    assert map_light(people, TODAY) == map_light(known, TODAY)


def test_an_attitude_without_a_day_counts_from_the_day_it_was_written_down_here() -> None:
    late = AttitudeFact(attitude=1, created_at=datetime(2026, 3, 19, 17, tzinfo=UTC))
    assert observed_on(late) == TODAY
