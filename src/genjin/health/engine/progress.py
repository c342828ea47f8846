"""推进: does the plan move, and does the customer move with it."""

from datetime import date, timedelta
from itertools import takewhile

from genjin.health.engine.check import Finding, check
from genjin.health.engine.facts import PlanFacts
from genjin.health.engine.rules import Dimension, Rules, Severity
from genjin.planning.rhythm import usual_silence

PROGRESS = Dimension.PROGRESS
STILL_ALIVE_DAYS = 7
UNANSWERED, UNANSWERED_DAYS = 3, 10
STALL_PERCENT = ((200, Severity.RED), (125, Severity.HIGH), (100, Severity.MEDIUM))
LONG_SLIP = timedelta(days=90)


@check("P1", PROGRESS, remedy="next_step", family="next step")
def no_next_step(facts: PlanFacts, _rules: Rules) -> Finding | None:
    """P1 无下一步: no open next step dated today or later; one that is late by a week at most is P2's matter alone."""
    steps = facts.open_steps()
    dated = [step.due_on for step in steps if step.due_on is not None]
    if dated and max(dated) >= facts.today - timedelta(days=STILL_ALIVE_DAYS):
        return None
    is_red = facts.stage >= 4 and facts.is_selling
    return Finding(
        Severity.RED if is_red else Severity.HIGH,
        since=_nothing_planned_since(facts),
        because="late" if dated else "undated" if steps else "none",
    )


def _nothing_planned_since(facts: PlanFacts) -> date:
    """Return the day from which nothing was planned any more: after the last due day, closing or contact."""
    days = [step.due_on for step in facts.steps if step.is_next and step.due_on]
    days += [step.done_on for step in facts.steps if step.is_next and step.done_on]
    days += [contact.on for contact in facts.contacts]
    return max((day for day in days if day <= facts.today), default=facts.created_on)


@check("P2", PROGRESS, remedy="late_step", family="next step")
def next_step_late(facts: PlanFacts, _rules: Rules) -> Finding | None:
    """P2 下一步逾期: the step that is due last is late, by a week at most or by more."""
    late = max(
        (step for step in facts.open_steps() if step.due_on is not None),
        key=lambda step: (step.due_on, step.pk),
        default=None,
    )
    if late is None or late.due_on is None or late.due_on >= facts.today:
        return None
    days = (facts.today - late.due_on).days
    return Finding(
        Severity.MEDIUM if days <= STILL_ALIVE_DAYS else Severity.HIGH,
        since=late.due_on + timedelta(days=1),
        parameters={"what": late.content[:60], "days": days},
        target=late.pk,
    )


@check("P3", PROGRESS, remedy="other_channel", family="silence")
def silence(facts: PlanFacts, rules: Rules) -> Finding | None:
    """P3 沉默: no two-way contact for longer than usual; where six gaps are known, the customer's own rhythm counts."""
    last, (usual, is_own) = facts.last_two_way(), usual_gap(facts, rules)
    if usual is None:
        return None
    since = last or facts.created_on
    days = facts.working_days_since(since)
    if days <= usual:
        return None
    return Finding(
        Severity.HIGH if days > 2 * usual else Severity.MEDIUM,
        since=since,
        because="never" if last is None else "own" if is_own else "usual",
        parameters={"days": days, "usual": usual},
    )


def usual_gap(facts: PlanFacts, rules: Rules) -> tuple[int | None, bool]:
    """Return after how many working days silence is unusual, and whether that is the customer's own rhythm."""
    own = usual_silence(contact.on for contact in facts.contacts if contact.is_two_way)
    return (own, True) if own is not None else (rules.stage(facts.stage).silence_days, False)


@check("P4", PROGRESS, remedy="reengage", family="silence")
def no_answer(facts: PlanFacts, _rules: Rules) -> Finding | None:
    """P4 已读不回: three messages of ours or more in ten working days, and nothing came back."""
    recent = [contact for contact in facts.contacts if facts.working_days_since(contact.on) < UNANSWERED_DAYS]
    sent = [contact for contact in recent if contact.is_outbound]
    if len(sent) < UNANSWERED or any(contact.is_two_way for contact in recent):
        return None
    return Finding(Severity.HIGH, since=sent[0].on, parameters={"messages": len(sent)})


@check("P5", PROGRESS, remedy="blocker")
def stage_stalls(facts: PlanFacts, rules: Rules) -> Finding | None:
    """P5 阶段停滞: as long in the stage as is usual, a quarter longer, or twice as long."""
    rule = rules.stage(facts.stage)
    if not rule.usual_days or not facts.days_in_stage:
        return None
    percent = 100 * facts.days_in_stage / rule.usual_days
    severity = next((level for least, level in STALL_PERCENT if percent >= least), None)
    if severity is None:
        return None
    return Finding(
        severity,
        since=facts.stage_since,
        because="own" if rule.own_deals else "default",
        parameters={"days": facts.days_in_stage, "usual": rule.usual_days, "deals": rule.own_deals},
    )


@check("P6", PROGRESS, remedy="smaller_ask")
def only_pauses(facts: PlanFacts, _rules: Rules) -> Finding | None:
    """P6 连续暂时中断: the last two or three contacts whose result is told came to no commitment."""
    told = [contact for contact in reversed(facts.contacts) if contact.result]
    pauses = list(takewhile(lambda contact: contact.result == "pause", told))
    if len(pauses) < 2:
        return None
    return Finding(
        Severity.RED if len(pauses) >= 3 else Severity.HIGH, since=pauses[-1].on, parameters={"contacts": len(pauses)}
    )


@check("P8", PROGRESS, remedy="new_date")
def close_is_past(facts: PlanFacts, _rules: Rules) -> Finding | None:
    """P8 签约日已过: the day on which it was to be signed has passed, and it is not signed."""
    if facts.close_on is None or facts.close_on >= facts.today or not facts.is_selling:
        return None
    days = (facts.today - facts.close_on).days
    return Finding(
        Severity.RED,
        since=facts.close_on + timedelta(days=1),
        parameters={"day": facts.close_on.isoformat(), "days": days},
    )


@check("P9", PROGRESS, remedy="root_cause")
def put_off_again(facts: PlanFacts, _rules: Rules) -> Finding | None:
    """P9 反复推迟: the expected close was put off twice, three times, or by more than ninety days in all."""
    moves = facts.close_moves
    slip = sum((move.to - move.was for move in moves), timedelta())
    if not facts.is_selling or (len(moves) < 2 and slip <= LONG_SLIP):
        return None
    is_worse = len(moves) >= 3 or slip > LONG_SLIP
    return Finding(
        Severity.HIGH if is_worse else Severity.MEDIUM,
        since=moves[-1].on,
        parameters={"moves": len(moves), "days": slip.days},
    )


CHECKS = (no_next_step, next_step_late, silence, no_answer, stage_stalls, only_pauses, close_is_past, put_off_again)
