"""What the checks say: title, reasons, what clears it, and the button; completeness and MEDDPICC likewise.

The engine gives keys and parameters; here they become sentences in the language of whoever reads them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from genjin.health.engine.check import Parameter
from genjin.health.engine.rules import Dimension, Severity


@dataclass(frozen=True, slots=True)
class CheckWords:
    """One check in words; `reasons` by what the finding gives as `because`."""

    title: Promise
    reasons: Mapping[str, Promise]
    clears: Promise
    button: Promise


DIMENSIONS: Mapping[Dimension, Promise] = {
    Dimension.RELATIONSHIP: _("Relationships"),
    Dimension.PROGRESS: pgettext_lazy("health", "Progress"),
    Dimension.VALUE: _("Value and qualification"),
    Dimension.COMPETITION: _("Competition and process"),
    Dimension.EXECUTION: _("Execution and quality"),
}
SEVERITIES: Mapping[Severity, Promise] = {
    Severity.LOW: pgettext_lazy("severity", "Low"),
    Severity.MEDIUM: pgettext_lazy("severity", "Medium"),
    Severity.HIGH: pgettext_lazy("severity", "High"),
    Severity.RED: _("Red line"),
}
BANDS: Mapping[str, Promise] = {
    "green": _("Healthy"),
    "amber": _("Needs attention"),
    "red": _("In danger"),
}

CHECKS: Mapping[str, CheckWords] = {
    "R1": CheckWords(
        _("Single thread"),
        {
            "nobody": _("In 30 days no contact says with whom; this stage needs %(needed)s people"),
            "few": _("In 30 days only %(people)s of %(needed)s people spoke to us: %(names)s"),
        },
        _("Two-way contacts with enough different people, named in the follow-ups"),
        _("Ask for an introduction"),
    ),
    "R2": CheckWords(
        _("Decision maker not reached"),
        {
            "named": _("No two-way contact yet with %(names)s"),
            "unnamed": _("No decision maker is named, and so none was reached"),
        },
        _("A two-way contact with a decision maker, named in a follow-up"),
        _("Plan a visit"),
    ),
    "R3": CheckWords(
        _("Decision maker out of touch"),
        {"": _("%(names)s: %(days)s working days without two-way contact, at most %(longest)s in this stage")},
        _("A two-way contact with a decision maker"),
        _("Write a short note"),
    ),
    "R4": CheckWords(
        _("No supporter"),
        {"": _("No decision maker and nobody of high influence supports us")},
        _("A key player at “supportive” or better, with the words that show it"),
        _("Win a supporter"),
    ),
    "R5": CheckWords(
        _("Decision maker against us"),
        {
            "unanswered": _("%(names)s is against us, and no countermeasure is open"),
            "answered": _("%(names)s is against us; a countermeasure is open"),
        },
        _("A countermeasure (a risk about people, or an action that names the person), then a better attitude"),
        _("Note risk and countermeasure"),
    ),
    "R6": CheckWords(
        _("Map too rosy"),
        {
            "all_for_us": _("%(people)s people are judged, and not one has doubts"),
            "unfounded": _("%(unfounded)s of %(people)s attitudes are our own judgement only (E0)"),
        },
        _("Somebody who is not for us on the map, or the customer's own words for the attitudes"),
        _("Who will be against it?"),
    ),
    "R7": CheckWords(
        _("Change of people not taken up"),
        {"": _("A change of key people was confirmed on %(day)s; the map was not touched since")},
        _("A change on the map of people"),
        _("Go through the map again"),
    ),
    "R8": CheckWords(
        _("Relationship in one hand"),
        {"": _("One of us alone had %(contacts)s of %(all)s two-way contacts in 60 days")},
        _("Contacts in which a second colleague takes part"),
        _("Add a colleague"),
    ),
    "R9": CheckWords(
        _("Roles without a name"),
        {"": _("Nobody is named as %(roles)s")},
        _("A named person for each of KDM, KI and KU"),
        _("Add the missing role"),
    ),
    "P1": CheckWords(
        _("No next step"),
        {
            "none": _("Nothing is planned"),
            "undated": _("The open next steps have no day"),
            "late": _("Every open next step is more than a week late"),
        },
        _("An open next step with a day from today on"),
        _("Plan the next step"),
    ),
    "P2": CheckWords(
        _("Next step late"),
        {"": _("“%(what)s” is %(days)s days late")},
        _("Do it, move it with a reason, or give it up"),
        _("Open the step"),
    ),
    "P3": CheckWords(
        _("Silence"),
        {
            "never": _("No two-way contact in %(days)s working days; at most %(usual)s in this stage"),
            "usual": _("%(days)s working days without two-way contact; at most %(usual)s in this stage"),
            "own": _("%(days)s working days of silence; this customer's own rhythm is %(usual)s at most"),
        },
        _("A two-way contact with anybody at the customer"),
        _("Try another way"),
    ),
    "P4": CheckWords(
        _("No answer"),
        {"": _("%(messages)s messages of ours in 10 working days, and nothing came back")},
        _("An answer, a call or a meeting"),
        _("Take it up again"),
    ),
    "P5": CheckWords(
        _("Stage stalls"),
        {
            "default": _("%(days)s working days in this stage; %(usual)s are usual (default)"),
            "own": _("%(days)s working days in this stage; %(usual)s is the median of our %(deals)s won projects"),
        },
        _("The next stage, or an earlier one: going back is free"),
        _("Name the blocker"),
    ),
    "P6": CheckWords(
        _("Contacts without commitment"),
        {"": _("The last %(contacts)s contacts came to no commitment")},
        _("A contact that comes to an advance, an order or a refusal"),
        _("Ask for something smaller"),
    ),
    "P8": CheckWords(
        _("Expected close has passed"),
        {"": _("It was to be signed on %(day)s, %(days)s days ago")},
        _("A new day with what supports it, or how the project ended"),
        _("Set a new day"),
    ),
    "P9": CheckWords(
        _("Put off again and again"),
        {"": _("The expected close was put off %(moves)s times, %(days)s days in all")},
        _("Find out why it is put off; the count stays as a warning"),
        _("Find the root cause"),
    ),
    "V1": CheckWords(
        _("Pain without a figure"),
        {
            "no_pain": _("No pain of the customer's is known"),
            "no_figure": _("%(pains)s pains are known, none with the customer's own figure"),
        },
        _("A pain with a figure that the customer gave, or a value sheet on the customer's figures"),
        _("Add a pain with its figure"),
    ),
    "V2": CheckWords(
        _("Budget unknown"),
        {
            "none": _("Nothing is known of the budget"),
            "outdated": _("The last word about the budget is of %(day)s and no longer counts"),
        },
        _("A word about the budget, not older than 60 days"),
        _("Add a word about the budget"),
    ),
    "V4": CheckWords(
        _("No reason to act now"),
        {"": _("The customer has named no firm date yet (no confirmed signal of the timeline)")},
        _("A confirmed signal in which the customer names a firm date"),
        _("Work out the cost of waiting"),
    ),
    "V5": CheckWords(
        _("Proof does not fit the customer"),
        {
            "cost": _("A cost-sensitive customer without a value sheet of return and cost"),
            "technology": _("A technology-driven customer without weighted criteria"),
            "unconfirmed": _("The value sheet rests mostly on our own figures, not on the customer's"),
        },
        _("The value sheet that this type of customer decides by"),
        _("Make the value sheet"),
    ),
    "V6": CheckWords(
        _("Not qualified for this stage"),
        {"": _("MEDDPICC %(score)s of 24; this stage needs %(needed)s. Weakest: %(letters)s")},
        _("More evidence in the plan for the weakest letters"),
        _("Strengthen the weakest letter"),
    ),
    "C1": CheckWords(
        _("Competition unknown"),
        {
            "nobody": _("No competitor is written down"),
            "not_judged": _("Competitors are named, but not where we stand against them"),
        },
        _("A competitor with our standing against it"),
        _("Write down who else wants it"),
    ),
    "C2": CheckWords(
        _("Competitor's move unanswered"),
        {"": _("A competitor's move was confirmed on %(day)s; neither its entry nor a strategy was touched since")},
        _("A change of the competitor's entry or of the strategy"),
        _("Choose the strategy anew"),
    ),
    "C3": CheckWords(
        _("Process unknown"),
        {
            "decision": _("Nobody is named who approves in the end"),
            "paper": _("Nobody is named for purchase or legal review"),
            "decision_and_paper": _("Neither who approves in the end nor who handles purchase is named"),
        },
        _("Named people with these roles in the purchase"),
        _("Ask how it is decided"),
    ),
    "C5": CheckWords(
        _("Objection left open"),
        {
            "decider": _("“%(what)s” of a decision maker is open for %(days)s days (and %(more)s more)"),
            "any": _("“%(what)s” is open for %(days)s days (and %(more)s more)"),
        },
        _("The customer's own words that it is settled"),
        _("Open the objection"),
    ),
    "C6": CheckWords(
        _("Extreme risk unattended"),
        {
            "owner": _("“%(what)s” (%(score)s of 25) has no owner"),
            "measure": _("“%(what)s” (%(score)s of 25) has no countermeasure"),
            "day": _("“%(what)s” (%(score)s of 25) has no day of review"),
            "owner_measure": _("“%(what)s” (%(score)s of 25) has no owner and no countermeasure"),
            "owner_day": _("“%(what)s” (%(score)s of 25) has no owner and no day of review"),
            "measure_day": _("“%(what)s” (%(score)s of 25) has no countermeasure and no day of review"),
            "owner_measure_day": _("“%(what)s” (%(score)s of 25) has no owner, no countermeasure, no day of review"),
        },
        _("Owner, countermeasure and day of review, or a closed risk"),
        _("Open the risk"),
    ),
    "E1": CheckWords(
        _("Often late"),
        {"": _("%(late)s of %(due)s actions that were due in 30 days were late")},
        _("Actions done in time, or moved with a reason before they are due"),
        _("See what is late"),
    ),
    "E2": CheckWords(
        _("Action without doer or day"),
        {"": _("“%(what)s” does not say who or by when (and %(more)s more)")},
        _("A doer and a day for every open action"),
        _("Open the action"),
    ),
    "E3": CheckWords(
        _("Vague action"),
        {"": _("“%(what)s” names no deed (and %(more)s more)")},
        _("Words that say what is done, with whom, and what is to come of it"),
        _("Open the action"),
    ),
    "E4": CheckWords(
        _("Outdated attitude"),
        {"": _("%(names)s: last shown on %(day)s, over 45 days ago")},
        _("New words of the customer's that show how they stand"),
        _("Check again"),
    ),
    "E5": CheckWords(
        _("Recorded late"),
        {"": _("Half of the contacts were written down more than %(hours)s hours later")},
        _("Contacts written down within two days"),
        _("Log a contact"),
    ),
    "E6": CheckWords(
        _("Too little evidence"),
        {"": _("%(own)s of %(all)s key facts are our own judgement (E0)")},
        _("The customer's own words for most of the key facts"),
        _("Add the customer's words"),
    ),
    "E7": CheckWords(
        _("Contradiction"),
        {
            "early": _("It counts as committed in the forecast, but has not reached negotiation"),
            "unmet": _("It counts as committed in the forecast, but %(criteria)s hard criteria behind it are unmet"),
            "contract": _("The contract was spoken of on %(day)s, but the stage is before negotiation"),
        },
        _("A stage and a forecast class that agree"),
        _("Open the profile"),
    ),
    "E8": CheckWords(
        _("Support missing"),
        {
            "technical": _("Solution design without anybody technical on the team"),
            "delivery": _("Signing without anybody for delivery on the team"),
        },
        _("A colleague with this part on the team"),
        _("Add a colleague"),
    ),
}

QUESTIONS: Mapping[str, Promise] = {
    "industry": _("the customer's industry"),
    "customer_type": _("the customer's type"),
    "background": _("background"),
    "need": _("a need"),
    "pain": _("a pain"),
    "figure": _("the customer's own figure for a pain"),
    "budget": _("the budget"),
    "cycle": _("expected cycle"),
    "value_to_customer": _("value to the customer"),
    "value_to_us": _("value to us"),
    "amount": _("amount"),
    "close_on": _("expected close"),
    "stage": _("stage"),
    "team": _("a colleague on the team"),
    "competitor": _("a competitor"),
    "decider": _("a named KDM"),
    "influencer": _("a named KI"),
    "user": _("a named KU"),
    "attitude": _("an attitude with its words"),
    "goal": _("the overall goal, measurable and with a day"),
    "stage_goal": _("a stage goal"),
    "communication": _("a strategy of communication"),
    "value": _("a strategy of value"),
    "competition": _("a strategy against the competition"),
    "follow_up": _("a follow-up"),
    "contacts": _("with whom we spoke"),
    "next_step": _("a next step with a day"),
    "next_step_doer": _("who does the next step"),
    "risk": _("a risk with its countermeasure"),
    "value_sheet": _("a value sheet"),
}
SHEETS: Mapping[str, Promise] = {"return": _("Return and total cost"), "criteria": _("Weighted criteria")}


def reason(key: str, because: str, parameters: Mapping[str, Parameter]) -> str:
    """Return in words what a check found."""
    return str(CHECKS[key].reasons[because]) % parameters


def severity_words(severity: int) -> str:
    """Return how bad it is."""
    return str(SEVERITIES[Severity(severity)])


def since_words(since: date, today: date) -> str:
    """Return since when, with the year where it is not this one."""
    return since.isoformat()[5:] if since.year == today.year else since.isoformat()
