"""What the demo data tells: read as the people in it see it."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from genjin.activity.models import ActivityEvent
from genjin.core import clock
from genjin.people.models import User
from genjin.pipeline.models import (
    AttitudeFact,
    BudgetFact,
    Competitor,
    CriterionCheck,
    Need,
    OutcomeKind,
    Project,
    ProjectOutcome,
    Stakeholder,
    StakeholderLine,
    TeamMember,
)
from genjin.pipeline.queries.projects import visible_customers, visible_projects
from genjin.pipeline.queries.stages import all_stages
from genjin.planning.columns import cell_texts
from genjin.planning.models import (
    Action,
    BuyingSignal,
    FollowUp,
    Goal,
    Objection,
    Place,
    Risk,
    SignalState,
    Strategy,
)
from genjin.planning.queries.filtered import filtered_follow_ups
from genjin.planning.queries.follow_ups import visible_actions, visible_follow_ups, whole_rows
from genjin.planning.queries.plan_view import PlanView
from genjin.planning.queries.project_plan import project_plan
from genjin.setup.demo import load_demo_data
from genjin.setup.demo.people import COLLEAGUES, PEOPLE
from genjin.setup.demo.plans import FOLDER
from genjin.setup.demo.stories import all_stories
from genjin.setup.demo.working_days import working_day

# by one of the processes, so that the demo data are loaded once
pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("demo")]
TODAY = date(2026, 3, 18)
RICH = ("MES 二期", "数据中台", "6号线综合监控", "风电场集控中心", "安全生产信息化平台", "集装箱码头TOS升级")
WHOLE = {
    Need: 3, BudgetFact: 2, Competitor: 2, TeamMember: 1, Stakeholder: 6, AttitudeFact: 8, StakeholderLine: 3, Goal: 4,
    Strategy: 3, CriterionCheck: 5, Objection: 5, Risk: 3,
}  # fmt: skip


@pytest.fixture(scope="module")
def demo(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[dict[str, User]]:
    """The demo data, loaded once for all that only look at it; people by user name."""
    with django_db_blocker.unblock(), transaction.atomic(), time_machine.travel(TODAY):
        load_demo_data(today=TODAY)
        yield {person.username: person for person in User.objects.all()}
        transaction.set_rollback(True)


def told() -> list[dict[str, str]]:
    """Every row as the plan table shows it, in the order in which the rows were logged."""
    return [cell_texts(row) for row in whole_rows().order_by("pk")]


def test_about_three_hundred_rows_none_like_another(demo: dict[str, User]) -> None:
    assert 280 <= len(told()) <= 320
    texts = Counter("\n".join(text for key, text in row.items() if key not in {"seq", "date"}) for row in told())
    assert max(texts.values()) == 1


def test_most_everyday_words_are_said_once(demo: dict[str, User]) -> None:
    feedback = Counter(row["feedback"] for row in told())
    assert max(feedback.values()) == 1


def test_no_placeholder_is_left(demo: dict[str, User]) -> None:
    assert not [row for row in told() if re.search(r"[{}]|None|\d十", "".join(row.values()))]


def test_each_row_has_goal_action_and_feedback(demo: dict[str, User]) -> None:
    assert all(row["goal"] and row["actions"] and row["feedback"] for row in told())


def test_every_action_names_one_of_us_and_a_day(demo: dict[str, User]) -> None:
    ours = {name for name, _role in PEOPLE.values()} | COLLEAGUES
    for action in Action.objects.exclude(place=Place.PLAN):
        assert action.due_on is not None, action.content
        assert set(action.owner_words.split("、")) <= ours, action.owner_words
        assert not action.content.endswith("）") or "（" in action.content


def test_every_objection_and_risk_has_an_answer(demo: dict[str, User]) -> None:
    for row in visible_follow_ups(demo["admin"]):
        for entry in [*row.objections.all(), *row.risks.all()]:
            assert entry.content
            assert entry.response, entry.content


def test_nothing_lies_in_the_future_but_what_is_due(demo: dict[str, User]) -> None:
    days = FollowUp.objects.values_list("happened_on", flat=True)
    assert max(days) < TODAY
    assert min(days) > TODAY - timedelta(days=290)
    assert all(day.weekday() < 5 for day in days)
    assert Action.objects.filter(done_on__gte=TODAY).count() == 0
    assert FollowUp.objects.filter(logged_at__gt=clock.now()).count() == 0


def test_what_was_done_was_ticked_on_its_day(demo: dict[str, User]) -> None:
    done = Action.objects.filter(done_on__isnull=False).exclude(place=Place.PLAN)
    assert done.count() > 700
    assert len(set(done.values_list("done_on", flat=True))) > 100
    for action in done.select_related("follow_up"):
        assert action.done_on >= action.follow_up.happened_on
        assert abs((action.done_on - max(action.due_on, action.follow_up.happened_on)).days) <= 4


def test_ten_customers_twenty_projects_six_stages(demo: dict[str, User]) -> None:
    administrator = demo["admin"]
    assert visible_customers(administrator).count() == 10
    assert len(set(visible_customers(administrator).values_list("industry", flat=True))) == 10
    projects = visible_projects(administrator)
    assert projects.count() == 20
    assert {project.stage for project in projects} == set(all_stages())
    assert all(project.amount and project.close_on and project.background and project.owner for project in projects)


def test_projects_stand_where_their_last_row_says_or_where_somebody_moved_them(demo: dict[str, User]) -> None:
    last = {(story.name, entry.name): entry.rows[-1].stage for story in all_stories() for entry in story.projects}
    elsewhere = [
        project
        for project in Project.objects.select_related("customer", "stage")
        if project.stage.name != last[project.customer.name, project.name]
    ]
    assert [project.name for project in elsewhere] == ["车辆段智能运维"]


def test_each_role_sees_its_own(demo: dict[str, User]) -> None:
    seen = {name: visible_projects(person).count() for name, person in demo.items()}
    assert seen["admin"] == seen["chenjing"] == 20
    assert 10 <= seen["zhangwei"] < 20
    assert 5 <= seen["wanglei"] < 15
    assert 5 <= seen["lina"] < 20
    assert seen["guest"] == 2


def test_there_is_something_to_worry_about(demo: dict[str, User]) -> None:
    everything = demo["admin"]

    def projects_in(scope: str) -> set[int]:
        return set(filtered_follow_ups(everything, PlanView(scope=scope)).values_list("project", flat=True))

    assert len(projects_in("overdue")) >= 4
    assert 3 <= len(projects_in("no_next_step")) <= 8
    silent = visible_projects(everything).filter(last_follow_up_on__lt=working_day(TODAY, -40))
    assert silent.count() >= 3
    due_soon = visible_actions(everything).filter(
        place=Place.NEXT_STEP, done_on=None, due_on__range=(TODAY, TODAY + timedelta(days=7))
    )
    assert due_soon.count() >= 10


@pytest.mark.parametrize("word", ["预算", "会签", "竞争", "降价", "砍"])
def test_signals_stand_in_the_words(demo: dict[str, User], word: str) -> None:
    assert filtered_follow_ups(demo["admin"], PlanView(words=word)).exists()


def test_words_are_found_by_who_may_see_them_only(demo: dict[str, User]) -> None:
    view = PlanView(words="一网统管")
    assert filtered_follow_ups(demo["zhangwei"], view).exists()
    assert not filtered_follow_ups(demo["wanglei"], view).exists()


def test_events_tell_when_it_happened(demo: dict[str, User]) -> None:
    moments = list(ActivityEvent.objects.order_by("pk").values_list("at", flat=True))
    assert moments == sorted(moments)
    assert len({moment.date() for moment in moments}) > 150


def test_every_customer_has_its_profile_its_units_and_its_people(demo: dict[str, User]) -> None:
    for customer in visible_customers(demo["admin"]):
        told = (customer.size, customer.ownership, customer.region, customer.culture, customer.customer_type)
        assert all(told), customer
        assert customer.units.count() >= 5
        assert customer.contacts.filter(unit__isnull=False).count() >= 5
        assert customer.customercompetitors.exists()


@pytest.mark.parametrize("name", RICH)
def test_a_rich_plan_holds_all_six_modules(demo: dict[str, User], name: str) -> None:
    project = Project.objects.get(name=name)
    plan = project_plan(project)
    assert all((project.background, project.cycle, project.value_to_customer, project.value_to_us))
    for model, least in WHOLE.items():
        assert len(plan.of(model)) >= least, model.__name__
    assert len({(fact.low, fact.high) for fact in plan.of(BudgetFact)}) > 1
    assert all(member.duties for member in plan.of(TeamMember) if member.user != demo["guest"])
    assert all(goal.measure and goal.due_on for goal in plan.of(Goal))
    assert all(fact.quote for fact in [*plan.of(AttitudeFact), *plan.of(Need)])
    actions = [action for action in plan.of(Action) if action.place == Place.PLAN]
    assert any(action.done_on and action.closing_words for action in actions)
    assert any(action.postponed_because for action in actions)
    assert any(action.cancelled_on and action.closing_words for action in actions)
    assert any(risk.score and risk.owner_id and risk.review_on for risk in plan.of(Risk))
    assert any(objection.settling_words for objection in plan.of(Objection))
    assert any(stakeholder.is_placeholder for stakeholder in plan.of(Stakeholder))


def test_lean_plans_are_not_empty(demo: dict[str, User]) -> None:
    for project in Project.objects.exclude(name__in=RICH):
        plan = project_plan(project)
        assert plan.of(Need), project
        assert plan.of(Stakeholder), project


def test_projects_ended_in_each_way_with_a_review(demo: dict[str, User]) -> None:
    outcomes = ProjectOutcome.objects.all()
    assert {outcome.kind for outcome in outcomes} == set(OutcomeKind.values)
    assert all(outcome.reason and outcome.review for outcome in outcomes)


def test_looking_back_shows_less_the_earlier(demo: dict[str, User]) -> None:
    project = Project.objects.get(name="MES 二期")
    seen = [
        len([row for model in (Need, BudgetFact, Stakeholder, AttitudeFact) for row in plan.of(model)])
        for plan in (project_plan(project, at=_evening(-offset)) for offset in (120, 90, 50, 1))
    ]
    assert seen == sorted(set(seen))


def _evening(offset: int) -> datetime:
    return datetime.combine(working_day(TODAY, offset), time(23), tzinfo=timezone.get_default_timezone())


def test_every_file_with_plans_belongs_to_a_story() -> None:
    numbers = {path.name[:2] for path in FOLDER.glob("*.toml")}
    assert numbers == {story.number for story in all_stories()}


def test_signals_of_the_last_days_only_wait_for_a_decision(demo: dict[str, User]) -> None:
    states = Counter(BuyingSignal.objects.values_list("state", flat=True))
    decided = states[SignalState.CONFIRMED] + states[SignalState.DISMISSED]
    assert 4 <= states[SignalState.NEW] <= 14
    assert 0.2 < states[SignalState.DISMISSED] / decided < 0.45
    new = BuyingSignal.objects.filter(state=SignalState.NEW)
    assert min(new.values_list("observed_on", flat=True)) >= working_day(TODAY, -5)
    assert set(new.values_list("polarity", flat=True)) == {"+", "-"}


def test_some_signals_became_something(demo: dict[str, User]) -> None:
    became = [kind for signal in BuyingSignal.objects.exclude(became=[]) for kind, _pk in signal.became]
    assert {"risk", "budget-fact"} <= set(became)
