"""竞争与流程: who else, by which way, and what stands against us."""

from datetime import date, timedelta

from genjin.health.engine.check import Finding, check
from genjin.health.engine.facts import Danger, PlanFacts
from genjin.health.engine.qualification import letters
from genjin.health.engine.rules import Dimension, Rules, Severity

COMPETITION = Dimension.COMPETITION
ANSWER_WITHIN = timedelta(days=7)
DECIDER_DOUBT, ANY_DOUBT = timedelta(days=14), timedelta(days=30)
EXTREME = 15


@check("C1", COMPETITION, remedy="rival")
def rivals_unknown(facts: PlanFacts, _rules: Rules) -> Finding | None:
    """C1 竞争未知: nobody wrote down who else wants it, or where we stand against them."""
    if facts.stage < 2 or not facts.is_selling or any(rival.is_judged for rival in facts.rivals):
        return None
    return Finding(
        Severity.HIGH if facts.stage >= 3 else Severity.MEDIUM,
        since=facts.since_stage(2),
        because="not_judged" if facts.rivals else "nobody",
    )


@check("C2", COMPETITION, remedy="counter")
def rival_unanswered(facts: PlanFacts, _rules: Rules) -> Finding | None:
    """C2 竞品动作无应对: a competitor moved a week ago, and neither its entry nor a strategy was touched since."""
    moves = facts.signalled("competitor", "-")
    if not moves or facts.today - moves[-1].known_on <= ANSWER_WITHIN:
        return None
    touched = facts.competition_touched_on
    if touched is not None and touched >= moves[-1].on:
        return None
    return Finding(Severity.HIGH, since=moves[-1].on, parameters={"day": moves[-1].known_on.isoformat()})


@check("C3", COMPETITION, remedy="approver")
def process_unknown(facts: PlanFacts, _rules: Rules) -> Finding | None:
    """C3 流程未知: who approves in the end, or who handles purchase and contract, is not named."""
    if facts.stage < 3 or not facts.is_selling:
        return None
    scores = letters(facts)
    missing = [name for name, letter in (("decision", "D2"), ("paper", "P")) if not scores[letter]]
    if not missing:
        return None
    severity = Severity.RED if facts.stage >= 4 else Severity.HIGH
    return Finding(severity, since=facts.since_stage(3), because="_and_".join(missing))


@check("C5", COMPETITION, remedy="doubt")
def doubt_open(facts: PlanFacts, _rules: Rules) -> Finding | None:
    """C5 异议悬置: a decision maker's objection is open for two weeks, or anybody's for a month."""
    found = [
        (Severity.HIGH if doubt.is_of_decider else Severity.MEDIUM, doubt)
        for doubt in facts.doubts
        if facts.today - doubt.raised_on > (DECIDER_DOUBT if doubt.is_of_decider else ANY_DOUBT)
    ]
    if not found:
        return None
    severity, doubt = max(found, key=lambda entry: (entry[0], facts.today - entry[1].raised_on, -entry[1].pk))
    return Finding(
        severity,
        since=doubt.raised_on,
        because="decider" if doubt.is_of_decider else "any",
        parameters={
            "what": doubt.content[:60],
            "days": (facts.today - doubt.raised_on).days,
            "more": len(found) - 1,
        },
        target=doubt.pk,
    )


@check("C6", COMPETITION, remedy="danger")
def danger_unattended(facts: PlanFacts, _rules: Rules) -> Finding | None:
    """C6 高风险无主: a risk of 15 or more without owner, measure or day of review."""
    bare = [danger for danger in facts.dangers if (danger.score or 0) >= EXTREME and _lacking(danger)]
    if not bare:
        return None
    worst = max(bare, key=lambda danger: (danger.score or 0, -danger.pk))
    return Finding(
        Severity.RED,
        since=_since(worst, facts),
        because="_".join(_lacking(worst)),
        parameters={"what": worst.content[:60], "score": worst.score or 0},
        target=worst.pk,
    )


def _lacking(danger: Danger) -> list[str]:
    wanted = {"owner": danger.has_owner, "measure": danger.has_measure, "day": danger.review_on is not None}
    return [name for name, is_there in wanted.items() if not is_there]


def _since(danger: Danger, facts: PlanFacts) -> date:
    return danger.since or facts.stage_since


CHECKS = (rivals_unknown, rival_unanswered, process_unknown, doubt_open, danger_unattended)
