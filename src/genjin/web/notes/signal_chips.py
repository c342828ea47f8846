"""Signals that were read in a note, as chips; nothing is stored yet."""

from dataclasses import dataclass

from genjin.planning.models import SignalType
from genjin.text.detection import FoundSignal


@dataclass(frozen=True, slots=True)
class SignalChip:
    """One signal with its words; `kind` is `pos` or `neg`, `value` is how a form sends it."""

    part: str
    title: str
    kind: str
    evidence: str
    value: str


def signal_chip(number: int, signal: FoundSignal) -> SignalChip:
    """Return a signal as a chip: 预算 −."""
    is_good = signal.polarity == "+"
    title = f"{SignalType(signal.type).label} {'+' if is_good else '−'}"
    value = f"{signal.type}{signal.polarity}{signal.evidence}"
    return SignalChip(f"signal-{number}", title, "pos" if is_good else "neg", signal.evidence, value)
