"""The facts as the rows of a plan tell them."""

from datetime import UTC, date, datetime, timedelta

import pytest

from genjin.core import clock
from genjin.customers.models import Contact
from genjin.health.engine.completeness import ASKED
from genjin.health.engine.facts import PlanFacts
from genjin.health.queries.plan_facts import plan_facts
from genjin.pipeline.models import (
    AttitudeFact,
    BudgetFact,
    Competitor,
    CriterionCheck,
    Duty,
    ExitCriterion,
    Need,
    Project,
    Stage,
    Stakeholder,
)
from genjin.pipeline.operations.entries import add_entry, delete_entry
from genjin.pipeline.operations.projects import add_customer, add_project
from genjin.pipeline.operations.team import add_team_member
from genjin.planning.models import Action, FollowUp, Goal, Risk, Strategy, ValueSheet
from genjin.planning.operations.contact_details import edit_contact_details
from genjin.planning.operations.customers import edit_customer
from genjin.planning.operations.follow_ups import delete_follow_ups
from genjin.planning.operations.plan_items import add_plan_item, settle_objection
from genjin.planning.operations.project_profile import edit_project
from genjin.planning.operations.stages import move_project_to_stage
from genjin.planning.operations.ticking import tick_actions
from genjin.text.cells import ActionItem, AnsweredItem
from tests.cast import Cast

NOW = datetime(2026, 3, 31, 1, 0, tzinfo=UTC)
TODAY = date(2026, 3, 31)


@pytest.fixture(autouse=True)
def _on_that_day() -> object:
    with clock.stopped_at(NOW):
        yield


def facts(cast: Cast) -> PlanFacts:
    return plan_facts([cast.project.pk], TODAY)[cast.project.pk]


def person(cast: Cast, name: str, **values: object) -> Stakeholder:
    contact = add_entry(Contact(customer=cast.customer, name=name), by=cast.ling)
    return add_entry(Stakeholder(project=cast.project, contact=contact, **values), by=cast.ling)


def judge(cast: Cast, who: Stakeholder, attitude: int, **values: object) -> None:
    told = {"quote": "思路很对", "observed_on": date(2026, 3, 1), **values}
    add_entry(AttitudeFact(project=cast.project, stakeholder=who, attitude=attitude, **told), by=cast.ling)


def contact(cast: Cast, day: int, *people: Stakeholder, **details: object) -> FollowUp:
    row = cast.log(date=date(2026, 3, day), feedback=str(details.pop("feedback", "")))
    contacts = [one.contact for one in people if one.contact]
    return edit_contact_details(row, details, seen={}, by=cast.ling, contacts=contacts)


def test_people_and_how_they_stand(cast: Cast) -> None:
    chief = person(cast, "赵总", role="KDM", influence=3, buying_roles=["final"])
    add_entry(Stakeholder(project=cast.project, placeholder="财务总监", role="KI"), by=cast.ling)
    judge(cast, chief, -1, observed_on=date(2026, 3, 1))
    judge(cast, chief, 1, observed_on=date(2026, 3, 5), evidence=3)
    first, second = facts(cast).people
    assert (first.name, first.is_named, first.is_key, first.attitude, first.evidence) == ("赵总", True, True, 1, 3)
    assert (first.attitude_on, first.buying_roles) == (date(2026, 3, 5), {"final"})
    assert (second.name, second.is_named, second.attitude) == ("财务总监", False, None)


def test_who_has_left_is_no_stakeholder_any_more(cast: Cast) -> None:
    chief = person(cast, "赵总", role="KDM")
    Contact.objects.filter(pk=chief.contact_id).update(left_on=TODAY + timedelta(days=1))
    assert facts(cast).people
    Contact.objects.filter(pk=chief.contact_id).update(left_on=TODAY)
    assert not facts(cast).people


@pytest.mark.parametrize("how", ["risk", "action"])
def test_a_countermeasure_is_a_risk_about_people_or_an_action_that_names_the_person(cast: Cast, how: str) -> None:
    judge(cast, person(cast, "赵总", role="KDM"), -1)
    assert not facts(cast).people[0].has_countermeasure
    if how == "risk":
        values = {"category": "people", "response": "请刘总引荐"}
        add_plan_item(Risk(project=cast.project, content="态度为负", **values), by=cast.ling)
    else:
        add_plan_item(Action(project=cast.project, content="请赵总看样板工厂"), by=cast.ling)
    assert facts(cast).people[0].has_countermeasure


