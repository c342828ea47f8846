"""What a two-minute brief advises, by plain rules over what the plan says. Nothing is invented.

The rules, in their order, follow DOMAIN §4 (people), §5 (stages) and §9 (commitments).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """What the advice rests on.

    `unmet` are the exit criteria of the present stage that are not met, hard ones first; `their_promises` is what the
    customer's people said they would do, with its day, the earliest first.
    """

    missing_roles: Sequence[str] = ()
    unknown_attitudes: Sequence[str] = ()
    has_decision_maker: bool = False
    has_budget: bool = False
    has_close_day: bool = False
    has_competitor: bool = False
    open_objections: Sequence[str] = ()
    their_promises: Sequence[tuple[str, date | None]] = ()
    unmet: Sequence[str] = ()


def thing_to_find_out(facts: PlanFacts) -> str:
    """Return the first thing that the plan does not know; "" where it knows them all."""
    if facts.missing_roles:
        return _("Who is %(role)s?") % {"role": facts.missing_roles[0]}
    if not facts.has_decision_maker:
        return _("Who decides in the end? No decision maker stands on the map of people.")
    if facts.unknown_attitudes:
        return _("Where does %(name)s stand? Nobody has written down any words that show it.") % {
            "name": facts.unknown_attitudes[0]
        }
    if not facts.has_budget:
        return _("How large is the budget, and who says so? The plan has no figure.")
    if not facts.has_close_day:
        return _("By when do they want to decide? The plan has no day.")
    return "" if facts.has_competitor else _("Who else are they talking to? The plan names no competitor.")


def commitment_to_ask_for(facts: PlanFacts, today: date) -> str:
    """Return what to ask the customer for: an overdue promise, an objection's end, the next criterion of the stage."""
    overdue = [words for words, due in facts.their_promises if due is not None and due < today]
    if overdue:
        return _("A new day for what they promised: %(what)s") % {"what": overdue[0]}
    if facts.open_objections:
        return _("Their word that this is settled, or what it takes: %(what)s") % {"what": facts.open_objections[0]}
    if facts.unmet:
        return _("What the stage still needs: %(what)s") % {"what": facts.unmet[0]}
    return _("A dated next step of theirs.")
