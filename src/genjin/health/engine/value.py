"""价值与资格: is it worth the customer's money, and ours."""

from genjin.health.engine.check import Finding, check, listed
from genjin.health.engine.facts import PlanFacts
from genjin.health.engine.qualification import letters
from genjin.health.engine.rules import Dimension, Rules, Severity

VALUE = Dimension.VALUE
FAR_BELOW = 4
# type of customer: the sheet that it wants to see
WANTED_SHEETS = {"cost": "return", "technology": "criteria"}


@check("V1", VALUE, remedy="pain")
def pain_without_figure(facts: PlanFacts, _rules: Rules) -> Finding | None:
    """V1 痛点未量化: no pain has a figure of the customer's own."""
    if facts.stage < 3 or not facts.is_selling or facts.figured_pains or facts.has_confirmed_return:
        return None
    because = "no_figure" if facts.pains else "no_pain"
    return Finding(Severity.HIGH, since=facts.since_stage(3), because=because, parameters={"pains": facts.pains})


@check("V2", VALUE, remedy="budget")
def budget_unknown(facts: PlanFacts, _rules: Rules) -> Finding | None:
    """V2 预算未知: no word about the budget that still counts."""
    if facts.stage < 2 or not facts.is_selling or facts.has_live_budget:
        return None
    told = facts.budget_on
    return Finding(
        Severity.HIGH if facts.stage >= 3 else Severity.MEDIUM,
        since=max(told, facts.since_stage(2)) if told else facts.since_stage(2),
        because="outdated" if told else "none",
        parameters={"day": told.isoformat()} if told else {},
    )


@check("V4", VALUE, remedy="delay_cost")
def no_reason_to_act(facts: PlanFacts, _rules: Rules) -> Finding | None:
    """V4 无触发事件: the customer never told a firm date (a confirmed signal of the timeline for us)."""
    if facts.stage < 3 or not facts.is_selling or facts.signalled("timeline", "+"):
        return None
    return Finding(Severity.MEDIUM, since=facts.since_stage(3))


@check("V5", VALUE, remedy="sheet")
def wrong_proof(facts: PlanFacts, _rules: Rules) -> Finding | None:
    """V5 价值打法不符: past solution design without the reckoning that this type of customer decides by."""
    if facts.stage < 4 or not facts.is_selling:
        return None
    present = facts.sheets - (set() if facts.has_confirmed_return else {"return"})
    for customer_type, sheet in WANTED_SHEETS.items():
        if customer_type in facts.customer_types and sheet not in present:
            because = "unconfirmed" if sheet in facts.sheets else customer_type
            return Finding(Severity.MEDIUM, facts.since_stage(4), because, {"sheet": sheet})
    return None


@check("V6", VALUE, remedy="letter")
def not_qualified(facts: PlanFacts, rules: Rules) -> Finding | None:
    """V6 资格分不足: MEDDPICC below what the stage needs, by up to three or by more."""
    needed = rules.stage(facts.stage).qualification
    scores = letters(facts)
    score = sum(scores.values())
    if needed is None or score >= needed:
        return None
    weakest = sorted(scores, key=lambda letter: scores[letter])[:2]
    return Finding(
        Severity.HIGH if needed - score >= FAR_BELOW else Severity.MEDIUM,
        since=facts.stage_since,
        parameters={"score": score, "needed": needed, "letters": listed(weakest), "weakest": weakest[0]},
    )


CHECKS = (pain_without_figure, budget_unknown, no_reason_to_act, wrong_proof, not_qualified)
