"""What the form of a proposal shows first: the words, their day, and what can be read from them."""

import re
from collections.abc import Callable, Mapping
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext

from genjin.core import clock
from genjin.people.models import User
from genjin.pipeline.models import Attitude, Competitor, Evidence, Stakeholder
from genjin.pipeline.queries.entries import visible_entries
from genjin.planning.models import BuyingSignal, ObjectionCategory, RiskCategory, SignalType
from genjin.text.amounts import read_amount
from genjin.text.dates import find_dates
from genjin.text.names import find_people

RISKS: Mapping[str, RiskCategory] = {
    SignalType.BUDGET: RiskCategory.BUDGET,
    SignalType.TIMELINE: RiskCategory.TIMING,
    SignalType.ATTITUDE: RiskCategory.PEOPLE,
    SignalType.PERSONNEL: RiskCategory.PEOPLE,
    SignalType.COMPETITOR: RiskCategory.COMPETITION,
    SignalType.PRICE: RiskCategory.PAYMENT,
    SignalType.TECHNICAL: RiskCategory.TECHNOLOGY,
    SignalType.DELIVERY: RiskCategory.SERVICE,
    SignalType.PROCUREMENT: RiskCategory.PROCUREMENT,
    SignalType.CONTRACT: RiskCategory.PAYMENT,
    SignalType.INTENT: RiskCategory.SCOPE,
    SignalType.ENGAGEMENT: RiskCategory.PEOPLE,
}
OBJECTIONS: Mapping[str, ObjectionCategory] = {
    SignalType.BUDGET: ObjectionCategory.BUDGET,
    SignalType.TIMELINE: ObjectionCategory.TIMING,
    SignalType.ATTITUDE: ObjectionCategory.RESISTANCE,
    SignalType.COMPETITOR: ObjectionCategory.COMPETITION,
    SignalType.PRICE: ObjectionCategory.PRICE,
    SignalType.TECHNICAL: ObjectionCategory.TECHNOLOGY,
    SignalType.DELIVERY: ObjectionCategory.DELIVERY,
    SignalType.PROCUREMENT: ObjectionCategory.AUTHORITY,
    SignalType.CONTRACT: ObjectionCategory.TERMS,
    SignalType.INTENT: ObjectionCategory.NEED,
}
AMOUNT = re.compile(r"(?:[¥$€])?\d+(?:\.\d+)?(?:千万|百万|[千万亿])元?")
FROZEN = re.compile(r"冻结|暂停|叫停|搁置")
Values = dict[str, object]


def address_of(signal: BuyingSignal, key: str, text: str, user: User) -> str:
    """Return the address of the form of a proposal, with what it shows first and the signal that it comes from.

    `text` is the cell in which the words stand, in which their speaker may be named.
    """
    place, values = PROPOSALS[key](signal, text, user)
    given = {name: value for name, value in values.items() if value not in {None, ""}}
    return f"{place}?{urlencode({**given, 'signal': signal.pk})}"


def _entry(signal: BuyingSignal, kind: str) -> str:
    return reverse("new-project-entry", args=[signal.project_id, kind])


def _item(signal: BuyingSignal, kind: str) -> str:
    return reverse("new-plan-item", args=[signal.project_id, kind])


def _budget(signal: BuyingSignal, text: str, user: User) -> tuple[str, Values]:  # noqa: ARG001  as every proposal is asked
    amounts = [read_amount(found) for found in AMOUNT.findall(signal.evidence)]
    state = "approved" if signal.is_for_us else "frozen" if FROZEN.search(signal.evidence) else ""
    # of 从200万压到150万 the last one holds
    values: Values = {"high": amounts[-1] if amounts else None, "state": state}
    return _entry(signal, "budget-fact"), values | _testimony(signal, text)


def _attitude(signal: BuyingSignal, text: str, user: User) -> tuple[str, Values]:
    people = visible_entries(user, Stakeholder).filter(project=signal.project_id).select_related("contact")
    speaker = _speaker(signal, text)
    person = next((it for it in people if str(it) in text or (speaker and _may_be(str(it), speaker))), None)
    now = person.attitude if person and person.attitude is not None else Attitude.NEUTRAL
    step = 1 if signal.is_for_us else -1
    attitude = max(Attitude.OPPOSED, min(Attitude.COACH, now + step))
    values: Values = {"stakeholder": person.pk if person else None, "attitude": int(attitude)}
    return _entry(signal, "attitude-fact"), values | _testimony(signal, text)


def _competitor(signal: BuyingSignal, text: str, user: User) -> tuple[str, Values]:
    known = visible_entries(user, Competitor).filter(project=signal.project_id)
    named = next((it for it in known if it.name and it.name in text), None)
    moves = f"{signal.observed_on.isoformat()} {signal.evidence}"
    values: Values = {"standing": "out" if signal.is_for_us else "", "moves": moves}
    if named is None:
        return _entry(signal, "competitor"), values
    values["moves"] = "\n".join(filter(None, [named.moves, moves]))
    return reverse("entry", args=["competitor", named.pk]), values


def _stakeholder(signal: BuyingSignal, text: str, user: User) -> tuple[str, Values]:  # noqa: ARG001  as every proposal is asked
    return _entry(signal, "stakeholder"), {"placeholder": _speaker(signal, text)}


def _close_date(signal: BuyingSignal, text: str, user: User) -> tuple[str, Values]:  # noqa: ARG001  as every proposal is asked
    days = find_dates(signal.evidence, reference=signal.observed_on, tense="future")
    values: Values = {"close_on": days[-1].last.isoformat() if days else None}
    return reverse("project-profile", args=[signal.project_id]), values


def _risk(signal: BuyingSignal, text: str, user: User) -> tuple[str, Values]:  # noqa: ARG001  as every proposal is asked
    return _item(signal, "risk"), {"content": signal.evidence, "category": RISKS[signal.type], "trend": "rising"}


def _objection(signal: BuyingSignal, text: str, user: User) -> tuple[str, Values]:  # noqa: ARG001  as every proposal is asked
    return _item(signal, "objection"), {"content": signal.evidence, "category": OBJECTIONS.get(signal.type, "")}


def _action(signal: BuyingSignal, text: str, user: User) -> tuple[str, Values]:  # noqa: ARG001  as every proposal is asked
    content = gettext("Answer this: %(words)s") % {"words": signal.evidence}
    return _item(signal, "action"), {"content": content, "owner_words": user.name, "due_on": clock.today().isoformat()}


PROPOSALS: Mapping[str, Callable[[BuyingSignal, str, User], tuple[str, Values]]] = {
    "budget-fact": _budget,
    "attitude-fact": _attitude,
    "competitor": _competitor,
    "stakeholder": _stakeholder,
    "close-date": _close_date,
    "risk": _risk,
    "objection": _objection,
    "action": _action,
}


def _testimony(signal: BuyingSignal, text: str) -> Values:
    return {
        "quote": signal.evidence,
        "said_by": _speaker(signal, text),
        "observed_on": signal.observed_on.isoformat(),
        "evidence": int(Evidence.SAID),
    }


def _speaker(signal: BuyingSignal, text: str) -> str:
    """Return who is named last before the words end: 刘总说预算……."""
    end = text.find(signal.evidence)
    before = text[: end + len(signal.evidence)] if end >= 0 else signal.evidence
    people = find_people(before)
    return people[-1].name if people else ""


def _may_be(name: str, called: str) -> bool:
    """Tell whether a full name may be the person who is called by surname and title: 刘建国 is 刘总."""
    return bool(name) and name[0] == called[0]
