"""The plan as it stood: whatever was done since, an earlier moment reads as it read then."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from random import Random

import pytest
from django.core.files.base import ContentFile
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given
from hypothesis import settings as example_settings
from hypothesis import strategies as st

from genjin.activity.tracking import values_of
from genjin.core import clock
from genjin.core.errors import WrongState
from genjin.customers.models import Contact, Customer
from genjin.pipeline.models import (
    AttitudeFact,
    Duty,
    Need,
    OutcomeKind,
    Project,
    ProjectOutcome,
    Stage,
    Stakeholder,
    TeamMember,
)
from genjin.pipeline.operations.entries import add_entry, delete_entry, edit_entry, restore_entry
from genjin.pipeline.operations.projects import add_customer, add_project
from genjin.pipeline.operations.stakeholders import Words, add_people, place_stakeholder
from genjin.pipeline.operations.team import add_team_member, change_team_member, remove_team_member
from genjin.planning.columns import COLUMNS, cell_texts
from genjin.planning.content import RowChanges, RowContent
from genjin.planning.models import Action, Attachment, BuyingSignal, FollowUp, Goal, Objection, Risk
from genjin.planning.operations.adopt_playbook import adopt_playbook
from genjin.planning.operations.attachments import attach_files
from genjin.planning.operations.buying_signals import confirm_signal, dismiss_signal, reopen_signal
from genjin.planning.operations.contact_details import edit_contact_details
from genjin.planning.operations.contacts import ContactReport
from genjin.planning.operations.customers import edit_customer
from genjin.planning.operations.follow_ups import (
    delete_follow_ups,
    edit_follow_up,
    restore_follow_ups,
)
from genjin.planning.operations.goals import reach_goal, reopen_goal
from genjin.planning.operations.merging import merge_customers, undo_merge
from genjin.planning.operations.notes import ConfirmedNote, log_note
from genjin.planning.operations.plan_items import (
    add_plan_item,
    edit_plan_item,
    remove_plan_item,
    restore_plan_item,
)
from genjin.planning.operations.project_profile import edit_project
from genjin.planning.operations.stages import end_project, move_project_to_stage, reopen_project
from genjin.planning.operations.ticking import tick_actions
from genjin.planning.playbooks import playbooks
from genjin.planning.queries.project_plan import OF_CUSTOMER, OF_PROJECT, ProjectPlan, project_plan
from genjin.text.cells import ActionItem, AnsweredItem
from genjin.text.people_lines import PersonLine
from tests.cast import Cast

START = datetime(2035, 3, 5, 1, 0, tzinfo=UTC)  # after the cast was made


def told(plan: ProjectPlan) -> dict[str, object]:
    """Everything that a person can read in a plan."""
    rows = {
        kind.__name__: sorted((row.pk, values_of(row)) for row in plan.of(kind)) for kind in (*OF_PROJECT, *OF_CUSTOMER)
    }
    cells = [(cell_texts(row), row.present_contacts) for row in plan.of(FollowUp)]
    customer = plan.customer and (plan.customer.pk, values_of(plan.customer))
    own = {"stage": str(plan.project.stage), "project": values_of(plan.project), "customer": customer}
    return {**rows, **own, "cells": cells}


class Doings:
    """Random things that people do with a plan."""

    def __init__(self, cast: Cast, seed: int) -> None:
        self.cast, self.random = cast, Random(seed)
        self.elsewhere = add_project(customer=cast.customer, name="别的项目", by=cast.ling)
        self.contact = add_entry(Contact(customer=cast.customer, name="刘总"), by=cast.ling)
        self.twin = add_customer(name="华东精密", by=cast.ling)

    def do(self, number: int) -> None:
        rows: list[Callable[[], object]] = [
            self.log,
            self.edit,
            self.edit,
            self.tick,
            self.delete,
            self.restore,
            self.move,
        ]
        entries = [self.need, self.change_need, self.meet, self.judge, self.item, self.change_item, self.describe]
        doings = [*rows, *entries, self.change_profile, self.change_team, self.rename, self.merge]
        doings += [self.stage, self.end, self.goal, self.adopt, self.attach, self.detach, self.note]
        doings += [self.say_to_signal, self.raise_objection]
        doings[number % len(doings)]()

    def project(self) -> Project:
        return Project.objects.get(pk=self.cast.project.pk)

    def row(self) -> FollowUp | None:
        rows = list(FollowUp.objects.filter(project=self.cast.project, deleted_at=None).order_by("pk"))
        return self.random.choice(rows) if rows else None

    def items(self) -> list[ActionItem]:
        words = self.random.sample(["提交方案", "约赵总", "核价", "跟进一下"], k=self.random.randint(0, 3))
        return [
            ActionItem(word, self.random.choice(["凌薇", None]), self.random.choice([None, date(2026, 3, 27)]))
            for word in words
        ]

    def content(self) -> dict[str, object]:
        answered = [AnsweredItem("太贵", self.random.choice([None, "三年总成本"]))]
        return {
            "date": date(2026, 3, 1) + timedelta(days=self.random.randint(0, 20)),
            "stage": self.random.choice(["需求调研", "方案制定", "招投标", ""]),
            "goal": self.random.choice(["完成访谈", "拿到清单", ""]),
            "next_steps": self.items(),
            "actions": self.items(),
            "risks": self.random.choice([[], answered]),
            "objections": self.random.choice([[], answered]),
        }

    def log(self) -> None:
        self.cast.log(RowContent(**self.content()))  # type: ignore[arg-type]

    def note(self) -> None:
        cells = {"date": "2026-03-11", "feedback": "预算压了", "next_steps": "1. 交分期报价（凌薇/2026-03-18）"}
        report = ContactReport(cells=cells, details={"channel": "visit"})
        told = ConfirmedNote(report, {"交分期报价": "二次汇报"}, self.random.choice([[], ["刘总"]]))
        log_note(self.cast.project, told, by=self.cast.ling)

    def edit(self) -> None:
        if row := self.row():
            content = self.content()
            keys = self.random.sample(sorted(content), k=2)
            edit_follow_up(row, RowChanges({key: content[key] for key in keys}), seen={}, by=self.cast.bo)

    def tick(self) -> None:
        if (row := self.row()) and (action := row.actions.first()):
            tick_actions([action], done=action.done_on is None, by=self.cast.ling)

    def delete(self) -> None:
        if row := self.row():
            delete_follow_ups([row], by=self.cast.ling)

    def restore(self) -> None:
        restore_follow_ups(FollowUp.objects.exclude(deleted_at=None)[:1], by=self.cast.ling)

    def move(self) -> None:
        rows = FollowUp.objects.filter(deleted_at=None).order_by("pk")
        if row := rows.last():
            there = self.elsewhere if row.project_id == self.cast.project.pk else self.cast.project
            edit_follow_up(row, RowChanges({}, there), seen={}, by=self.cast.ling)

    def item(self) -> None:
        kind = self.random.choice([Action, Risk])
        add_plan_item(kind(project=self.cast.project, content="准备样板参观"), by=self.cast.ling)

    def raise_objection(self) -> None:
        if row := self.row():
            add_plan_item(Objection(project=self.cast.project, follow_up=row, content="预算被砍"), by=self.cast.bo)

    def say_to_signal(self) -> None:
        signals = BuyingSignal.objects.filter(project=self.cast.project, deleted_at=None).select_related("follow_up")
        if signal := signals.order_by("pk").last():
            decided = self.random.choice([confirm_signal, dismiss_signal]) if signal.state == "new" else reopen_signal
            decided(signal, by=self.cast.ling)

    def change_item(self) -> None:
        items = [*Action.objects.order_by("pk"), *Risk.objects.order_by("pk"), *Objection.objects.order_by("pk")]
        items = [item for item in items if item.project_id == self.cast.project.pk]
        if not items:
            return
        item = self.random.choice(items)
        if self.random.random() < 0.4:
            remove_plan_item(item, by=self.cast.bo)
            if self.random.random() < 0.5:
                restore_plan_item(type(item), item.pk, item.project, by=self.cast.bo)
        else:
            edit_plan_item(item, {"content": f"改 {self.random.random()}"}, seen={}, by=self.cast.bo)

    def describe(self) -> None:
        if row := self.row():
            contacts = [self.contact] if self.random.random() < 0.5 else []
            changes = {"channel": "visit", "consensus": str(self.random.random())}
            edit_contact_details(row, changes, seen={}, by=self.cast.bo, contacts=contacts)

    def change_profile(self) -> None:
        changes = {"cycle": str(self.random.random()), "amount": Decimal(self.random.randint(1, 9))}
        edit_project(self.cast.project, changes, seen={}, by=self.cast.bo)

    def change_team(self) -> None:
        member = TeamMember.objects.filter(project=self.cast.project, user=self.cast.max).first()
        if member is None:
            add_team_member(self.cast.project, self.cast.max, by=self.cast.ling)
        elif self.random.random() < 0.5:
            change_team_member(member, by=self.cast.ling, duty=Duty.SPONSOR, duties=str(self.random.random()))
        else:
            remove_team_member(member, by=self.cast.ling)

    def attach(self) -> None:
        if row := self.row():
            attach_files(row, [ContentFile(b"%PDF", "纪要.pdf")], by=self.cast.bo)

    def detach(self) -> None:
        found = Attachment.objects.filter(project=self.cast.project, follow_up__deleted_at=None).order_by("pk").last()
        if found is None:
            self.attach()
        else:
            (restore_entry if found.is_deleted else delete_entry)(found, by=self.cast.ling)

    def stage(self) -> None:
        project = Project.objects.get(pk=self.cast.project.pk)
        there = self.random.choice(list(Stage.objects.exclude(pk=project.stage_id or 0)))
        outcome = ProjectOutcome.objects.filter(project=project, deleted_at=None).first()
        if outcome is None or outcome.kind == OutcomeKind.WON:
            move_project_to_stage(project, there, by=self.cast.max, reason="客户催")

    def end(self) -> None:
        if ProjectOutcome.objects.filter(project=self.cast.project, deleted_at=None).exists():
            reopen_project(self.cast.project, by=self.cast.ling)
        else:
            kind = self.random.choice([OutcomeKind.WON, OutcomeKind.LOST])
            end_project(
                ProjectOutcome(project=self.cast.project, kind=kind, decided_on=date(2026, 3, 9), reason="价格"),
                by=self.cast.bo,
            )

    def goal(self) -> None:
        goal = Goal.objects.filter(project=self.cast.project).first()
        if goal is None:
            add_entry(Goal(project=self.cast.project, content="进入短名单"), by=self.cast.ling)
        elif goal.reached_on is None:
            reach_goal(goal, by=self.cast.bo)
        else:
            reopen_goal(goal, by=self.cast.ling)

    def adopt(self) -> None:
        playbook = self.random.choice(list(playbooks().values()))
        keys = self.random.sample(sorted(playbook.keys), k=2)
        adopt_playbook(self.cast.project, playbook, keys, by=self.cast.ling)

    def need(self) -> None:
        add_entry(Need(project=self.cast.project, content="无纸化"), by=self.cast.ling)

    def change_need(self) -> None:
        entry = Need.objects.order_by("pk").first()
        if entry is None:
            return
        if entry.is_deleted:
            restore_entry(entry, by=self.cast.bo)
        elif self.random.random() < 0.5:
            delete_entry(entry, by=self.cast.bo)
        else:
            edit_entry(entry, {"figure": str(self.random.random())}, seen={}, by=self.cast.bo)

    def meet(self) -> None:
        name = self.random.choice(["刘总", "王总工", "周主任"])
        add_people(self.project(), [PersonLine(name, role="KDM", unit="采购部")], by=self.cast.bo)

    def rename(self) -> None:
        customer = self.project().customer
        if customer is not None:
            edit_customer(customer, {"name": self.random.choice(["华东精密", "华东"])}, seen={}, by=self.cast.ling)

    def merge(self) -> None:
        one, other = (Customer.objects.get(pk=pk) for pk in (self.cast.customer.pk, self.twin.pk))
        merged = next((customer for customer in (one, other) if customer.merged_into_id), None)
        if merged is not None:
            undo_merge(merged, by=self.cast.ling)
        elif self.random.random() < 0.5:
            merge_customers(one, into=other, by=self.cast.ling)
        else:
            add_entry(Contact(customer=other, name="来自另一家"), by=self.cast.ling)
            merge_customers(other, into=one, by=self.cast.ling)

    def judge(self) -> None:
        person = Stakeholder.objects.filter(deleted_at=None).order_by("pk").last()
        if person is not None:
            attitude = self.random.choice([value for value in (-1, 0, 1) if value != person.attitude])
            seen = {"influence": person.influence, "attitude": person.attitude}
            influence, words = self.random.choice([1, 2, 3]), Words("原话", observed_on=date(2026, 3, 1))
            place_stakeholder(person, influence=influence, attitude=attitude, words=words, seen=seen, by=self.cast.ling)


@pytest.fixture(autouse=True)
def _files(settings, tmp_path) -> None:  # noqa: ANN001
    settings.MEDIA_ROOT = tmp_path


@pytest.mark.usefixtures("phrases")
@pytest.mark.django_db
@example_settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(numbers=st.lists(st.integers(0, 99), min_size=4, max_size=10), seed=st.integers(0, 1000))
def test_an_earlier_moment_reads_as_it_read_then(cast: Cast, numbers: list[int], seed: int) -> None:
    with transaction.atomic():
        doings, then = Doings(cast, seed), []
        for step, number in enumerate(numbers):
            moment = START + timedelta(hours=step)
            with clock.stopped_at(moment):
                doings.do(number)
            then.append((moment + timedelta(minutes=30), told(project_plan(doings.project()))))
        for moment, as_it_read in doings.random.sample(then, k=3):
            assert told(project_plan(doings.project(), at=moment)) == as_it_read
        transaction.set_rollback(True)


def test_before_it_began_there_is_no_plan(cast: Cast) -> None:
    with pytest.raises(WrongState):
        project_plan(cast.project, at=datetime(2020, 1, 1, tzinfo=UTC))


def test_stakeholders_have_the_attitude_of_the_day(cast: Cast) -> None:
    with clock.stopped_at(START):
        contact = add_entry(Contact(customer=cast.customer, name="刘总"), by=cast.ling)
        stakeholder = add_entry(Stakeholder(project=cast.project, contact=contact), by=cast.ling)
        facts = {"project": cast.project, "stakeholder": stakeholder}
        add_entry(AttitudeFact(**facts, attitude=1, quote="愿意试", observed_on=date(2026, 3, 1)), by=cast.ling)
    with clock.stopped_at(START + timedelta(days=5)):
        add_entry(AttitudeFact(**facts, attitude=-1, quote="太贵", observed_on=date(2026, 3, 6)), by=cast.ling)
    assert project_plan(cast.project).of(Stakeholder)[0].attitude == -1
    assert project_plan(cast.project, at=START + timedelta(days=1)).of(Stakeholder)[0].attitude == 1


def test_plan_is_read_in_as_many_queries_for_three_rows_as_for_one(cast: Cast) -> None:
    counts = []
    for _round in (1, 2, 2):
        cast.log(RowContent(goal="目标", next_steps=[ActionItem("提交", "凌薇", None)]))
        add_entry(Goal(project=cast.project, content="进入短名单"), by=cast.ling)
        with CaptureQueriesContext(connection) as queries:
            plan = project_plan(cast.project)
            assert [COLUMNS["next_steps"].write(row) for row in plan.of(FollowUp)]
            assert [str(row.project.customer) for row in plan.of(FollowUp)]
        counts.append(len(queries))
    assert len(set(counts)) == 1


def test_what_belongs_to_a_deleted_row_is_left_out_with_it(cast: Cast) -> None:
    with clock.stopped_at(START):
        row = cast.log(
            next_steps=[ActionItem("提交", None, None)],
            risks=[AnsweredItem("对手低价", None)],
            objections=[AnsweredItem("太贵", None)],
        )
        attach_files(row, [ContentFile(b"%PDF", "纪要.pdf")], by=cast.ling)
    parts = (Action, Risk, Objection, Attachment)
    assert [len(project_plan(cast.project).of(part)) for part in parts] == [1, 1, 1, 1]
    with clock.stopped_at(START + timedelta(hours=1)):
        delete_follow_ups([row], by=cast.ling)
    assert [len(project_plan(cast.project).of(part)) for part in parts] == [0, 0, 0, 0]
    then = project_plan(cast.project, at=START + timedelta(minutes=30))
    assert [len(then.of(part)) for part in parts] == [1, 1, 1, 1]


def test_attachments_go_where_their_row_goes(cast: Cast) -> None:
    there = add_project(customer=cast.customer, name="别的项目", by=cast.ling)
    with clock.stopped_at(START):
        row = cast.log(goal="完成访谈")
        attach_files(row, [ContentFile(b"%PDF", "纪要.pdf")], by=cast.ling)
    with clock.stopped_at(START + timedelta(hours=1)):
        edit_follow_up(row, RowChanges({}, there), seen={}, by=cast.ling)
    before = START + timedelta(minutes=30)
    assert [str(file) for file in project_plan(there).of(Attachment)] == ["纪要.pdf"]
    assert project_plan(cast.project).of(Attachment) == []
    assert [str(file) for file in project_plan(cast.project, at=before).of(Attachment)] == ["纪要.pdf"]
    assert project_plan(there, at=before).of(Attachment) == []


def test_people_who_were_copied_by_parting_read_as_before_on_earlier_days(cast: Cast) -> None:
    with clock.stopped_at(START):
        twin = add_customer(name="华东精密", by=cast.ling)
        theirs = add_project(customer=twin, name="WMS", by=cast.ling)
        for customer in (cast.customer, twin):
            add_entry(Contact(customer=customer, name="刘总"), by=cast.ling)
        merge_customers(twin, into=cast.customer, by=cast.ling)
        theirs.refresh_from_db()
        people = Contact.objects.order_by("pk")
        for project, contact in zip((theirs, cast.project), people, strict=True):
            row = cast.log(goal="访谈", project=project)
            edit_contact_details(row, {}, seen={}, by=cast.ling, contacts=[contact])
            add_entry(Stakeholder(project=project, contact=contact), by=cast.ling)
    projects = (theirs, cast.project)
    before = [told(project_plan(project)) for project in projects]
    with clock.stopped_at(START + timedelta(hours=1)):
        undo_merge(Customer.objects.get(pk=twin.pk), by=cast.ling)
    moment = START + timedelta(minutes=30)
    assert [told(project_plan(Project.objects.get(pk=project.pk))) for project in projects] != before
    assert [told(project_plan(Project.objects.get(pk=project.pk), at=moment)) for project in projects] == before
