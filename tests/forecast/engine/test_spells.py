from tests.forecast.histories import past, spells


def test_spells_follow_the_stages_in_order_of_time() -> None:
    known = past(
        """
        D1 2026-01-05 stage B -
        D1 2026-01-01 stage A -
        D1 2026-01-09 won - -
        D2 2026-01-03 stage A -
        """,
        "2026-01-11",
    )
    assert spells(known) == [
        ("D1", "A", -10.0, -6.0, "B"),
        ("D1", "B", -6.0, -2.0, "won"),
        ("D2", "A", -8.0, 0.0, "open"),
    ]
    assert known.is_closed.tolist() == [True, False]
    assert known.won.tolist() == [True, False]


def test_same_stage_twice_is_one_spell() -> None:
    known = past("D1 2026-01-01 stage A -\nD1 2026-01-04 stage A -\nD1 2026-01-06 lost - -", "2026-01-11")
    assert spells(known) == [("D1", "A", -10.0, -5.0, "lost")]


def test_deal_may_go_back_to_an_earlier_stage() -> None:
    known = past("D1 2026-01-01 stage B -\nD1 2026-01-04 stage A -\nD1 2026-01-06 stage B -", "2026-01-11")
    assert [spell[1:] for spell in spells(known)] == [
        ("B", -10.0, -7.0, "A"),
        ("A", -7.0, -5.0, "B"),
        ("B", -5.0, 0.0, "open"),
    ]


def test_lost_deal_is_reopened_by_a_stage() -> None:
    known = past("D1 2026-01-01 stage A -\nD1 2026-01-04 lost - -\nD1 2026-01-06 stage B -", "2026-01-11")
    # the days between are nobody's exposure
    assert spells(known) == [("D1", "A", -10.0, -7.0, "B"), ("D1", "B", -5.0, 0.0, "open")]
    assert not known.is_closed[0]


def test_won_deal_is_not_reopened_by_a_stage_of_delivery() -> None:
    known = past("D1 2026-01-01 stage A -\nD1 2026-01-04 won - -\nD1 2026-01-06 stage C -", "2026-01-11")
    assert spells(known) == [("D1", "A", -10.0, -7.0, "won")]
    assert known.closed.tolist() == [-7.0]


def test_last_outcome_holds() -> None:
    known = past("D1 2026-01-01 stage A -\nD1 2026-01-04 lost - -\nD1 2026-01-06 won - -", "2026-01-11")
    assert known.won.tolist() == [True]
    assert known.closed.tolist() == [-5.0]
    cancelled = past("D1 2026-01-01 stage A -\nD1 2026-01-04 won - -\nD1 2026-01-06 lost - -", "2026-01-11")
    assert cancelled.won.tolist() == [False]


def test_deal_without_stage_has_a_spell_without_one() -> None:
    known = past("D1 2026-01-01 activity - -\nD1 2026-01-06 won - -\nD2 2026-01-02 amount 5 -", "2026-01-11")
    assert spells(known) == [("D1", "", -10.0, -5.0, "won"), ("D2", "", -9.0, 0.0, "open")]


def test_time_before_the_first_stage_is_a_spell() -> None:
    known = past("D1 2026-01-01 activity - -\nD1 2026-01-06 stage A -", "2026-01-11")
    assert spells(known) == [("D1", "", -10.0, -5.0, "A"), ("D1", "A", -5.0, 0.0, "open")]


def test_events_of_one_moment_happen_in_their_natural_order() -> None:
    known = past("D1 2026-01-01 won - -\nD1 2026-01-01 stage B -\nD1 2026-01-01 stage A -", "2026-01-11")
    assert [(spell[1], spell[4]) for spell in spells(known)] == [("A", "B"), ("B", "won")]


def test_row_at_the_moment_itself_is_known_and_later_ones_are_not() -> None:
    text = "D1 2026-01-01 stage A -\nD1 2026-01-11 stage B -\nD1 2026-01-11T00:00:01 won - -"
    assert [(spell[1], spell[4]) for spell in spells(past(text, "2026-01-11"))] == [("A", "B"), ("B", "open")]


def test_nothing_known_is_no_spells() -> None:
    known = past("D1 2026-01-01 stage A -", "2025-12-31")
    assert spells(known) == []
    assert known.cycle > 0


def test_order_of_stages_is_learnt_where_it_is_not_given() -> None:
    text = """
    D1 2026-01-01 stage Qualify -
    D1 2026-01-04 stage Propose -
    D1 2026-01-05 stage Close -
    D2 2026-01-01 stage Qualify -
    D2 2026-01-05 stage Close -
    D3 2026-01-01 stage Propose -
    D3 2026-01-09 stage Close -
    """
    assert past(text, "2026-02-01", order="").stages == ("", "Qualify", "Propose", "Close")
    # learnt from what was known then
    assert past(text, "2026-01-02", order="").stages == ("", "Propose", "Qualify")
