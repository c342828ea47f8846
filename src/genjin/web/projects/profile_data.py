"""Module 一: the customer and the project."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from genjin.customers.models import Customer
from genjin.pipeline.models import BudgetFact, Competitor, Need, Project, Standing, TeamMember
from genjin.pipeline.rules import BudgetStanding, budget_standing, observed_on
from genjin.web.formats import day_with_weekday, short_amount, short_day
from genjin.web.projects.project_page import ProjectPage

STANDING_CHIPS = {Standing.AHEAD: "pos", Standing.BEHIND: "neg", Standing.EVEN: "warn"}


@dataclass(frozen=True, slots=True)
class BudgetLine:
    """One word about the budget as it is written: the range, who said it and when."""

    pk: int
    words: str
    state: str
    who: str
    day: str


@dataclass(frozen=True, slots=True)
class Budget:
    """The budget. `latest` counts; those that disagree stand beside it."""

    latest: BudgetLine
    disagreeing: Sequence[BudgetLine]
    history: Sequence[BudgetLine]
    trend: str
    is_expired: bool


@dataclass(frozen=True, slots=True)
class CompetitorLine:
    """A competitor, and the colour of where we stand."""

    competitor: Competitor
    chip: str


@dataclass(frozen=True, slots=True)
class Profile:
    """What the module shows."""

    project: Project
    customer: Customer | None
    customer_facts: str
    needs: Sequence[Need]
    budget: Budget | None
    amount: str
    close: str
    is_close_past: bool
    competitors: Sequence[CompetitorLine]
    team: Sequence[TeamMember]


def profile(page: ProjectPage) -> Profile:
    """Return what the module shows."""
    project, customer = page.plan.project, page.plan.customer
    standing = budget_standing(page.plan.of(BudgetFact), page.today)
    return Profile(
        project=project,
        customer=customer,
        customer_facts=" · ".join(_customer_facts(customer)) if customer else "",
        needs=page.plan.of(Need),
        budget=_budget(standing, project.currency, page.today) if standing else None,
        amount=short_amount(project.amount, project.currency) if project.amount is not None else "",
        close=day_with_weekday(project.close_on, page.today) if project.close_on else "",
        is_close_past=bool(project.close_on and project.close_on < page.today and page.outcome is None),
        competitors=[CompetitorLine(row, _standing_chip(row)) for row in page.plan.of(Competitor)],
        team=sorted(page.plan.of(TeamMember), key=lambda member: member.pk),
    )


def _customer_facts(customer: Customer) -> list[str]:
    facts = [customer.industry, customer.size, customer.ownership, customer.region]
    labels = [customer.get_customer_type_display(), customer.get_second_type_display(), customer.get_tier_display()]
    return [fact for fact in (*facts, *labels) if fact]


def _standing_chip(competitor: Competitor) -> str:
    return STANDING_CHIPS.get(Standing(competitor.standing), "")


def _budget(standing: BudgetStanding, currency: str, today: date) -> Budget:
    def line(fact: BudgetFact) -> BudgetLine:
        return BudgetLine(
            pk=fact.pk,
            words=_range(fact, currency),
            state=str(fact.get_state_display()),
            who=fact.said_by,
            day=short_day(observed_on(fact), today),
        )

    disagreeing = [line(fact) for fact in standing.disagreeing]
    history = [line(fact) for fact in standing.history if fact not in standing.disagreeing]
    return Budget(line(standing.latest), disagreeing, history, standing.trend, standing.is_expired)


def _range(fact: BudgetFact, currency: str) -> str:
    ends = [short_amount(end, currency) for end in (fact.low, fact.high) if end is not None]
    if len(ends) == 2 and ends[0] == ends[1]:
        return ends[0]
    if not ends:
        return ""
    if fact.low is None:
        return f"≤ {ends[0]}"
    return f"≥ {ends[0]}" if fact.high is None else " – ".join(ends)
