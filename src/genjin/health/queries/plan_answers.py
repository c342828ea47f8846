"""Which questions of a plan are answered: what its completeness is reckoned from."""

from collections.abc import Iterable

from genjin.health.engine.facts import Person
from genjin.health.queries.plan_rows import PlanRows
from genjin.pipeline.models import BudgetFact, Competitor, Need, NeedKind, TeamMember
from genjin.planning.models import Action, FollowUp, Goal, Place, Risk, Strategy, ValueSheet

ROLE_KEYS = {"KDM": "decider", "KI": "influencer", "KU": "user"}


def filled(plan: PlanRows, people: Iterable[Person]) -> frozenset[str]:
    """Return the keys of the answered questions (`engine/completeness.py`)."""
    answers = _profile(plan) | _entries(plan) | _people(people) | _doings(plan)
    return frozenset(key for key, is_answered in answers.items() if is_answered)


def _profile(plan: PlanRows) -> dict[str, object]:
    project, customer = plan.project, plan.project.customer
    return {
        "industry": customer and customer.industry.strip(),
        "customer_type": customer and customer.customer_type,
        "background": project.background.strip(),
        "cycle": project.cycle.strip(),
        "value_to_customer": project.value_to_customer.strip(),
        "value_to_us": project.value_to_us.strip(),
        "amount": project.amount is not None,
        "close_on": project.close_on,
        "stage": project.stage_id,
    }


def _entries(plan: PlanRows) -> dict[str, object]:
    needs, goals = plan.of(Need), plan.of(Goal)
    overall = [goal for goal in goals if goal.parent_id is None]
    return {
        "need": any(need.kind == NeedKind.NEED for need in needs),
        "pain": any(need.kind == NeedKind.PAIN for need in needs),
        "figure": any(need.kind == NeedKind.PAIN and need.figure.strip() for need in needs),
        "budget": plan.of(BudgetFact),
        "team": plan.of(TeamMember),
        "competitor": plan.of(Competitor),
        "goal": any(goal.measure.strip() and goal.due_on for goal in overall),
        "stage_goal": any(goal.parent_id for goal in goals),
        "value_sheet": plan.of(ValueSheet),
        **{strategy.kind: True for strategy in plan.of(Strategy)},
    }


def _people(people: Iterable[Person]) -> dict[str, object]:
    named = [person for person in people if person.is_named]
    found: dict[str, object] = {ROLE_KEYS[person.role]: True for person in named if person.role in ROLE_KEYS}
    return found | {"attitude": any(person.attitude is not None for person in named)}


def _doings(plan: PlanRows) -> dict[str, object]:
    steps = [action for action in plan.of(Action) if action.is_open and action.place != Place.MAIN]
    return {
        "follow_up": plan.of(FollowUp),
        "contacts": any(getattr(row, "contact_ids", ()) for row in plan.of(FollowUp)),
        "next_step": any(step.due_on for step in steps),
        "next_step_doer": any(step.owner_words.strip() for step in steps),
        "risk": any(risk.response.strip() for risk in plan.of(Risk)),
    }
