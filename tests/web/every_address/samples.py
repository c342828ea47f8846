"""What stands in the place of an id: each sample makes a row of the cast's and returns what its address is made of."""

from collections.abc import Callable
from datetime import date
from itertools import count

from allauth.usersessions.models import UserSession
from django.core.files.base import ContentFile

from genjin.calendar.models import EntryKind
from genjin.calendar.operations.feeds import add_feed
from genjin.conversation.models import Comment
from genjin.conversation.operations.comments import delete_comment, open_thread
from genjin.conversation.operations.private_notes import delete_note, keep_note
from genjin.forecast.models import PastLog
from genjin.forecast.operations.past_logs import bring_history
from genjin.jobs.models import QueuedTask
from genjin.jobs.tasks import run_periodic
from genjin.people.models import Role
from genjin.people.operations.departments import add_department
from genjin.people.operations.invitations import invite
from genjin.people.operations.sessions import note_session
from genjin.pipeline.models import ExitCriterion, Stakeholder, TeamMember
from genjin.pipeline.operations.customer_files import keep_files
from genjin.pipeline.operations.entries import add_entry, delete_entry
from genjin.pipeline.operations.projects import add_customer
from genjin.planning.models import FollowUp, Goal
from genjin.planning.operations.attachments import attach_files
from genjin.planning.operations.buying_signals import dismiss_signal
from genjin.planning.operations.merging import merge_customers
from genjin.planning.operations.plan_items import remove_plan_item
from genjin.planning.operations.saved_views import save_view
from genjin.planning.queries.plan_view import PlanView
from genjin.plantable.models import PlanImport
from genjin.plantable.operations.drafts import read_draft, upload_plan_table
from genjin.plantable.operations.imports import apply_import, undo_import
from genjin.text.cells import ActionItem, AnsweredItem
from genjin.web.entries.kinds import KINDS, Entry
from tests.cast import Cast
from tests.conversation.talk import things

Sample = Callable[[Cast], object]
PDF = b"%PDF-1.7 minutes"
number = count(1)


def project(cast: Cast) -> int:
    return cast.project.pk


def customer(cast: Cast) -> int:
    return cast.customer.pk


def ling(cast: Cast) -> int:
    return cast.ling.pk


def failed_task(_cast: Cast) -> object:
    task = QueuedTask.objects.get(pk=run_periodic.enqueue("health").id)
    task.set_failed(OSError("away"))
    return task.pk


def member(cast: Cast) -> int:
    return TeamMember.objects.get(user=cast.ada).pk


# entries of projects and customers

# what a kind needs beside its defaults to be stored
VALUES: dict[str, dict[str, object]] = {
    "need": {"content": "无纸化"},
    "competitor": {"name": "恒拓软件"},
    "goal": {"content": "进入短名单"},
    "strategy": {"content": "先谈产能"},
    "value-sheet": {"kind": "return", "title": "三年总成本"},
    "criterion-check": {"evidence": "纪要", "met_on": date(2026, 3, 10)},
    "stakeholder": {"placeholder": "财务总监"},
    "unit": {"name": "采购部"},
    "contact": {"name": "刘总"},
    "customer-competitor": {"name": "恒拓软件"},
}


def entry(key: str) -> Sample:
    return lambda cast: stored(cast, key).pk


def deleted_entry(key: str) -> Sample:
    return lambda cast: delete_entry(stored(cast, key), by=cast.ling).pk


def stored(cast: Cast, key: str) -> Entry:
    kind = KINDS[key]
    values = VALUES.get(key, {}) | OF_PEOPLE.get(key, lambda _cast: {})(cast)
    if key == "criterion-check":  # each criterion is met once
        values["criterion"] = ExitCriterion.objects.exclude(checks__project=cast.project).first()
    return add_entry(kind.blank(cast.project if kind.is_of_projects else cast.customer, **values), by=cast.ling)


def role(cast: Cast) -> Stakeholder:
    return add_entry(Stakeholder(project=cast.project, placeholder="财务总监"), by=cast.ling)


def stakeholder(cast: Cast) -> int:
    return role(cast).pk


OF_PEOPLE: dict[str, Callable[[Cast], dict[str, object]]] = {
    "attitude-fact": lambda cast: {"stakeholder": role(cast), "attitude": 1, "quote": "好"},
    "stakeholder-line": lambda cast: {"source": role(cast), "target": role(cast)},
}


def goal(cast: Cast) -> int:
    return add_entry(Goal(project=cast.project, content="短名单"), by=cast.ling).pk


# rows of the plan table and what hangs on them


def row_with_items(cast: Cast) -> FollowUp:
    return cast.log(
        next_steps=[ActionItem("提交方案", None, None)],
        objections=[AnsweredItem("太贵", None)],
        risks=[AnsweredItem("对手低价", None)],
    )


