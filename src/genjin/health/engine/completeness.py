"""How much of a plan is filled in: a number of its own, which neither helps nor hurts its health.

Each question of the follow-up plan counts the same, whether a word or a page answers it.
"""

from collections.abc import Collection

ASKED: tuple[str, ...] = (
    "industry",
    "customer_type",
    "background",
    "need",
    "pain",
    "figure",
    "budget",
    "cycle",
    "value_to_customer",
    "value_to_us",
    "amount",
    "close_on",
    "stage",
    "team",
    "competitor",
    "decider",
    "influencer",
    "user",
    "attitude",
    "goal",
    "stage_goal",
    "communication",
    "value",
    "competition",
    "follow_up",
    "contacts",
    "next_step",
    "next_step_doer",
    "risk",
    "value_sheet",
)


def completeness(filled: Collection[str]) -> int:
    """Return how many of a hundred questions the plan answers."""
    return 100 * sum(key in filled for key in ASKED) // len(ASKED)


def unanswered(filled: Collection[str]) -> list[str]:
    """Return the questions that are still open, in the order of the plan."""
    return [key for key in ASKED if key not in filled]
