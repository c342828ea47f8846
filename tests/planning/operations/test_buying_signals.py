import pytest

from genjin.activity.models import ActivityEvent
from genjin.core.errors import NotAllowed, RuleBroken, WrongState
from genjin.planning.content import RowChanges
from genjin.planning.models import BuyingSignal, SignalState
from genjin.planning.operations.buying_signals import (
    add_signal,
    confirm_signal,
    decide_signals,
    dismiss_signal,
    remember_outcome,
    reopen_signal,
)
from genjin.planning.operations.follow_ups import delete_follow_ups, edit_follow_up
from tests.cast import Cast

pytestmark = pytest.mark.usefixtures("phrases")
BUDGET = ("budget", "-")


@pytest.fixture
def signal(cast: Cast) -> BuyingSignal:
    return cast.log(feedback="刘总：预算被砍，先看看。").signals.get()


def last_event() -> ActivityEvent:
    return ActivityEvent.objects.order_by("pk").last() or pytest.fail("nothing was recorded")


def test_confirm_keeps_who_and_when_and_draws_the_row_anew(cast: Cast, signal: BuyingSignal) -> None:
    version = signal.follow_up.version
    now = confirm_signal(signal, by=cast.bo)
    assert (now.state, now.decided_by) == (SignalState.CONFIRMED, cast.bo)
    assert now.decided_at is not None
    signal.follow_up.refresh_from_db()
    assert signal.follow_up.version == version + 1
    event = last_event()
    assert (event.kind, event.by, event.project_id) == ("signal.confirmed", cast.bo, cast.project.pk)
    assert event.detail["changes"]["state"] == ["new", "confirmed"]


def test_dismiss_keeps_the_reason(cast: Cast, signal: BuyingSignal) -> None:
    now = dismiss_signal(signal, reason="  说的是别家客户 ", by=cast.ling)
    assert (now.state, now.reason) == (SignalState.DISMISSED, "说的是别家客户")
    assert last_event().kind == "signal.dismissed"


def test_several_are_decided_at_once(cast: Cast, signal: BuyingSignal) -> None:
    other = cast.log(feedback="刘总：预算被砍，先看看。").signals.get()
    versions = [each.follow_up.version for each in (signal, other)]
    decide_signals([signal, other], SignalState.CONFIRMED, by=cast.bo)
    for each, version in zip((signal, other), versions, strict=True):
        each.refresh_from_db()
        assert (each.state, each.decided_by) == (SignalState.CONFIRMED, cast.bo)
        assert each.decided_at is not None
        assert each.follow_up.version == version + 1
    events = ActivityEvent.objects.filter(kind="signal.confirmed")
    assert [event.detail["changes"]["state"] for event in events] == [["new", "confirmed"]] * 2


def test_several_are_refused_together(cast: Cast, signal: BuyingSignal) -> None:
    other = cast.log(feedback="刘总：预算被砍，先看看。").signals.get()
    for person in (cast.wei, cast.ada):
        with pytest.raises(NotAllowed):
            decide_signals([signal, other], SignalState.DISMISSED, by=person)
    with pytest.raises(WrongState):
        decide_signals([signal, other], SignalState.NEW, by=cast.ling)
    dismiss_signal(other, by=cast.ling)
    with pytest.raises(WrongState):
        decide_signals([signal, other], SignalState.CONFIRMED, by=cast.ling)
    signal.refresh_from_db()
    assert signal.state == SignalState.NEW


def test_reopen_takes_the_decision_back(cast: Cast, signal: BuyingSignal) -> None:
    now = reopen_signal(dismiss_signal(signal, reason="x", by=cast.ling), by=cast.ling)
    assert (now.state, now.reason, now.decided_at, now.decided_by) == (SignalState.NEW, "", None, None)
    assert last_event().kind == "signal.reopened"


