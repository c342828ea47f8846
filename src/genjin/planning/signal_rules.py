"""What this installation's own decisions teach: which findings are proposed, and which are not.

Two rules, so that anybody can tell why something was not proposed:

- Words that were dismissed and never confirmed, as the same type and polarity, are not proposed again.
- A kind of signal whose proposals were dismissed more often than confirmed, of ten or more, has to be surer: at least
  as sure as the share of it that was dismissed.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from genjin.planning.models import SignalState
from genjin.planning.signal_kinds import Label

ENOUGH = 10
# however much was dismissed, what is quite sure is proposed still: else nothing could ever teach the contrary
MOST_ASKED = 0.95


@dataclass(frozen=True, slots=True)
class Decided:
    """How often proposals of one kind were confirmed and dismissed."""

    confirmed: int = 0
    dismissed: int = 0

    @property
    def count(self) -> int:
        """Return of how many was decided."""
        return self.confirmed + self.dismissed

    @property
    def share_dismissed(self) -> float:
        """Return the share that was dismissed, 0 to 1."""
        return self.dismissed / self.count if self.count else 0.0

    @property
    def asked_score(self) -> float:
        """Return how sure a proposal of this kind has to be; 0 where the detector's own limit is enough."""
        if self.count < ENOUGH or self.dismissed <= self.confirmed:
            return 0.0
        return min(self.share_dismissed, MOST_ASKED)


@dataclass(frozen=True, slots=True)
class Lessons:
    """What was learnt: how often each kind was decided on, and words by what was said to them."""

    decided: Mapping[Label, Decided] = field(default_factory=dict)
    refused: frozenset[tuple[Label, str]] = frozenset()

    def lets_pass(self, label: Label, words: str, score: float) -> bool:
        """Tell whether these words may be proposed."""
        if (label, words) in self.refused:
            return False
        return score >= self.decided.get(label, Decided()).asked_score


def refused_words(decisions: Iterable[tuple[Label, str, str]]) -> frozenset[tuple[Label, str]]:
    """Return the words that were dismissed and never confirmed, from label, words and state of each decision."""
    dismissed: set[tuple[Label, str]] = set()
    confirmed: set[tuple[Label, str]] = set()
    for label, words, state in decisions:
        (confirmed if state == SignalState.CONFIRMED else dismissed).add((label, words))
    return frozenset(dismissed - confirmed)


def counted(rows: Iterable[tuple[str, str, str, int]]) -> dict[Label, Decided]:
    """Return how often each kind was decided on, from type, polarity, state and number of each group."""
    found: dict[Label, Decided] = {}
    for kind, polarity, state, count in rows:
        before = found.get((kind, polarity), Decided())
        if state == SignalState.CONFIRMED:
            found[kind, polarity] = Decided(before.confirmed + count, before.dismissed)
        elif state == SignalState.DISMISSED:
            found[kind, polarity] = Decided(before.confirmed, before.dismissed + count)
    return found
