"""What a signal may change, as DOMAIN §3 has it: buttons that open the form of it, and what became of earlier ones.

Nothing is changed by a signal itself: the form shows what would be written, and a person saves it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from genjin.planning.models import BuyingSignal, SignalType

# what may be made of any signal, and what only some change
TITLES: Mapping[str, Promise] = {
    "budget-fact": _("Budget"),
    "close-date": _("Expected close"),
    "attitude-fact": _("Attitude"),
    "stakeholder": _("Stakeholder"),
    "competitor": pgettext_lazy("signal", "Competitor"),
    "risk": _("Risk"),
    "objection": _("Objection"),
    "action": _("Action"),
}
FIRST: Mapping[str, Sequence[str]] = {
    SignalType.BUDGET: ("budget-fact",),
    SignalType.TIMELINE: ("close-date",),
    SignalType.ATTITUDE: ("attitude-fact",),
    SignalType.PERSONNEL: ("stakeholder",),
    SignalType.COMPETITOR: ("competitor",),
    SignalType.TECHNICAL: ("attitude-fact",),
    SignalType.DELIVERY: ("attitude-fact",),
    SignalType.PROCUREMENT: ("close-date",),
    SignalType.CONTRACT: ("close-date",),
    SignalType.ENGAGEMENT: ("attitude-fact",),
}
OBJECTED = {SignalType.PRICE, SignalType.TECHNICAL, SignalType.DELIVERY, SignalType.CONTRACT, SignalType.ATTITUDE}


@dataclass(frozen=True, slots=True)
class Proposal:
    """A form that may be opened: `is_first` where it is what such a signal changes before all."""

    key: str
    title: Promise
    address: str
    is_first: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a signal became; without an address where there is no form of it."""

    title: Promise
    address: str


def proposal_keys(signal: BuyingSignal) -> list[tuple[str, bool]]:
    """Return what a signal may become, what it changes before all first."""
    first = list(FIRST.get(signal.type, ()))
    if not signal.is_for_us:
        first += ["objection"] if signal.type in OBJECTED else ["risk"]
    elif signal.type == SignalType.INTENT:
        first.append("action")
    rest = ["action"] if signal.is_for_us else ["risk", "objection", "action"]
    return [(key, True) for key in first] + [(key, False) for key in rest if key not in first]


def proposals_for(signal: BuyingSignal) -> list[Proposal]:
    """Return the forms that may be opened for a signal."""
    return [
        Proposal(key, TITLES[key], reverse("signal-proposal", args=[signal.pk, key]), is_first)
        for key, is_first in proposal_keys(signal)
    ]


def outcomes_of(signal: BuyingSignal) -> list[Outcome]:
    """Return what a signal became, in its order."""
    return [Outcome(TITLES[kind], _address(signal, kind, pk)) for kind, pk in signal.became if kind in TITLES]


def _address(signal: BuyingSignal, kind: str, pk: int) -> str:
    if kind == "close-date":
        return reverse("project-profile", args=[signal.project_id])
    if kind in {"risk", "objection", "action"}:
        return reverse("plan-item", args=[kind, pk])
    return reverse("entry", args=[kind, pk])
