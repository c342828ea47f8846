"""What the pieces of a customer's page show, but for the organisation chart."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from genjin.customers.models import Contact, Customer, CustomerCompetitor
from genjin.people.models import User
from genjin.pipeline.models import Project
from genjin.planning.models import FollowUp
from genjin.planning.queries.customer_timeline import customer_timeline
from genjin.planning.queries.project_list import next_steps
from genjin.web.customers.customer_page import CustomerPage
from genjin.web.formats import day_with_weekday, days_late, short_amount, short_day
from genjin.web.planning.row_data import stage_class
from genjin.web.shared.files import FileRow, file_rows


@dataclass(frozen=True, slots=True)
class ProjectRow:
    """A project of the customer's, with what is next in it."""

    project: Project
    stage: str
    stage_class: str
    amount: str
    step: str
    step_day: str
    late: str


@dataclass(frozen=True, slots=True)
class ContactRow:
    """A person at the customer, and the visible projects in which the person has a part: id, name, role."""

    contact: Contact
    stakes: Sequence[tuple[int, str, str]]
    has_left: bool


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """One follow-up in the timeline; `who` is ours → theirs."""

    pk: int
    project_pk: int
    project: str
    day: str
    channel: str
    who: str
    goal: str
    feedback: str
    stage: str
    stage_class: str


@dataclass(frozen=True, slots=True)
class TimelinePage:
    """Some of the timeline, and the address of what follows."""

    rows: Sequence[TimelineRow]
    following: str


def profile(page: CustomerPage) -> Customer:
    """Return the customer itself: the template writes its fields."""
    return page.customer


def competitors(page: CustomerPage) -> Sequence[CustomerCompetitor]:
    """Return who else sells there."""
    return page.competitors


def contacts(page: CustomerPage) -> Sequence[ContactRow]:
    """Return the people, those who have left last."""

    def row(contact: Contact) -> ContactRow:
        stakes = [
            (stake.project_id, stake.project.name or "—", stake.role) for stake in page.stakes.get(contact.pk, ())
        ]
        return ContactRow(contact, stakes, contact.left_on is not None and contact.left_on <= page.today)

    return sorted(map(row, page.contacts), key=lambda shown: shown.has_left)


def projects(page: CustomerPage) -> Sequence[ProjectRow]:
    """Return the visible projects with their next steps."""
    steps = next_steps(page.projects)
    rows = []
    for project in page.projects:
        step = steps.get(project.pk)
        is_late = step is not None and step.is_overdue(page.today)
        late = (page.today - step.due_on).days if is_late and step and step.due_on else 0
        rows.append(
            ProjectRow(
                project=project,
                stage=str(project.stage or ""),
                stage_class=stage_class(project.stage.position if project.stage else 0),
                amount=short_amount(project.amount, project.currency) if project.amount is not None else "",
                step=step.content if step else "",
                step_day=day_with_weekday(step.due_on, page.today) if step and step.due_on else "",
                late=days_late(late) if late else "",
            )
        )
    return rows


def files(page: CustomerPage) -> Sequence[FileRow]:
    """Return the files, the latest first."""
    return file_rows(page.files, lambda pk: reverse("customer-file", args=[page.customer.pk, pk]))[::-1]


def timeline_page(user: User, customer: Customer, today: date, *, after: str = "") -> TimelinePage:
    """Return the next part of the timeline."""
    found = customer_timeline(user, customer, after=after)
    following = f"{reverse('customer-timeline', args=[customer.pk])}?after={found.following}" if found.following else ""
    return TimelinePage([_timeline_row(row, today) for row in found.rows], following)


def timeline(page: CustomerPage) -> TimelinePage:
    """Return the first part of the timeline."""
    return timeline_page(page.user, page.customer, page.today)


def _timeline_row(row: FollowUp, today: date) -> TimelineRow:
    ours = "、".join(str(person) for person in row.colleagues.all())
    theirs = "、".join(contact.name for contact in row.contacts.all())
    return TimelineRow(
        pk=row.pk,
        project_pk=row.project_id,
        project=row.project.name or "—",
        day=short_day(row.happened_on, today) if row.happened_on else "",
        channel=str(row.get_channel_display()),
        who=" → ".join(side for side in (ours, theirs) if side),
        goal=row.goal,
        feedback=row.feedback,
        stage=str(row.stage or row.stage_words),
        stage_class=stage_class(row.stage.position if row.stage else 0),
    )