def test_contacts_two_way_and_with_whom(cast: Cast) -> None:
    chief = person(cast, "赵总")
    contact(cast, 2, chief, channel="visit", result="advance")
    contact(cast, 3, channel="email")
    contact(cast, 4, channel="im", feedback="好的")
    contact(cast, 5)
    cast.log(date=None)
    cast.log(date=date(2026, 4, 1), feedback="还没发生")
    found = facts(cast).contacts
    assert [entry.on.day for entry in found] == [2, 3, 4, 5]
    assert [entry.is_two_way for entry in found] == [True, False, True, False]
    assert [entry.is_outbound for entry in found] == [False, True, False, False]
    assert (found[0].people, found[0].result, found[0].ours) == ({chief.contact_id}, "advance", {cast.ling.pk})


def test_deleted_rows_do_not_count(cast: Cast) -> None:
    row = cast.log(
        feedback="好",
        next_steps=[ActionItem("提交", None, None)],
        objections=[AnsweredItem("太贵", None)],
        risks=[AnsweredItem("对手低价", None)],
    )
    found = facts(cast)
    assert found.contacts
    assert found.steps
    assert found.doubts
    assert found.dangers
    delete_follow_ups([row], by=cast.ling)
    found = facts(cast)
    assert not (found.contacts)
    assert not (found.steps)
    assert not (found.doubts)
    assert not (found.dangers)


def test_steps(cast: Cast) -> None:
    row = cast.log(
        actions=[ActionItem("演示", "凌薇", date(2026, 3, 10)), ActionItem("整理纪要", "凌薇", date(2026, 3, 12))],
        next_steps=[ActionItem("跟进一下", None, date(2026, 3, 20)), ActionItem("提交方案", "凌薇", None)],
    )
    add_plan_item(Action(project=cast.project, content="准备样板参观", owner_words="薄远"), by=cast.ling)
    tick_actions([row.actions.get(content="提交方案")], done=True, by=cast.ling)
    steps = {step.content: step for step in facts(cast).steps}
    assert "演示" not in steps  # a main action up to the contact tells what was done there
    assert not steps["整理纪要"].is_next
    assert steps["跟进一下"].is_vague
    assert not steps["跟进一下"].has_doer
    assert steps["跟进一下"].told_on == row.happened_on
    assert not steps["提交方案"].is_open
    assert steps["提交方案"].done_on == TODAY
    assert steps["准备样板参观"].is_next
    assert steps["准备样板参观"].has_doer


def test_stage_and_days_in_it(cast: Cast) -> None:
    cast.log(date=date(2026, 3, 2), stage="需求调研")
    cast.log(date=date(2026, 3, 16), stage="方案制定")
    move_project_to_stage(cast.project, Stage.objects.get(name="商务谈判"), by=cast.max, reason="客户催")
    found = facts(cast)
    assert (found.stage, found.days_in_stage) == (4, 1)
    assert found.stages == ((2, date(2026, 3, 2)), (3, date(2026, 3, 16)), (4, TODAY))
    hard = ExitCriterion.objects.filter(stage__position__lt=4, is_hard=True)
    assert found.unmet_behind == hard.count() > 0
    met = {"criterion": hard.first(), "evidence": "纪要", "met_on": TODAY}
    add_entry(CriterionCheck(project=cast.project, **met), by=cast.ling)
    assert facts(cast).unmet_behind == found.unmet_behind - 1


def test_objections_until_the_customer_settles_them(cast: Cast) -> None:
    chief = person(cast, "赵总", role="KDM")
    row = cast.log(objections=[AnsweredItem("太贵", None), AnsweredItem("太慢", None)])
    row.objections.filter(content="太贵").update(raised_by=chief.contact)
    found = {doubt.content: doubt for doubt in facts(cast).doubts}
    assert found["太贵"].is_of_decider
    assert not found["太慢"].is_of_decider
    assert found["太慢"].raised_on == row.happened_on
    settle_objection(row.objections.get(content="太贵"), words="价格可以", on=TODAY, by=cast.ling)
    assert [doubt.content for doubt in facts(cast).doubts] == ["太慢"]


def test_risks(cast: Cast) -> None:
    values = {"probability": 5, "impact": 4, "owner": cast.bo, "response": "加快"}
    add_plan_item(Risk(project=cast.project, content="换人", review_on=TODAY, **values), by=cast.ling)
    (danger,) = facts(cast).dangers
    assert (danger.score, danger.has_owner, danger.has_measure, danger.review_on) == (20, True, True, TODAY)


