"""A detector that knows a handful of phrases: tests of what is done with signals do not hang on the weights."""

from collections.abc import Mapping, Sequence

import pytest

from genjin.planning.operations import find_signals
from genjin.text.detection import FoundSignal, Polarity, SignalType

PHRASES: dict[str, tuple[SignalType, Polarity]] = {
    "预算被砍": ("budget", "-"),
    "预算冻结": ("budget", "-"),
    "预算批了": ("budget", "+"),
    "友商降价": ("competitor", "-"),
    "方案认可": ("technical", "+"),
    "刘总支持我们": ("attitude", "+"),
    "合同会签": ("contract", "+"),
    "年底上线": ("timeline", "+"),
}
SCORE = 0.8


def found_phrases(
    notes: Sequence[tuple[str, str | None]], *, people: Sequence[str] = (), competitors: Sequence[str] = ()
) -> list[list[FoundSignal]]:
    """Return the phrases in each note as the detector would: a label once, in the order of the text."""
    assert all(isinstance(name, str) for name in people)
    known: dict[str, tuple[SignalType, Polarity]] = {f"{name}降价": ("competitor", "-") for name in competitors}
    return [_found(text, PHRASES | known) for text, _customer in notes]


def _found(text: str, phrases: Mapping[str, tuple[SignalType, Polarity]]) -> list[FoundSignal]:
    best: dict[tuple[str, str], FoundSignal] = {}
    for words, (kind, polarity) in phrases.items():
        start = text.find(words)
        if start >= 0 and (kind, polarity) not in best:
            best[kind, polarity] = FoundSignal(kind, polarity, words, start, start + len(words), SCORE)
    return sorted(best.values(), key=lambda signal: signal.start)


@pytest.fixture
def phrases(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let signals be found by the phrases alone."""
    monkeypatch.setattr(find_signals, "detect_signals_of_many", found_phrases)