def test_decide_refuses_strangers_and_guests(cast: Cast, signal: BuyingSignal) -> None:
    for person in (cast.wei, cast.ada):
        for decide in (confirm_signal, dismiss_signal):
            with pytest.raises(NotAllowed):
                decide(signal, by=person)
        with pytest.raises(NotAllowed):
            add_signal(signal.follow_up, label=BUDGET, words="先看看", by=person)
        with pytest.raises(NotAllowed):
            remember_outcome(signal, kind="risk", pk=1, by=person)
    signal.refresh_from_db()
    assert signal.state == SignalState.NEW


def test_decide_refuses_what_somebody_else_has_decided_meanwhile(cast: Cast, signal: BuyingSignal) -> None:
    confirm_signal(BuyingSignal.objects.get(pk=signal.pk), by=cast.bo)
    with pytest.raises(WrongState):
        dismiss_signal(signal, by=cast.ling)
    with pytest.raises(WrongState):
        confirm_signal(signal, by=cast.ling)
    signal.refresh_from_db()
    assert (signal.state, signal.decided_by) == (SignalState.CONFIRMED, cast.bo)


def test_decide_refuses_a_signal_whose_words_or_row_are_gone(cast: Cast, signal: BuyingSignal) -> None:
    row = signal.follow_up
    delete_follow_ups([row], by=cast.ling)
    with pytest.raises(WrongState):
        confirm_signal(signal, by=cast.ling)
    other = cast.log(feedback="友商降价").signals.get()
    edit_follow_up(other.follow_up, RowChanges({"feedback": ""}), seen={}, by=cast.ling)
    with pytest.raises(WrongState):
        confirm_signal(other, by=cast.ling)


def test_add_marks_words_by_hand_as_confirmed(cast: Cast, signal: BuyingSignal) -> None:
    added = add_signal(signal.follow_up, label=("timeline", "-"), words=" 先看看 ", by=cast.bo)
    assert (added.evidence, added.column, added.score, added.state) == ("先看看", "feedback", None, "confirmed")
    assert (added.decided_by, added.project_id) == (cast.bo, cast.project.pk)
    assert last_event().kind == "signal.added"


@pytest.mark.parametrize(
    ("label", "words", "field"),
    [
        (("weather", "+"), "先看看", "label"),
        (BUDGET, "  ", "evidence"),
        (BUDGET, "没有这句话", "evidence"),
        (BUDGET, "长" * 301, "evidence"),
    ],
)
def test_add_refuses_wrong_input(
    cast: Cast, signal: BuyingSignal, label: tuple[str, str], words: str, field: str
) -> None:
    with pytest.raises(RuleBroken) as refusal:
        add_signal(signal.follow_up, label=label, words=words, by=cast.ling)
    assert refusal.value.field == field
    assert BuyingSignal.objects.count() == 1


def test_add_of_what_was_found_already_confirms_it(cast: Cast, signal: BuyingSignal) -> None:
    again = add_signal(signal.follow_up, label=BUDGET, words="预算被砍", by=cast.ling)
    assert (again.pk, again.state) == (signal.pk, SignalState.CONFIRMED)
    assert add_signal(signal.follow_up, label=BUDGET, words="预算被砍", by=cast.ling).pk == signal.pk


def test_add_refuses_a_deleted_row(cast: Cast, signal: BuyingSignal) -> None:
    (row,) = delete_follow_ups([signal.follow_up], by=cast.ling)
    row.refresh_from_db()
    with pytest.raises(WrongState):
        add_signal(row, label=BUDGET, words="先看看", by=cast.ling)


def test_remember_outcome_confirms_and_notes_what_it_became(cast: Cast, signal: BuyingSignal) -> None:
    remember_outcome(signal, kind="risk", pk=7, by=cast.ling)
    remember_outcome(signal, kind="budget-fact", pk=8, by=cast.ling)
    signal.refresh_from_db()
    assert (signal.state, signal.became) == (SignalState.CONFIRMED, [["risk", 7], ["budget-fact", 8]])
    assert last_event().kind == "signal.taken_up"
