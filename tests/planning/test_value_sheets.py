"""Return and total cost, and weighted criteria, reckoned by hand once and checked."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from genjin.planning.value_sheets import (
    INPUTS,
    Criterion,
    Input,
    Source,
    read_criteria,
    read_inputs,
    reckon_return,
    reckon_scores,
    weakest,
)


def given_inputs(source: Source = Source.CUSTOMER, **values: str) -> list[Input]:
    return [Input(key, Decimal(value), source) for key, value in values.items()]


SHEET = given_inputs(
    hours_saved="2000",
    hourly_rate="100",
    loss_avoided="300000",
    revenue_gained="1000000",
    margin="20",
    one_off_cost="900000",
    yearly_cost="100000",
    discount_rate="10",
)


def test_benefit_cost_payback_and_net_present_value() -> None:
    result = reckon_return(SHEET)
    assert result.annual_benefit == 700_000  # 200,000 labour + 300,000 loss + 200,000 margin
    assert result.total_cost == 1_200_000
    assert result.payback_months == 18  # 900,000 of 600,000 a year
    assert result.delay_cost_a_month == 50_000
    # 600,000 / 1.1 + 600,000 / 1.21 + 600,000 / 1.331 - 900,000
    assert round(result.net_present_value, 2) == Decimal("592111.19")
    assert not result.is_unconfirmed


def test_what_never_pays_has_no_payback_and_no_cost_of_delay() -> None:
    result = reckon_return(given_inputs(one_off_cost="100", yearly_cost="10", loss_avoided="10"))
    assert (result.payback_months, result.delay_cost_a_month) == (None, 0)
    assert result.net_present_value == -100


def test_more_than_half_of_the_inputs_from_others_leave_it_unconfirmed() -> None:
    ours = given_inputs(Source.OURS, loss_avoided="1")
    theirs = given_inputs(one_off_cost="1")
    assert not reckon_return([*ours, *theirs]).is_unconfirmed
    assert reckon_return([*ours, *theirs, *given_inputs(Source.INDUSTRY, margin="1")]).is_unconfirmed
    assert not reckon_return([]).is_unconfirmed


def test_the_two_weakest_inputs_are_swayed_worst_founded_first() -> None:
    inputs = [
        *given_inputs(Source.CUSTOMER, loss_avoided="900000", one_off_cost="500000"),
        *given_inputs(Source.INDUSTRY, hours_saved="100", hourly_rate="100"),
        *given_inputs(Source.OURS, margin="0", yearly_cost="1000"),
    ]
    assert [entry.key for entry in weakest(inputs)] == ["yearly_cost", "hours_saved"]
    cost, hours = reckon_return(inputs).sensitivities
    assert cost.lower > cost.higher  # a higher cost is worth less
    assert hours.lower < hours.higher


def test_stored_lines_are_read_generously_and_never_break() -> None:
    lines: list[object] = [
        {"key": "loss_avoided", "value": "12", "source": "customer", "note": "纪要"},
        {"key": "loss_avoided", "value": 13, "source": "hearsay"},
        {"key": "wish", "value": "1"},
        {"key": "margin", "value": "much"},
        {"key": "hours_saved", "value": "NaN"},
        None,
        7,
    ]
    assert read_inputs(lines) == [Input("loss_avoided", Decimal(13), Source.OURS, "")]


@given(st.lists(st.dictionaries(st.sampled_from(["key", "value", "source"]), st.text(max_size=5) | st.integers())))
def test_any_lines_give_a_result(lines: list[object]) -> None:
    reckon_return(read_inputs(lines))
    reckon_scores(read_criteria(lines))


@given(st.lists(st.sampled_from(sorted(INPUTS)), unique=True), st.integers(1, 10**6))
def test_more_benefit_is_never_worth_less(keys: list[str], more: int) -> None:
    inputs = [Input(key, Decimal(100), Source.OURS) for key in keys if key != "loss_avoided"]
    little, much = (
        reckon_return([*inputs, Input("loss_avoided", Decimal(value), Source.OURS)]).net_present_value
        for value in (100, 100 + more)
    )
    assert much > little


def criterion(name: str, weight: int, ours: int | None, rival: int | None, evidence: int = 2) -> Criterion:
    ends = [None if score is None else Decimal(score) for score in (ours, rival)]
    return Criterion(name, Decimal(weight), ends[0], ends[1], evidence)


def test_totals_are_weighted_means_and_gaps_come_widest_first() -> None:
    lines = [criterion("性能", 50, 8, 6), criterion("开放性", 30, 5, 7), criterion("案例", 20, 4, 9, evidence=0)]
    scores = reckon_scores(lines)
    assert (scores.ours, scores.rival) == (Decimal("6.3"), Decimal("6.9"))
    assert [line.name for line in scores.gaps] == ["案例", "开放性"]
    assert scores.unfounded == 1


def test_what_nobody_scored_counts_for_nothing() -> None:
    scores = reckon_scores([criterion("性能", 50, 8, None), criterion("开放性", 30, None, None)])
    assert (scores.ours, scores.rival, scores.gaps) == (8, None, [])
    assert reckon_scores([]).ours is None
    assert reckon_scores([criterion("x", 0, 8, 8)]).ours is None


def test_criteria_are_read_within_their_bounds() -> None:
    lines: list[object] = [
        {"criterion": " 性能 ", "weight": "-3", "ours": "99", "rival": "", "evidence": "9"},
        {"criterion": "案例"},
        {"criterion": " "},
        "x",
    ]
    assert read_criteria(lines) == [
        Criterion("性能", Decimal(0), Decimal(10), None, 3),
        Criterion("案例", Decimal(1), None, None),
    ]
