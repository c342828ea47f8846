"""What facts about a budget come to."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from genjin.pipeline.models import BudgetFact
from genjin.pipeline.rules import budget_standing, observed_on

TODAY = date(2026, 3, 20)


def fact(pk: int, day: int, who: str, low: int | None, high: int | None = None) -> BudgetFact:
    ends = [None if end is None else Decimal(end) for end in (low, high)]
    return BudgetFact(
        pk=pk,
        low=ends[0],
        high=ends[1],
        said_by=who,
        observed_on=date(2026, 3, day),
        created_at=datetime(2026, 3, day, tzinfo=UTC),
    )


def test_without_facts_nothing_is_known() -> None:
    assert budget_standing([], TODAY) is None


def test_the_latest_word_counts_whatever_the_order() -> None:
    standing = budget_standing([fact(1, 10, "刘总", 150, 200), fact(2, 1, "刘总", 200)], TODAY)
    assert standing is not None
    assert (standing.latest.pk, [other.pk for other in standing.history]) == (1, [2])


def test_words_of_two_people_that_differ_stand_side_by_side() -> None:
    standing = budget_standing([fact(1, 10, "刘总", 150), fact(2, 12, "赵总", 300)], TODAY)
    assert standing is not None
    assert (standing.latest.pk, [other.pk for other in standing.disagreeing]) == (2, [1])


def test_a_later_word_takes_the_place_of_the_same_persons_earlier_one() -> None:
    facts = [fact(1, 1, "刘总", 300), fact(2, 10, "刘总", 150), fact(3, 12, "赵总", 150)]
    standing = budget_standing(facts, TODAY)
    assert standing is not None
    assert standing.disagreeing == []


def test_an_old_word_contradicts_nobody_and_is_marked_as_out_of_date() -> None:
    old, new = fact(1, 1, "刘总", 300), fact(2, 20, "赵总", 150)
    old.observed_on = date(2026, 1, 1)
    standing = budget_standing([old, new], TODAY)
    assert standing is not None
    assert (standing.disagreeing, standing.is_expired) == ([], False)
    alone = budget_standing([old], TODAY)
    assert alone is not None
    assert alone.is_expired


def test_trend_compares_the_upper_ends_of_the_last_two() -> None:
    def trend(*facts: BudgetFact) -> str:
        standing = budget_standing(facts, TODAY)
        assert standing is not None
        return standing.trend

    assert trend(fact(1, 1, "刘总", 200), fact(2, 10, "刘总", 100, 150)) == "down"
    assert trend(fact(1, 1, "刘总", 100, 150), fact(2, 10, "刘总", 200)) == "up"
    assert trend(fact(1, 1, "刘总", 100, 150), fact(2, 10, "刘总", 120, 150)) == ""
    assert trend(fact(1, 1, "刘总", None), fact(2, 10, "刘总", 120)) == ""


@pytest.mark.parametrize(
    ("low", "high", "name"),
    [
        (Decimal("1500000.00"), Decimal(2000000), "1,500,000–2,000,000"),
        (Decimal(1500000), Decimal("1500000.00"), "1,500,000"),
        (None, Decimal("80.50"), "80.5"),
    ],
)
def test_a_budget_is_named_by_its_ends(low: Decimal | None, high: Decimal | None, name: str) -> None:
    assert str(BudgetFact(low=low, high=high)) == name


def test_a_budget_without_amounts_is_named_by_its_state() -> None:
    assert str(BudgetFact(state="frozen")) in {"Frozen", "冻结", "已冻结"}


def test_a_fact_without_a_day_counts_from_the_day_it_was_written_down_here() -> None:
    late = fact(1, 19, "刘总", 150)
    late.observed_on, late.created_at = None, datetime(2026, 3, 19, 17, tzinfo=UTC)
    assert observed_on(late) == date(2026, 3, 20)
