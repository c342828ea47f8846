"""What the server takes for a plan of three years on its page, and for the list of projects."""

from datetime import UTC, date, datetime, time, timedelta

from django.test import Client
from django.urls import reverse
from figures import Sheet
from pages import asking, signed_in_client

from genjin.core import clock
from genjin.customers.models import Contact
from genjin.meetings.models import MeetingScope
from genjin.meetings.operations.meetings import start_meeting
from genjin.meetings.queries.scopes import Scope
from genjin.people.models import User
from genjin.people.operations.people import local_administrator
from genjin.pipeline.models import BudgetFact, Need, Project, Stakeholder
from genjin.pipeline.operations.entries import add_entry
from genjin.pipeline.operations.projects import add_customer, add_project
from genjin.planning.content import NewRow, RowContent
from genjin.planning.models import Action, Goal, Strategy
from genjin.planning.operations.follow_ups import log_follow_up
from genjin.planning.operations.plan_items import add_plan_item
from genjin.text.cells import ActionItem, AnsweredItem

GOAL, EARLIER_GOAL = 120, 300
FOLLOW_UPS, CONTACTS, ACTIONS, DAYS = 300, 60, 200, 3 * 365
FEEDBACK = "刘总把预算从二百万压到一百五十万，担心实施周期太长；王总工认可排产方案，愿意帮约生产副总。" * 9
STAGES = ("初步接洽", "需求调研", "方案制定", "商务谈判")


def measure_plans(sheet: Sheet) -> None:
    """Measure the page of a big plan, one of its modules as the reply to a save gives it, and the list of projects."""
    by = local_administrator()
    client, project = signed_in_client(by), big_plan(by)
    try:
        measure_pages_of(sheet, client, project)
    finally:
        customer = project.customer
        project.delete()
        if customer is not None:
            customer.delete()


def measure_pages_of(sheet: Sheet, client: Client, project: Project) -> None:
    """Measure the pages, with the big plan among all others."""
    sheet.time("the page of a project", asking(client, reverse("project", args=[project.pk])), goal=GOAL)
    earlier = asking(client, reverse("project", args=[project.pk]), on=clock.today() - timedelta(days=DAYS // 2))
    sheet.time("the page as it stood 18 months ago", earlier, goal=EARLIER_GOAL)
    module = reverse("project-module", args=[project.pk, "profile"])
    sheet.time("one module of it", asking(client, module), goal=GOAL)
    meeting = start_meeting(Scope(MeetingScope.CHOSEN, projects=[project.pk]), by=local_administrator())
    screen = reverse("meeting-screen", args=[meeting.pk, meeting.agenda.get().pk])
    sheet.time("a screen of the weekly meeting", asking(client, screen), goal=GOAL)
    meeting.delete()
    sheet.time("the list of projects", asking(client, reverse("projects")))
    sheet.time("projects with overdue steps", asking(client, reverse("projects"), scope="overdue"))
    sheet.time("projects of a name", asking(client, reverse("projects"), q="青禾"))


def big_plan(by: User) -> Project:
    """Add a project with everything that three years bring, day by day."""
    first = clock.today() - timedelta(days=DAYS)
    with clock.stopped_at(datetime.combine(first, time(8), tzinfo=UTC)):
        customer = add_customer(name="样本集团", by=by)
        project = add_project(customer=customer, name="样本项目", by=by)
    for number in range(FOLLOW_UPS):
        day = first + timedelta(days=number * DAYS // FOLLOW_UPS)
        with clock.stopped_at(datetime.combine(day, time(9), tzinfo=UTC)):
            log_follow_up(NewRow(project, content(number, day)), by=by)
            if number % (FOLLOW_UPS // CONTACTS) == 0:
                contact = add_entry(Contact(customer=customer, name=f"联系人 {number}"), by=by)
                add_entry(Stakeholder(project=project, contact=contact), by=by)
            if number % 20 == 0:
                add_entry(Need(project=project, content=FEEDBACK[:60]), by=by)
                add_entry(BudgetFact(project=project, low=number, said_by="刘总", observed_on=day), by=by)
                add_entry(Goal(project=project, content="进入短名单"), by=by)
                add_entry(Strategy(project=project, content=FEEDBACK[:40]), by=by)
    for number in range(ACTIONS):
        add_plan_item(Action(project=project, content=f"行动 {number}", due_on=clock.today()), by=by)
    return project


def content(number: int, day: date) -> RowContent:
    """Return one follow-up; every other one leaves a next step."""
    return RowContent(
        date=day,
        stage=STAGES[number * len(STAGES) // FOLLOW_UPS],
        goal="推进方案确认",
        feedback=FEEDBACK,
        objections=[AnsweredItem("太贵", "三年总成本")],
        next_steps=[ActionItem("约生产副总汇报", "李娜", day + timedelta(days=5))] if number % 2 else [],
    )