def follow_up(cast: Cast) -> int:
    return row_with_items(cast).pk


def action(cast: Cast) -> int:
    return row_with_items(cast).actions.get().pk


def item(kind: str) -> Sample:
    return lambda cast: getattr(row_with_items(cast), f"{kind}s").get().pk


def deleted_item(kind: str) -> Sample:
    def made(cast: Cast) -> int:
        gone = getattr(row_with_items(cast), f"{kind}s").get()
        pk = gone.pk
        remove_plan_item(gone, by=cast.ling)
        return pk

    return made


def signal(cast: Cast) -> int:
    return cast.log(feedback="预算被砍").signals.order_by("pk")[0].pk


def decided_signal(cast: Cast) -> int:
    return dismiss_signal(cast.log(feedback="预算被砍").signals.order_by("pk")[0], by=cast.ling).pk


def saved_view(cast: Cast) -> int:
    return save_view("我的", PlanView(), by=cast.ling).pk


# files


def papers() -> list[ContentFile]:
    return [ContentFile(PDF, "纪要.pdf")]


def customer_file(cast: Cast) -> int:
    return keep_files(cast.customer, papers(), by=cast.ling)[0].pk


def deleted_customer_file(cast: Cast) -> int:
    return delete_entry(keep_files(cast.customer, papers(), by=cast.ling)[0], by=cast.ling).pk


def attachment(cast: Cast) -> int:
    return attach_files(cast.log(), papers(), by=cast.ling)[0].pk


def deleted_attachment(cast: Cast) -> int:
    return delete_entry(attach_files(cast.log(), papers(), by=cast.ling)[0], by=cast.ling).pk


def merged_customer(cast: Cast) -> int:
    other = add_customer(name="华东精密（旧）", by=cast.ling)
    merge_customers(other, into=cast.customer, by=cast.ling)
    return other.pk


# what was brought in by files


def plan_table() -> dict[str, object]:
    return {"file": ContentFile("客户名称,跟进日期\n海川,2026-03-10".encode(), "周报.csv")}


def draft(cast: Cast) -> PlanImport:
    text = f"客户名称,跟进日期,客户反馈\n海川,2026-03-10,第 {next(number)} 次"
    return upload_plan_table(text.encode(), "周报.csv", reference=date(2026, 3, 10), by=cast.ling)[0]


def import_draft(cast: Cast) -> int:
    return draft(cast).pk


def applied(cast: Cast) -> PlanImport:
    found = draft(cast)
    apply_import(found, read_draft(found, by=cast.ling), by=cast.ling)
    return found


def applied_import(cast: Cast) -> int:
    return applied(cast).pk


def undone_import(cast: Cast) -> int:
    found = applied(cast)
    undo_import(found, by=cast.ling)
    return found.pk


# the forecast


def past_log(cast: Cast) -> PastLog:
    return bring_history("旧系统.csv", "编号,阶段,开始\n7,谈判,2025-01-03".encode(), by=cast.root)


def history_draft(cast: Cast) -> int:
    return past_log(cast).pk


# calendars


def feed(cast: Cast) -> int:
    return add_feed("手机", kinds=EntryKind.values, by=cast.ling)[0].pk


def feed_secret(cast: Cast) -> str:
    return add_feed("手机", kinds=EntryKind.values, by=cast.ling)[1]


# people


def invitation(cast: Cast) -> int:
    return invite("新同事", role=Role.SALES, department=cast.ling.department, by=cast.max)[0].pk


def invitation_token(cast: Cast) -> str:
    return invite("新同事", role=Role.SALES, department=cast.ling.department, by=cast.max)[1]


def department(cast: Cast) -> int:
    return add_department(name="华南组", by=cast.root).pk


def session(cast: Cast) -> int:
    note_session(cast.ling, key="k" * 32, address="127.0.0.1", agent="Firefox")
    return UserSession.objects.get(session_key="k" * 32).pk


# what is said about things


def talked_about(kind: str) -> Sample:
    return lambda cast: things(cast)[kind].pk


def comment_of(cast: Cast) -> Comment:
    return open_thread(cast.project, "几时报价 @薄远", by=cast.ling)


def thread(cast: Cast) -> int:
    return comment_of(cast).thread_id


def comment(cast: Cast) -> int:
    return comment_of(cast).pk


def deleted_comment(cast: Cast) -> int:
    return delete_comment(comment_of(cast), by=cast.ling).pk


def mention(cast: Cast) -> int:
    return comment_of(cast).mentions.get().pk


def note(cast: Cast) -> int:
    return keep_note(cast.project, "先不写进周报", by=cast.ling).pk


def deleted_note(cast: Cast) -> int:
    return delete_note(keep_note(cast.project, "先不写进周报", by=cast.ling), by=cast.ling).pk
