"""The facts that the checks need, of many plans at once, in a constant number of queries."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta

from django.utils import timezone

from genjin.core import clock
from genjin.health.engine.facts import (
    CloseMove,
    Contacted,
    Danger,
    Doubt,
    Person,
    PlanFacts,
    Rival,
    Signal,
    Step,
)
from genjin.health.queries.plan_answers import filled
from genjin.health.queries.plan_rows import COMPETITION_KINDS, MAP_KINDS, PlanRows, plan_rows
from genjin.pipeline.models import (
    AttitudeFact,
    BudgetFact,
    BudgetState,
    Competitor,
    CriterionCheck,
    Evidence,
    ForecastClass,
    Need,
    NeedKind,
    StageMove,
    Stakeholder,
    StakeholderLine,
    Standing,
    TeamMember,
)
from genjin.pipeline.rules import budget_standing
from genjin.pipeline.rules import observed_on as told_on
from genjin.pipeline.stakeholder_rules import latest_fact, observed_on
from genjin.planning.models import (
    Action,
    BuyingSignal,
    Channel,
    FollowUp,
    Objection,
    Place,
    Risk,
    RiskCategory,
    SheetKind,
    ValueSheet,
)
from genjin.planning.queries.people_map import is_two_way
from genjin.planning.rules import stage_periods, working_days_by_stage
from genjin.planning.value_sheets import is_unconfirmed, read_criteria, read_inputs
from genjin.planning.weak_actions import is_vague

MESSAGES = {Channel.EMAIL, Channel.IM}
LEADS_ON = {Place.NEXT_STEP, Place.PLAN}
LAG_WINDOW = timedelta(days=60)
Days = Mapping[int | None, date | None]  # when a follow-up took place, by its id
IN_ONE_GO = 5  # rows written within one minute are a table that was brought in, not contacts written down


def plan_facts(ids: Collection[int], today: date) -> dict[int, PlanFacts]:
    """Return the facts of those of the projects that go on, by project."""
    return {rows.project.pk: facts_of(rows, today) for rows in plan_rows(ids, today)}


def facts_of(plan: PlanRows, today: date) -> PlanFacts:
    """Return the facts of one plan from its rows."""
    project = plan.project
    periods = stage_periods(plan.of(FollowUp), plan.of(StageMove))
    stage_id = project.stage_id or 0
    number = plan.numbers.get(stage_id, 0)
    days = plan.days()
    actions = plan.of(Action)
    facts_by_person = _latest_attitudes(plan)
    people = tuple(_people(plan, facts_by_person, actions, today))
    budget = budget_standing(plan.of(BudgetFact), today)
    pains = [need for need in plan.of(Need) if need.kind == NeedKind.PAIN]
    sheets = plan.of(ValueSheet)
    return PlanFacts(
        today=today,
        project=project.pk,
        created_on=timezone.localdate(project.created_at),
        stage=number,
        stages=tuple((plan.numbers.get(period.stage.pk, 0), period.entered_on) for period in periods),
        days_in_stage=working_days_by_stage(periods, today).get(stage_id, 0),
        close_on=project.close_on,
        close_moves=tuple(_close_moves(plan)),
        is_committed=project.forecast_class == ForecastClass.COMMITTED,
        unmet_behind=_unmet_behind(plan, number),
        people=people,
        contacts=tuple(_contacts(plan, today)),
        steps=tuple(_step(action, days) for action in actions),
        doubts=tuple(_doubts(plan, people, days)),
        dangers=tuple(_dangers(plan, days)),
        pains=len(pains),
        figured_pains=sum(bool(pain.figure.strip()) and pain.evidence >= Evidence.SAID for pain in pains),
        written_pains=sum(pain.evidence == Evidence.WRITTEN for pain in pains),
        budget_on=told_on(budget.latest) if budget else None,
        has_live_budget=budget is not None and not budget.is_expired and _says_something(budget.latest),
        customer_types=_customer_types(plan),
        sheets=frozenset(sheet.kind for sheet in sheets),
        has_confirmed_return=any(_is_confirmed(sheet) for sheet in sheets),
        scored_criteria=max((_scored(sheet) for sheet in sheets), default=0),
        rivals=tuple(_rivals(plan)),
        lines=len(plan.of(StakeholderLine)),
        duties=frozenset(member.duty for member in plan.of(TeamMember)),
        evidence=tuple(_evidence(plan, facts_by_person.values(), budget.latest if budget else None)),
        record_lags=tuple(_record_lags(plan.of(FollowUp), today)),
        signals=tuple(_signals(plan)),
        map_touched_on=_last_touch(plan, MAP_KINDS),
        competition_touched_on=_last_touch(plan, COMPETITION_KINDS),
        filled=filled(plan, people),
    )


def _latest_attitudes(plan: PlanRows) -> dict[int, AttitudeFact]:
    told: dict[int, list[AttitudeFact]] = {}
    for fact in plan.of(AttitudeFact):
        told.setdefault(fact.stakeholder_id, []).append(fact)
    return {pk: latest for pk, facts in told.items() if (latest := latest_fact(facts)) is not None}


def _people(plan: PlanRows, told: dict[int, AttitudeFact], actions: Iterable[Action], today: date) -> Iterable[Person]:
    """Yield the stakeholders; who has left the company is none any more."""
    answers = any(risk.category == RiskCategory.PEOPLE and risk.response.strip() for risk in plan.of(Risk))
    deeds = [action.content for action in actions if action.is_open]
    for row in sorted(plan.of(Stakeholder), key=lambda row: row.pk):
        contact = row.contact
        if contact is not None and contact.left_on is not None and contact.left_on <= today:
            continue
        fact = told.get(row.pk)
        name = contact.name if contact else row.placeholder
        is_against = fact is not None and fact.attitude < 0
        yield Person(
            pk=row.pk,
            name=name,
            role=row.role,
            contact=row.contact_id,
            influence=row.influence,
            attitude=fact.attitude if fact else None,
            evidence=fact.evidence if fact else None,
            attitude_on=observed_on(fact) if fact else None,
            buying_roles=frozenset(row.buying_roles),
            has_countermeasure=is_against and (answers or any(name in deed for deed in deeds)),
        )


def _contacts(plan: PlanRows, today: date) -> Iterable[Contacted]:
    for row in plan.of(FollowUp):
        if row.happened_on is None or row.happened_on > today:
            continue
        both = is_two_way(row.channel, is_answered=getattr(row, "is_answered", False))
        yield Contacted(
            on=row.happened_on,
            is_two_way=both,
            is_outbound=not both and row.channel in MESSAGES,
            people=getattr(row, "contact_ids", frozenset()),
            ours=getattr(row, "colleague_ids", frozenset()) or frozenset({row.logged_by_id} - {None}),
            result=row.result,
        )


def _step(action: Action, days: Days) -> Step:
    return Step(
        pk=action.pk,
        content=action.content,
        due_on=action.due_on,
        is_open=action.is_open,
        done_on=action.done_on,
        is_next=action.place in LEADS_ON,
        has_doer=bool(action.owner_words.strip()),
        is_vague=action.is_open and is_vague(action.content),
        told_on=days.get(action.follow_up_id),
    )


def _doubts(plan: PlanRows, people: Iterable[Person], days: Days) -> Iterable[Doubt]:
    deciders = {person.contact for person in people if person.is_decider} - {None}
    for row in plan.of(Objection):
        on = days.get(row.follow_up_id)
        if on is not None:
            yield Doubt(row.pk, row.content, on, is_of_decider=row.raised_by_id in deciders)


def _dangers(plan: PlanRows, days: Days) -> Iterable[Danger]:
    for row in plan.of(Risk):
        yield Danger(
            pk=row.pk,
            content=row.content,
            score=row.score,
            has_owner=row.owner_id is not None,
            has_measure=bool(row.response.strip()),
            review_on=row.review_on,
            since=days.get(row.follow_up_id),
        )


def _rivals(plan: PlanRows) -> Iterable[Rival]:
    for row in plan.of(Competitor):
        has_answer = bool(row.counter_strategy.strip() or row.approach)
        yield Rival(row.name, is_judged=row.standing != Standing.UNKNOWN, has_answer=has_answer)


def _close_moves(plan: PlanRows) -> Iterable[CloseMove]:
    """Yield how often the expected close was put off; to bring it forward is not to put it off."""
    for on, old, new in plan.close_changes:
        if old and new and new > old:
            yield CloseMove(on, date.fromisoformat(old), date.fromisoformat(new))


def _unmet_behind(plan: PlanRows, number: int) -> int:
    """Return how many hard exit criteria of the stages behind are not met."""
    met = {check.criterion_id for check in plan.of(CriterionCheck)}
    behind = [entry for entry in plan.criteria if plan.numbers.get(entry.stage_id, 0) < number]
    return sum(entry.pk not in met and entry.is_hard_for(plan.project) for entry in behind)


def _customer_types(plan: PlanRows) -> frozenset[str]:
    customer = plan.project.customer
    return frozenset({customer.customer_type, customer.second_type} - {""}) if customer else frozenset()


def _says_something(fact: BudgetFact) -> bool:
    return fact.state != BudgetState.UNKNOWN or fact.low is not None or fact.high is not None


def _is_confirmed(sheet: ValueSheet) -> bool:
    inputs = read_inputs(sheet.lines) if sheet.kind == SheetKind.RETURN else []
    return bool(inputs) and not is_unconfirmed(inputs)


def _scored(sheet: ValueSheet) -> int:
    criteria = read_criteria(sheet.lines) if sheet.kind == SheetKind.CRITERIA else []
    return sum(criterion.ours is not None for criterion in criteria)


def _evidence(plan: PlanRows, attitudes: Iterable[AttitudeFact], budget: BudgetFact | None) -> Iterable[int]:
    yield from (fact.evidence for fact in attitudes)
    yield from (need.evidence for need in plan.of(Need))
    if budget is not None:
        yield budget.evidence


def _record_lags(rows: Iterable[FollowUp], today: date) -> Iterable[float]:
    """Yield the hours from the end of a contact's day to its record, for contacts of sixty days."""
    recent = [row for row in rows if row.happened_on and today - LAG_WINDOW <= row.happened_on <= today]
    written = Counter(row.logged_at.replace(second=0, microsecond=0) for row in recent)
    for row in recent:
        if row.happened_on and written[row.logged_at.replace(second=0, microsecond=0)] < IN_ONE_GO:
            yield max(0.0, (row.logged_at - clock.end_of(row.happened_on)).total_seconds() / 3600)


def _signals(plan: PlanRows) -> Iterable[Signal]:
    for row in plan.of(BuyingSignal):
        confirmed_on = timezone.localdate(row.decided_at) if row.decided_at else None
        yield Signal(row.type, row.polarity, row.observed_on, confirmed_on)


def _last_touch(plan: PlanRows, kinds: Iterable[str]) -> date | None:
    return max((on for (_pk, kind), on in plan.touched.items() if kind in kinds), default=None)
