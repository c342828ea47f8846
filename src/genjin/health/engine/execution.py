"""执行与质量: do we do what we say, and is what we know founded."""

from datetime import timedelta
from statistics import median

from genjin.health.engine.check import Finding, check, listed
from genjin.health.engine.facts import ATTITUDE_LIFE, PlanFacts, Step
from genjin.health.engine.rules import Dimension, Rules, Severity

EXECUTION = Dimension.EXECUTION
RECENT = timedelta(days=30)
ENOUGH_STEPS, LATE_PERCENT = 5, 30
LATE_RECORD_HOURS, ENOUGH_RECORDS = 48, 5
ENOUGH_FACTS = 3
SIGNAL_LIFE = timedelta(days=30)


@check("E1", EXECUTION, remedy="late_list")
def often_late(facts: PlanFacts, _rules: Rules) -> Finding | None:
    """E1 行动逾期率: of five or more that were due in thirty days, over thirty percent were late."""
    due = [step for step in facts.steps if step.due_on and facts.today - RECENT <= step.due_on < facts.today]
    due = [step for step in due if step.is_open or step.done_on]
    late = [step for step in due if step.is_open or (step.done_on and step.due_on and step.done_on > step.due_on)]
    if len(due) < ENOUGH_STEPS or 100 * len(late) <= LATE_PERCENT * len(due):
        return None
    since = min(step.due_on for step in late if step.due_on)
    return Finding(Severity.MEDIUM, since, parameters={"late": len(late), "due": len(due)})


@check("E2", EXECUTION, remedy="bare_step")
def bare_step(facts: PlanFacts, _rules: Rules) -> Finding | None:
    """E2 无责任人/日期: an open action does not say who, or by when."""
    bare = [step for step in facts.steps if step.is_open and (not step.has_doer or step.due_on is None)]
    return _about(bare, facts) if bare else None


@check("E3", EXECUTION, remedy="vague_step")
def vague_step(facts: PlanFacts, _rules: Rules) -> Finding | None:
    """E3 弱动作: an open action names no deed."""
    vague = [step for step in facts.steps if step.is_open and step.is_vague]
    return _about(vague, facts) if vague else None


def _about(steps: list[Step], facts: PlanFacts) -> Finding:
    first = min(steps, key=lambda step: (step.told_on or facts.created_on, step.pk))
    return Finding(
        Severity.LOW,
        since=first.told_on or facts.created_on,
        parameters={"what": first.content[:60], "more": len(steps) - 1},
        target=first.pk,
    )


@check("E4", EXECUTION, remedy="attitude")
def attitude_outdated(facts: PlanFacts, _rules: Rules) -> Finding | None:
    """E4 情报过期: how a decision maker or influencer stands was last shown over 45 days ago."""
    if not 3 <= facts.stage <= 5:
        return None
    old = [
        (person.attitude_on, person)
        for person in facts.people
        if person.role in {"KDM", "KI"} and person.attitude_on and facts.today - person.attitude_on > ATTITUDE_LIFE
    ]
    if not old:
        return None
    told, first = min(old, key=lambda entry: (entry[0], entry[1].pk))
    return Finding(
        Severity.MEDIUM,
        since=told + ATTITUDE_LIFE + timedelta(days=1),
        parameters={"names": listed([person.name for _on, person in old]), "day": told.isoformat()},
        target=first.pk,
    )


@check("E5", EXECUTION, remedy="contact")
def recorded_late(facts: PlanFacts, _rules: Rules) -> Finding | None:
    """E5 补录滞后: half of the contacts were written down more than two days later."""
    if len(facts.record_lags) < ENOUGH_RECORDS or median(facts.record_lags) <= LATE_RECORD_HOURS:
        return None
    hours = round(median(facts.record_lags))
    return Finding(
        Severity.LOW, facts.contacts[-1].on if facts.contacts else facts.created_on, parameters={"hours": hours}
    )


@check("E6", EXECUTION, remedy="evidence")
def unfounded(facts: PlanFacts, _rules: Rules) -> Finding | None:
    """E6 证据不足: more than half of the key facts are our own judgement (E0)."""
    own = sum(level == 0 for level in facts.evidence)
    if facts.stage < 3 or len(facts.evidence) < ENOUGH_FACTS or 2 * own <= len(facts.evidence):
        return None
    return Finding(Severity.MEDIUM, facts.since_stage(3), parameters={"own": own, "all": len(facts.evidence)})


@check("E7", EXECUTION, remedy="profile")
def contradiction(facts: PlanFacts, _rules: Rules) -> Finding | None:
    """E7 自相矛盾: committed with criteria unmet, or the contract is spoken of while the stage is early."""
    if facts.is_committed and facts.is_selling and (facts.stage < 4 or facts.unmet_behind):
        because = "early" if facts.stage < 4 else "unmet"
        return Finding(Severity.HIGH, facts.stage_since, because, {"criteria": facts.unmet_behind})
    told = [signal.on for signal in facts.signalled("contract", "+") if facts.today - signal.on <= SIGNAL_LIFE]
    if told and 0 < facts.stage < 4:
        return Finding(Severity.HIGH, min(told), "contract", {"day": max(told).isoformat()})
    return None


@check("E8", EXECUTION, remedy="support")
def support_missing(facts: PlanFacts, _rules: Rules) -> Finding | None:
    """E8 支撑缺位: solution design without anybody technical on the team, signing without anybody for delivery."""
    wanted = {3: "technical", 5: "delivery"}.get(facts.stage)
    if wanted is None or wanted in facts.duties:
        return None
    return Finding(Severity.LOW, since=facts.stage_since, because=wanted, parameters={"duty": wanted})


CHECKS = (
    often_late,
    bare_step,
    vague_step,
    attitude_outdated,
    recorded_late,
    unfounded,
    contradiction,
    support_missing,
)
