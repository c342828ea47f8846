"""What people say to the signals of the demo data some days after the row: yes, or no where the detector was wrong."""

from collections.abc import Collection

from genjin.people.models import User
from genjin.planning.models import BuyingSignal, SignalState
from genjin.planning.operations.buying_signals import decide_signals

# working days after the row: what is younger waits for the person who looks at the demo
DAYS = 4
SURE = 0.6
# heard wrongly, though the detector was sure: read in the rows themselves
WRONG = (
    "处长说话慢",
    "夜里失败率11%",
    "信号漂了9米",
    "在写脚本",
    "天天排队",
    "三个经销商做试点",
    "不上台账的钱",
    "不能落你们的库",
    "差了0.7个百分点",
)


def decide_signals_of(rows: Collection[int], by: User) -> None:
    """Confirm the new signals of these rows, but for the doubtful ones, which are dismissed."""
    new = BuyingSignal.objects.filter(follow_up__in=rows, state=SignalState.NEW, deleted_at=None)
    signals = list(new.select_related("project").order_by("pk"))
    for state in (SignalState.CONFIRMED, SignalState.DISMISSED):
        decided = [signal for signal in signals if (state == SignalState.DISMISSED) == _is_wrong(signal)]
        if decided:
            decide_signals(decided, state, by=by)


def _is_wrong(signal: BuyingSignal) -> bool:
    doubtful = signal.score is not None and signal.score < SURE
    return doubtful or any(words in signal.evidence for words in WRONG)
