"""Handing over everything of a leaver."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from genjin.activity.models import ActivityEvent
from genjin.core import clock
from genjin.core.errors import NotAllowed, RuleBroken, WrongState
from genjin.forecast.models import Target
from genjin.handover.doers import with_other_doer
from genjin.handover.operations.hand_over import hand_over
from genjin.handover.queries.holdings import holdings_of
from genjin.people.models import AuditEntry, Role
from genjin.people.operations.departments import add_department
from genjin.pipeline.models import Duty, OutcomeKind, Project, ProjectOutcome, Stakeholder, TeamMember
from genjin.pipeline.operations.entries import add_entry
from genjin.pipeline.operations.projects import add_customer, add_project
from genjin.pipeline.operations.team import add_team_member
from genjin.pipeline.queries.projects import visible_customers, visible_projects
from genjin.planning.columns import cell_texts
from genjin.planning.models import Action, FollowUp, Risk, SavedView
from genjin.planning.operations.plan_items import add_plan_item
from genjin.planning.operations.saved_views import save_view
from genjin.planning.operations.stages import end_project
from genjin.planning.operations.ticking import tick_actions
from genjin.planning.queries.plan_view import PlanView
from genjin.planning.queries.project_plan import project_plan
from genjin.planning.search import rows_with
from genjin.text.cells import ActionItem
from tests.cast import Cast, person

LATER = datetime(2035, 3, 5, 1, 0, tzinfo=UTC)


def everything(cast: Cast) -> dict[str, int]:
    """Let Ling hold two of most kinds, and one or another that is not to go over."""
    other = add_project(customer=cast.customer, name="质检", by=cast.ling)
    ended = add_project(customer=cast.customer, name="一期", by=cast.ling)
    outcome = ProjectOutcome(project=ended, kind=OutcomeKind.WON, decided_on=date(2026, 3, 1), reason="价格")
    end_project(outcome, by=cast.ling)
    elsewhere = add_project(customer=add_customer(name="海川", by=cast.bo), name="WMS", by=cast.bo)
    add_team_member(elsewhere, cast.ling, by=cast.bo, duty=Duty.DELIVERY, duties="部署")
    steps = [
        ActionItem("提交方案", "凌薇", date(2026, 3, 27)),
        ActionItem("核价", "凌薇、薄远", None),
        ActionItem("约赵总", "薄远", None),
        ActionItem("已做完", "凌薇", None),
    ]
    row = cast.log(next_steps=steps, actions=[ActionItem("拜访", "凌薇", date(2026, 3, 10))])
    tick_actions([row.actions.get(content="已做完")], done=True, by=cast.ling)
    add_plan_item(Risk(project=other, content="对手低价", owner=cast.ling), by=cast.ling)
    add_plan_item(Risk(project=other, content="旧", owner=cast.ling, closed_on=date(2026, 3, 1)), by=cast.ling)
    add_entry(Stakeholder(project=cast.project, placeholder="财务总监", covered_by=cast.ling), by=cast.ling)
    for period, amount in (("2025-Q4", 1), ("2035-Q1", 5), ("2035", 7)):
        Target.objects.create(person=cast.ling, period=period, amount=amount)
    Target.objects.create(person=cast.wei, period="2035-Q1", amount=3)
    for name, is_shared in (("本周", True), ("逾期", True), ("我的", False)):
        save_view(name, PlanView(), by=cast.ling, is_shared=is_shared)
    save_view("逾期", PlanView(), by=cast.wei)
    return {
        "customers": 1,
        "projects": 2,
        "ended_projects": 1,
        "memberships": 1,
        "actions": 2,
        "risks": 1,
        "stakeholders": 1,
        "targets": 2,
        "shared_views": 2,
    }


def test_everything_goes_over_in_one_act(cast: Cast) -> None:
    expected = everything(cast)
    with clock.stopped_at(LATER):
        assert holdings_of(cast.ling, by=cast.root).counts() == expected
        assert hand_over(cast.ling, cast.wei, by=cast.root) == expected
        assert not any(
            count for kind, count in holdings_of(cast.ling, by=cast.root).counts().items() if kind != "ended_projects"
        )
    cast.customer.refresh_from_db()
    assert cast.customer.owner == cast.wei
    assert set(Project.objects.filter(owner=cast.wei).values_list("name", flat=True)) == {"MES 二期", "质检"}
    assert Project.objects.get(name="一期").owner == cast.ling
    member = TeamMember.objects.get(project__name="WMS")
    assert (member.user, member.duty, member.duties) == (cast.wei, Duty.DELIVERY, "部署")
    words = dict(Action.objects.values_list("content", "owner_words"))
    assert words == {"提交方案": "魏然", "核价": "魏然、薄远", "约赵总": "薄远", "已做完": "凌薇", "拜访": "凌薇"}
    assert set(Action.objects.filter(doers=cast.wei).values_list("content", flat=True)) == {"提交方案", "核价"}
    assert Risk.objects.get(content="对手低价").owner == cast.wei
    assert Risk.objects.get(content="旧").owner == cast.ling
    assert Stakeholder.objects.get().covered_by == cast.wei
    amounts = {(target.person.name, target.period): target.amount for target in Target.objects.select_related("person")}
    assert amounts == {
        ("凌薇", "2025-Q4"): Decimal(1),
        ("魏然", "2035-Q1"): Decimal(8),
        ("魏然", "2035"): Decimal(7),
    }
    views = SavedView.objects.values_list("owner__name", "name")
    assert set(views) == {("魏然", "本周"), ("魏然", "凌薇: 逾期"), ("魏然", "逾期"), ("凌薇", "我的")}
    # the successor sees it all, what has ended as well
    assert set(visible_projects(cast.wei)) == set(Project.objects.all())
    assert visible_customers(cast.wei).count() == 2


def test_it_is_told_once_on_each_project_and_customer_and_in_the_audit(cast: Cast) -> None:
    expected = everything(cast)
    with clock.stopped_at(LATER):
        hand_over(cast.ling, cast.wei, by=cast.root)
    events = ActivityEvent.objects.filter(kind__endswith=".handed_over")
    projects = events.filter(kind="project.handed_over").order_by("project_id")
    assert list(projects.values_list("project_id", flat=True)) == list(
        Project.objects.order_by("pk").values_list("pk", flat=True)
    )
    customer = events.get(kind="customer.handed_over")
    assert customer.customer_id == cast.customer.pk
    assert customer.detail["changes"] == {"owner_id": [cast.ling.pk, cast.wei.pk]}
    assert {event.detail["to_name"] for event in events} == {"魏然"}
    entry = AuditEntry.objects.get(kind="person.handed_over")
    assert (entry.by, entry.target_id, entry.detail["to"], entry.detail["counts"]) == (
        cast.root,
        cast.ling.pk,
        "魏然",
        expected,
    )


def test_the_plan_reads_as_it_stood_before(cast: Cast) -> None:
    everything(cast)
    before = {pk: told(pk) for pk in Project.objects.values_list("pk", flat=True)}
    with clock.stopped_at(LATER):
        hand_over(cast.ling, cast.wei, by=cast.root)
    for pk, plan in before.items():
        assert told(pk, LATER - timedelta(seconds=1)) == plan


def told(pk: int, at: datetime | None = None) -> object:
    plan = project_plan(Project.objects.get(pk=pk), at=at)
    rows = [(row.pk, cell_texts(row)) for row in plan.of(FollowUp)]
    people = sorted((member.user_id, member.duty) for member in plan.of(TeamMember))
    pointers = [(risk.pk, risk.owner_id) for risk in plan.of(Risk)]
    covered = [(row.pk, row.covered_by_id) for row in plan.of(Stakeholder)]
    owner = plan.customer.owner_id if plan.customer else None
    return rows, people, pointers, covered, plan.project.owner_id, owner


def test_the_row_is_found_by_its_new_doer(cast: Cast) -> None:
    row = cast.log(next_steps=[ActionItem("提交方案", "凌薇", None)])
    hand_over(cast.ling, cast.wei, by=cast.root)
    now = FollowUp.objects.get(pk=row.pk)
    assert now.version > row.version
    assert list(FollowUp.objects.filter(pk__in=rows_with(["魏然"]))) == [now]
    assert not FollowUp.objects.filter(pk__in=rows_with(["凌薇"])).exists()


def test_who_is_on_the_team_already_is_on_it_once(cast: Cast) -> None:
    elsewhere = add_project(customer=None, name="WMS", by=cast.root)
    for user in (cast.ling, cast.wei):
        add_team_member(elsewhere, user, by=cast.root, duty=Duty.TECHNICAL)
    hand_over(cast.ling, cast.wei, by=cast.root)
    assert list(elsewhere.team.values_list("user", flat=True)) == [cast.wei.pk]


def test_handing_over_goes_with_deactivating(cast: Cast) -> None:
    hand_over(cast.ling, cast.wei, by=cast.root, deactivate=True)
    cast.ling.refresh_from_db()
    assert not cast.ling.is_active
    assert AuditEntry.objects.filter(kind="person.deactivated").exists()
    # who has left may still have something that was found later
    add_customer(name="后来", by=cast.root, owner=cast.ling)
    assert hand_over(cast.ling, cast.wei, by=cast.root)["customers"] == 1


def test_all_or_nothing(cast: Cast) -> None:
    everything(cast)
    root = cast.root
    add_customer(name="我的", by=root)
    with pytest.raises(RuleBroken):  # oneself: nobody deactivates oneself
        hand_over(root, cast.wei, by=root, deactivate=True)
    assert visible_customers(cast.wei).count() == 0
    assert not ActivityEvent.objects.filter(kind="customer.handed_over").exists()


def test_the_manager_above_hands_over_what_is_seen(cast: Cast) -> None:
    counts = hand_over(cast.ling, cast.bo, by=cast.max)
    assert (counts["customers"], counts["projects"]) == (1, 1)
    with pytest.raises(NotAllowed):
        hand_over(cast.bo, cast.ling, by=cast.max)  # not in Max's departments
    with pytest.raises(NotAllowed):
        hand_over(cast.ling, cast.bo, by=cast.max, deactivate=True)


@pytest.mark.parametrize("who", ["ling", "bo", "wei", "ada"])
def test_others_hand_over_nothing(cast: Cast, who: str) -> None:
    with pytest.raises(NotAllowed):
        hand_over(cast.ling, cast.wei, by=getattr(cast, who))


def test_who_cannot_take_over(cast: Cast) -> None:
    gone = person("gone", "走了")
    gone.is_active = False
    gone.save(update_fields=["is_active"])
    for successor in (cast.ling, cast.ada, gone):
        with pytest.raises(RuleBroken) as refused:
            hand_over(cast.ling, successor, by=cast.root)
        assert refused.value.field == "successor"


def test_who_holds_nothing_hands_over_nothing(cast: Cast) -> None:
    with pytest.raises(WrongState):
        hand_over(cast.wei, cast.ling, by=cast.root)


def test_it_takes_as_many_queries_for_three_as_for_one(cast: Cast) -> None:
    def queries(leaver_name: str, count: int) -> int:
        leaver = person(leaver_name, leaver_name, Role.SALES)
        for number in range(count):
            customer = add_customer(name=f"{leaver_name}{number}", by=leaver)
            project = add_project(customer=customer, name="项目", by=leaver)
            cast.log(project=project, next_steps=[ActionItem("提交方案", leaver_name, None)])
            add_plan_item(Risk(project=project, content="风险", owner=leaver), by=leaver)
        with CaptureQueriesContext(connection) as captured:
            hand_over(leaver, cast.wei, by=cast.root)
        return len(captured)

    cast.ling = cast.root  # who logs: may see all
    assert queries("one", 1) == queries("three", 3)


def test_managed_departments_stay(cast: Cast) -> None:
    department = add_department(name="华南组", by=cast.root, managers=[cast.ling])
    hand_over(cast.ling, cast.wei, by=cast.root)
    assert list(department.managers.all()) == [cast.ling]


NAMES = st.sampled_from(["张伟", "李娜", "王磊", "赵敏"])


@given(st.lists(NAMES, min_size=1, max_size=4, unique=True), st.sampled_from(["、", "/", ", ", " "]), NAMES, NAMES)
def test_another_doer_takes_the_place_and_nobody_else_is_lost(
    names: list[str], between: str, old: str, new: str
) -> None:
    words = with_other_doer(between.join(names), old, new)
    left = words.replace("、", between).split(between)
    assert new in left
    assert len(left) == len(set(left))
    if old in names or len(names) > 1:
        assert set(left) - {new} == set(names) - {old, new}


@pytest.mark.postgres
def test_what_goes_over_is_held_meanwhile(cast: Cast) -> None:
    """Who writes another doer at this moment waits, and is not overwritten with the words that were read before."""
    everything(cast)
    with CaptureQueriesContext(connection) as queries:
        hand_over(cast.ling, cast.bo, by=cast.root)
    held = " ".join(query["sql"] for query in queries if "FOR UPDATE" in query["sql"])
    for table in ("planning_action", "planning_risk", "pipeline_stakeholder", "pipeline_project"):
        assert f'FROM "{table}"' in held
