"""The twelve types of decision signals as people read them."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from genjin.text.detection import FoundSignal

NAMES: dict[str, Promise] = {
    "budget": pgettext_lazy("signal", "Budget"),
    "timeline": pgettext_lazy("signal", "Timeline"),
    "attitude": pgettext_lazy("signal", "Attitude"),
    "personnel": pgettext_lazy("signal", "Personnel"),
    "competitor": pgettext_lazy("signal", "Competitor"),
    "price": pgettext_lazy("signal", "Price"),
    "technical": pgettext_lazy("signal", "Technical"),
    "delivery": pgettext_lazy("signal", "Delivery"),
    "procurement": pgettext_lazy("signal", "Procurement"),
    "contract": pgettext_lazy("signal", "Contract"),
    "intent": pgettext_lazy("signal", "Intent"),
    "engagement": pgettext_lazy("signal", "Engagement"),
}


@dataclass(frozen=True, slots=True)
class SignalChip:
    """One signal with its words; `kind` is `pos` or `neg`."""

    part: str
    title: str
    kind: str
    evidence: str


def signal_chip(number: int, signal: FoundSignal) -> SignalChip:
    """Return a signal as a chip: 预算 −."""
    is_good = signal.polarity == "+"
    title = f"{NAMES[signal.type]} {'+' if is_good else '−'}"
    return SignalChip(f"signal-{number}", title, "pos" if is_good else "neg", signal.evidence)
