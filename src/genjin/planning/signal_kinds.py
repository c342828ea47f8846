"""The twenty-four kinds of signals: how much each weighs, how soon the team should know, what to ask next.

Strengths, hours and questions follow DOMAIN §3, its codes put together to the twelve types that the detector knows;
they are starting values, not findings.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import starmap

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from genjin.planning.models import SignalPolarity, SignalType

Label = tuple[str, str]  # type, polarity
AGAINST_FIRST = 10


@dataclass(frozen=True, slots=True)
class SignalKind:
    """One type with its polarity. `strength` is between 0 and 1; `hours` until the team should know."""

    type: SignalType
    polarity: SignalPolarity
    strength: float
    hours: int
    question: Promise

    @property
    def severity(self) -> int:
        """Return the place in a list whose worst stands first, greater is worse: what is against us, by strength."""
        return round(self.strength * 10) + (AGAINST_FIRST if self.polarity == SignalPolarity.AGAINST else 0)


_T, _FOR, _AGAINST = SignalType, SignalPolarity.FOR, SignalPolarity.AGAINST

KINDS: Mapping[Label, SignalKind] = {
    (kind.type.value, kind.polarity.value): kind
    for kind in starmap(
        SignalKind,
        (
            (_T.BUDGET, _FOR, 0.8, 24, _("How much, from which item, who approved it, until when does it hold?")),
            (_T.BUDGET, _AGAINST, 0.8, 4, _("Is it the sum or the date? Can it be phased? Who can except it?")),
            (
                _T.TIMELINE,
                _FOR,
                0.7,
                24,
                _("What stands behind the date: an audit, a start of production, a budget?"),
            ),
            (_T.TIMELINE, _AGAINST, 0.7, 24, _("Why was it put off, who sets the new date, what happens meanwhile?")),
            (_T.ATTITUDE, _FOR, 0.9, 24, _("What were the very words, and what was promised, by when?")),
            (_T.ATTITUDE, _AGAINST, 0.9, 4, _("Is it the matter, a person or the moment? Who can move this person?")),
            (_T.PERSONNEL, _FOR, 0.7, 24, _("When does the person start, with which say, and who knows them?")),
            (_T.PERSONNEL, _AGAINST, 0.7, 4, _("Who takes over, when, close to whom, and who keeps the old promises?")),
            (_T.COMPETITOR, _FOR, 0.6, 48, _("Is it in writing? Could we fail for the same reason?")),
            (_T.COMPETITOR, _AGAINST, 0.6, 24, _("Who, in touch with whom, with what offer, and who stands by them?")),
            (_T.PRICE, _FOR, 0.4, 48, _("Who found it fair, and against what was it compared?")),
            (_T.PRICE, _AGAINST, 0.4, 24, _("Dearer than whom, by how much, and what is given for a lower price?")),
            (_T.TECHNICAL, _FOR, 0.6, 48, _("Is the result in writing, and who signs it?")),
            (_T.TECHNICAL, _AGAINST, 0.6, 24, _("Does it rule us out? Would a test, a case or a promise settle it?")),
            (_T.DELIVERY, _FOR, 0.6, 48, _("Who may we name as a reference, and to whom?")),
            (
                _T.DELIVERY,
                _AGAINST,
                0.7,
                4,
                _("What exactly worries them, since when, what answer do they expect?"),
            ),
            (_T.PROCUREMENT, _FOR, 0.7, 24, _("Who does the next step, in how many days, and what must we hand in?")),
            (_T.PROCUREMENT, _AGAINST, 0.6, 4, _("With whom is it stuck, what is missing, is there another way?")),
            (_T.CONTRACT, _FOR, 0.9, 8, _("Who said so, is it in writing, how many steps are left?")),
            (_T.CONTRACT, _AGAINST, 0.6, 4, _("Which clause, who insists on it, and what could be given for it?")),
            (_T.INTENT, _FOR, 0.6, 8, _("Who asks, and for whom? Answer it today.")),
            (_T.INTENT, _AGAINST, 1.0, 24, _("Is it final? For what reason, and within which time could it turn?")),
            (_T.ENGAGEMENT, _FOR, 0.7, 48, _("What does this person gain by it, and is there a risk for them?")),
            (_T.ENGAGEMENT, _AGAINST, 0.5, 24, _("Which smaller promise could we ask for: a date, a person, a paper?")),
        ),
    )
}
