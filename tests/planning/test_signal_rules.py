import pytest
from hypothesis import given
from hypothesis import strategies as st

from genjin.planning.models import SignalPolarity, SignalType
from genjin.planning.signal_kinds import KINDS
from genjin.planning.signal_rules import ENOUGH, MOST_ASKED, Decided, Lessons, counted, refused_words

BUDGET = ("budget", "-")


@pytest.mark.parametrize(
    ("confirmed", "dismissed", "asked"),
    [(0, 9, 0.0), (5, 5, 0.0), (6, 5, 0.0), (3, 7, 0.7), (4, 6, 0.6), (0, 10, MOST_ASKED), (1, 999, MOST_ASKED)],
)
def test_a_kind_has_to_be_as_sure_as_it_was_dismissed(confirmed: int, dismissed: int, asked: float) -> None:
    assert Decided(confirmed, dismissed).asked_score == pytest.approx(asked)


@given(st.integers(0, 500), st.integers(0, 500))
def test_more_dismissals_never_ask_for_less_and_never_for_certainty(confirmed: int, dismissed: int) -> None:
    now, then = Decided(confirmed, dismissed).asked_score, Decided(confirmed, dismissed + 1).asked_score
    assert 0 <= now <= then <= MOST_ASKED
    assert now == 0 or confirmed + dismissed >= ENOUGH


def test_refused_are_words_dismissed_and_never_confirmed() -> None:
    assert refused_words(
        [(BUDGET, "a", "dismissed"), (BUDGET, "b", "dismissed"), (BUDGET, "b", "confirmed"), (BUDGET, "c", "confirmed")]
    ) == {(BUDGET, "a")}


def test_lessons_let_pass_other_kinds_and_surer_findings() -> None:
    taught = Lessons({BUDGET: Decided(3, 7)}, frozenset({(BUDGET, "预算")}))
    assert not taught.lets_pass(BUDGET, "预算", 0.99)
    assert taught.lets_pass(("budget", "+"), "预算", 0.4)
    assert not taught.lets_pass(BUDGET, "砍预算", 0.69)
    assert taught.lets_pass(BUDGET, "砍预算", 0.7)


def test_counted_puts_groups_together() -> None:
    groups = [("budget", "-", "confirmed", 2), ("budget", "-", "dismissed", 3), ("price", "+", "new", 9)]
    assert counted(groups) == {BUDGET: Decided(2, 3)}


def test_every_kind_is_told_once_and_the_worst_stand_first() -> None:
    assert set(KINDS) == {(kind, polarity) for kind in SignalType.values for polarity in SignalPolarity.values}
    against = [kind.severity for label, kind in KINDS.items() if label[1] == "-"]
    in_favour = [kind.severity for label, kind in KINDS.items() if label[1] == "+"]
    assert min(against) > max(in_favour)
    assert all(0 < kind.strength <= 1 and kind.hours > 0 and str(kind.question) for kind in KINDS.values())
