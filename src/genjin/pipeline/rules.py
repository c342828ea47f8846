"""Rules of the pipeline that need no database."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from genjin.core import clock
from genjin.pipeline.models import BudgetFact

BUDGET_SHELF = timedelta(days=60)  # DOMAIN §1: an older word about the budget is kept, but no longer counts as known


@dataclass(frozen=True, slots=True)
class BudgetStanding:
    """What we know of a budget. `latest` counts; `disagreeing` are live words of others that say something else."""

    latest: BudgetFact
    disagreeing: Sequence[BudgetFact]
    history: Sequence[BudgetFact]
    trend: str
    is_expired: bool


def budget_standing(facts: Iterable[BudgetFact], today: date) -> BudgetStanding | None:
    """Return what the facts come to on that day; None where there are none.

    A person's later word takes the place of the same person's earlier one. Words of two people that differ stand side
    by side: nobody decides for the user which of them is right. `trend` is `up`, `down` or nothing.
    """
    newest_first = sorted(facts, key=lambda fact: (observed_on(fact), fact.pk), reverse=True)
    if not newest_first:
        return None
    latest, *history = newest_first
    heard = {latest.said_by.strip()}
    disagreeing = []
    for fact in history:
        who = fact.said_by.strip()
        if who not in heard and not is_expired(fact, today) and _range(fact) != _range(latest):
            disagreeing.append(fact)
        heard.add(who)
    return BudgetStanding(latest, disagreeing, history, _trend(newest_first), is_expired(latest, today))


def observed_on(fact: BudgetFact) -> date:
    """Return the day on which it was heard, or else written down."""
    return fact.observed_on or clock.day_of(fact.created_at)


def is_expired(fact: BudgetFact, today: date) -> bool:
    """Tell whether the word is too old to count as known."""
    return observed_on(fact) + BUDGET_SHELF < today


def _range(fact: BudgetFact) -> tuple[Decimal | None, Decimal | None]:
    return (fact.low if fact.low is not None else fact.high, fact.high if fact.high is not None else fact.low)


def _trend(newest_first: Sequence[BudgetFact]) -> str:
    known = [top for fact in newest_first if (top := _range(fact)[1]) is not None]
    if len(known) < 2 or known[0] == known[1]:
        return ""
    return "up" if known[0] > known[1] else "down"
