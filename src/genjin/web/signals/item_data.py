"""What one signal shows in a list."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from genjin.core import clock
from genjin.planning.models import BuyingSignal, Objection, SignalSource, SignalState
from genjin.planning.queries.buying_signals import recent_since
from genjin.planning.signal_kinds import KINDS
from genjin.web.formats import short_day
from genjin.web.signals.marks import label_of, mark_of, marked, sentence_around
from genjin.web.signals.proposals import Outcome, Proposal, outcomes_of, proposals_for

HOURS_A_DAY = 24


@dataclass(frozen=True, slots=True)
class SignalItem:
    """One signal worked out: `left` says how long until the team should know, or for how long it should have known."""

    signal: BuyingSignal
    label: str
    kind: str
    sentence: SafeString
    day: str
    logger: str
    place: str
    left: str
    is_late: bool
    question: str
    proposals: Sequence[Proposal]
    outcomes: Sequence[Outcome]
    decided: str

    @property
    def is_new(self) -> bool:
        """Tell whether nobody has decided on it."""
        return self.signal.state == SignalState.NEW


def signal_item(signal: BuyingSignal, objections: Iterable[Objection] = ()) -> SignalItem:
    """Return a signal as a list shows it; `objections` are those of its row where it stands in one."""
    mark = mark_of(signal)
    kind = KINDS[signal.type, signal.polarity]
    text = text_around(signal, objections)
    left, is_late = _left(signal.found_at + timedelta(hours=kind.hours))
    is_confirmed = signal.state == SignalState.CONFIRMED
    return SignalItem(
        signal=signal,
        label=label_of(signal),
        kind=mark.kind,
        sentence=marked(sentence_around(text, signal.evidence), [mark]),
        day=short_day(signal.observed_on, clock.today()),
        logger=str(signal.follow_up.logged_by or ""),
        place=str(signal.get_column_display()),
        left=left if signal.state == SignalState.NEW and signal.observed_on >= recent_since() else "",
        is_late=is_late,
        question=str(kind.question) if is_confirmed else "",
        proposals=proposals_for(signal) if is_confirmed else (),
        outcomes=outcomes_of(signal),
        decided=_decided(signal),
    )


def signal_items(signals: Iterable[BuyingSignal], objections: Mapping[int, Sequence[Objection]]) -> list[SignalItem]:
    """Return signals as a list shows them."""
    return [signal_item(signal, objections.get(signal.follow_up_id, ())) for signal in signals]


def text_around(signal: BuyingSignal, objections: Iterable[Objection]) -> str:
    """Return the text of the cell or the item in which a signal stands."""
    if signal.column == SignalSource.OBJECTIONS:
        return next((it.content for it in objections if signal.evidence in it.content), signal.evidence)
    return str(getattr(signal.follow_up, signal.column))


def _left(until: datetime) -> tuple[str, bool]:
    """Return how long is left until a moment, or how long ago it was; and whether it is past."""
    hours = (until - clock.now()).total_seconds() / 3600
    count = round(abs(hours))
    if hours >= 0:
        return ngettext("%(count)d hour left", "%(count)d hours left", count) % {"count": count}, False
    if count < 2 * HOURS_A_DAY:
        return ngettext("%(count)d hour late", "%(count)d hours late", count) % {"count": count}, True
    days = round(count / HOURS_A_DAY)
    return ngettext("%(count)d day late", "%(count)d days late", days) % {"count": days}, True


def _decided(signal: BuyingSignal) -> str:
    if signal.decided_at is None:
        return ""
    what = gettext("Confirmed by %(who)s") if signal.state == SignalState.CONFIRMED else gettext("Dismissed by %(who)s")
    words = what % {"who": signal.decided_by or "—"}
    return gettext("%(label)s: %(text)s") % {"label": words, "text": signal.reason} if signal.reason else words
