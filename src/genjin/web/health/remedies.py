"""The button of an alert: the form that mends it, filled in with a draft. A form opens; nothing is written by it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from genjin.core import clock
from genjin.health.engine.registry import CHECKS
from genjin.health.models import HealthAlert
from genjin.health.wording import CHECKS as WORDS
from genjin.pipeline.models import BuyingRole, NeedKind, StakeholderRole
from genjin.planning.models import RiskCategory, SheetKind, StrategyKind

SOON = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Remedy:
    """What the button says and opens: a form in the side panel, or another page (`is_page`)."""

    button: str
    address: str
    is_page: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """An action to begin with: what is done, and what is to come of it."""

    content: Promise
    result: Promise


ACTIONS: Mapping[str, Draft] = {
    "introduction": Draft(
        _("Ask whom we know best to introduce us to one more person"), _("A first talk with that person")
    ),
    "visit": Draft(
        _("Arrange a visit of our management to the decision maker"),
        _("The decision maker hears us and says what counts"),
    ),
    "note": Draft(_("Send the decision maker a short note that is of use, and ask for a date"), _("A date for a talk")),
    "coach": Draft(
        _("Find a key player whose own success depends on this project, and win that person"),
        _("That person speaks for us where we are not present"),
    ),
    "remap": Draft(
        _("Go through the map of people again: who is new, what was promised before"), _("The map is right again")
    ),
    "next_step": Draft(_("Agree with the customer on the next step"), _("A commitment with name and day")),
    "other_channel": Draft(_("Call somebody else at the customer, and ask what has changed"), _("An answer")),
    "reengage": Draft(_("Write once more with something of use, and offer a way out"), _("An answer, be it a no")),
    "blocker": Draft(_("Ask the customer what keeps this stage from ending"), _("One blocker, and who removes it")),
    "smaller_ask": Draft(_("Ask for a small commitment: a date, a person or a document"), _("It is given, or not")),
    "root_cause": Draft(_("Ask who put the date off, and why"), _("A cause, and a day that the customer stands by")),
    "delay_cost": Draft(_("Work out with the customer what every month of waiting costs"), _("A figure and a day")),
    "approver": Draft(_("Ask who approves, who buys, and who reviews the contract"), _("Names and steps")),
}
ENTRIES: Mapping[str, tuple[str, Mapping[str, object]]] = {
    "opponent": ("stakeholder", {"role": StakeholderRole.KI}),
    "placeholder": ("stakeholder", {}),
    "pain": ("need", {"kind": NeedKind.PAIN}),
    "budget": ("budget-fact", {}),
    "rival": ("competitor", {}),
    "counter": ("strategy", {"kind": StrategyKind.COMPETITION}),
}
ITEMS = {"late_step": "action", "bare_step": "action", "vague_step": "action", "doubt": "objection", "danger": "risk"}
# the weakest letter of MEDDPICC: the entry that strengthens it
LETTERS: Mapping[str, tuple[str, Mapping[str, object]]] = {
    "M": ENTRIES["pain"],
    "E": ("stakeholder", {"role": StakeholderRole.KDM}),
    "D1": ("value-sheet", {"kind": SheetKind.CRITERIA}),
    "D2": ("stakeholder", {"buying_roles": BuyingRole.FINAL}),
    "P": ("stakeholder", {"buying_roles": BuyingRole.PURCHASING}),
    "I": ENTRIES["pain"],
    "C1": ("attitude-fact", {}),
    "C2": ENTRIES["rival"],
}


def remedy(alert: HealthAlert) -> Remedy:
    """Return the button of an alert."""
    key, project = CHECKS[alert.check_key].remedy, alert.project_id
    button = str(WORDS[alert.check_key].button)
    if key in ACTIONS:
        draft = ACTIONS[key]
        due = (clock.today() + SOON).isoformat()
        return Remedy(button, _item(project, "action", content=draft.content, expected_result=draft.result, due_on=due))
    if key in ENTRIES:
        kind, values = ENTRIES[key]
        return Remedy(button, _entry(project, kind, _with_role(alert, values)))
    if key in ITEMS and alert.target:
        return Remedy(button, reverse("plan-item", args=[ITEMS[key], alert.target]))
    return OTHERS[key](alert, button)


def _people_risk(alert: HealthAlert, button: str) -> Remedy:
    words = _("%(names)s is against us") % {"names": alert.parameters.get("names", "")}
    return Remedy(button, _item(alert.project_id, "risk", content=words, category=RiskCategory.PEOPLE))


def _letter(alert: HealthAlert, button: str) -> Remedy:
    kind, values = LETTERS[alert.parameters.get("weakest", "M")]
    return Remedy(button, _entry(alert.project_id, kind, values))


def _sheet(alert: HealthAlert, button: str) -> Remedy:
    return Remedy(button, _entry(alert.project_id, "value-sheet", {"kind": alert.parameters.get("sheet")}))


def _attitude(alert: HealthAlert, button: str) -> Remedy:
    return Remedy(button, _entry(alert.project_id, "attitude-fact", {"stakeholder": alert.target}))


def _profile(alert: HealthAlert, button: str) -> Remedy:
    return Remedy(button, reverse("project-profile", args=[alert.project_id]))


def _contact(alert: HealthAlert, button: str) -> Remedy:
    return Remedy(button, reverse("log-contact", args=[alert.project_id]))


def _team(alert: HealthAlert, button: str) -> Remedy:
    return Remedy(button, reverse("new-team-member", args=[alert.project_id]))


def _late_list(alert: HealthAlert, button: str) -> Remedy:
    query = urlencode({"project": alert.project_id, "scope": "overdue"})
    return Remedy(button, f"{reverse('plan')}?{query}", is_page=True)


OTHERS: Mapping[str, Callable[[HealthAlert, str], Remedy]] = {
    "people_risk": _people_risk,
    "letter": _letter,
    "sheet": _sheet,
    "attitude": _attitude,
    "evidence": _attitude,
    "new_date": _profile,
    "profile": _profile,
    "contact": _contact,
    "colleague": _team,
    "support": _team,
    "late_list": _late_list,
}


def _with_role(alert: HealthAlert, values: Mapping[str, object]) -> Mapping[str, object]:
    roles = str(alert.parameters.get("roles", "")).split("、")
    return {"role": roles[0]} if alert.check_key == "R9" and roles[0] else values


def _item(project: int, kind: str, **values: object) -> str:
    return f"{reverse('new-plan-item', args=[project, kind])}?{_query(values)}"


def _entry(project: int, kind: str, values: Mapping[str, object]) -> str:
    query = _query(values)
    return reverse("new-project-entry", args=[project, kind]) + (f"?{query}" if query else "")


def _query(values: Mapping[str, object]) -> str:
    return urlencode({name: str(value) for name, value in values.items() if value})