def test_needs_budget_and_evidence(cast: Cast) -> None:
    pain = {"kind": "pain", "content": "在制品积压"}
    add_entry(Need(project=cast.project, figure="18%", evidence=0, **pain), by=cast.ling)
    add_entry(Need(project=cast.project, figure="18%", evidence=3, **pain), by=cast.ling)
    unknown = add_entry(BudgetFact(project=cast.project, observed_on=TODAY), by=cast.ling)
    found = facts(cast)
    assert (found.pains, found.figured_pains, found.written_pains) == (2, 1, 1)
    assert not found.has_live_budget
    assert found.evidence == (0, 3, 2)
    delete_entry(unknown, by=cast.ling)
    add_entry(BudgetFact(project=cast.project, high=150, observed_on=TODAY - timedelta(days=60)), by=cast.ling)
    assert facts(cast).has_live_budget
    BudgetFact.objects.update(observed_on=TODAY - timedelta(days=61))
    assert not facts(cast).has_live_budget


def test_a_return_counts_where_the_customer_gave_most_figures(cast: Cast) -> None:
    lines = [{"key": "hours_saved", "value": "900", "source": "ours"}, {"key": "hourly_rate", "value": "80"}]
    sheet = add_entry(ValueSheet(project=cast.project, kind="return", title="回报", lines=lines), by=cast.ling)
    assert not facts(cast).has_confirmed_return
    ValueSheet.objects.filter(pk=sheet.pk).update(lines=[{**line, "source": "customer"} for line in lines])
    assert facts(cast).has_confirmed_return


def test_records_that_came_in_one_go_are_an_import(cast: Cast) -> None:
    for day in range(20, 24):
        cast.log(date=date(2026, 3, day), goal="访谈")
    assert len(facts(cast).record_lags) == 4
    cast.log(date=date(2026, 3, 24), goal="访谈")
    assert facts(cast).record_lags == ()


def test_a_bare_plan_answers_little_and_a_full_one_everything(cast: Cast) -> None:
    bare = add_project(customer=add_customer(name="新客户", by=cast.wei), name="", by=cast.wei)
    assert plan_facts([bare.pk], TODAY)[bare.pk].filled == frozenset()
    _fill(cast)
    assert facts(cast).filled == set(ASKED)


def _fill(cast: Cast) -> None:
    edit_customer(cast.customer, {"industry": "汽车", "customer_type": "cost"}, seen={}, by=cast.ling)
    texts = dict.fromkeys(("background", "cycle", "value_to_customer", "value_to_us"), "有")
    edit_project(cast.project, {**texts, "amount": 3, "close_on": TODAY}, seen={}, by=cast.ling)
    chief = person(cast, "赵总", role="KDM")
    person(cast, "刘总", role="KI")
    person(cast, "周主任", role="KU")
    judge(cast, chief, 1)
    contact(cast, 2, chief, channel="visit")
    cast.log(
        stage="方案制定",
        next_steps=[ActionItem("提交方案", "凌薇", TODAY)],
        risks=[AnsweredItem("对手低价", "突出三年总成本")],
    )
    of_project = {"project": cast.project}
    overall = Goal(**of_project, content="进入短名单", measure="短名单", due_on=TODAY)
    overall = add_entry(overall, by=cast.ling)
    entries = [
        Need(**of_project, content="无纸化"),
        Need(**of_project, content="积压", kind="pain", figure="18%"),
        BudgetFact(**of_project, high=3),
        Competitor(**of_project, name="恒拓软件"),
        Goal(**of_project, content="访谈", parent=overall),
        ValueSheet(**of_project, kind="return", title="回报"),
        *(Strategy(**of_project, kind=kind, content="有") for kind in ("communication", "value", "competition")),
    ]
    for entry in entries:
        add_entry(entry, by=cast.ling)


def test_ended_and_deleted_projects_have_no_facts(cast: Cast) -> None:
    Project.objects.filter(pk=cast.project.pk).update(deleted_at=NOW)
    assert plan_facts([cast.project.pk], TODAY) == {}


def test_the_team(cast: Cast) -> None:
    add_team_member(cast.project, cast.max, by=cast.ling, duty=Duty.DELIVERY)
    assert facts(cast).duties == {"technical", "sponsor", "delivery"}
