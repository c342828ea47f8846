"""Telling the stories: everything that happened, day by day, through the operations."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from genjin.core import clock
from genjin.core.errors import WrongState
from genjin.customers.models import Customer
from genjin.people.models import User
from genjin.pipeline.models import Duty, Project
from genjin.pipeline.operations.projects import add_customer, add_project
from genjin.pipeline.operations.team import add_team_member
from genjin.pipeline.queries.stages import stages_by_word
from genjin.planning.content import NewRow, RowContent
from genjin.planning.models import Action, Place
from genjin.planning.operations.follow_ups import log_follow_ups
from genjin.planning.operations.ticking import tick_actions
from genjin.setup.demo.deciding import DAYS, decide_signals_of
from genjin.setup.demo.everyday import with_everyday_rows
from genjin.setup.demo.filling import Filling
from genjin.setup.demo.forecast import tell_forecast
from genjin.setup.demo.meeting import tell_meeting
from genjin.setup.demo.notifying import tell_demo_people
from genjin.setup.demo.people import COLLEAGUES, PEOPLE, DemoPerson, add_demo_people
from genjin.setup.demo.plans import Deed, planned_deeds
from genjin.setup.demo.stories import CustomerStory, ProjectStory, RowStory, all_stories, everyday_phrases
from genjin.setup.demo.talk import Talking
from genjin.setup.demo.working_days import working_day
from genjin.text.cells import read_action_items, read_answered_items

OUR_NAMES = {name for name, _role in PEOPLE.values()} | COLLEAGUES
TEXTS = ("goal", "actions", "feedback", "objections", "next_steps", "risks", "note")
MORNING, EVENING, NIGHT = time(8, 30), time(18, 5), time(18, 40)


@transaction.atomic
def load_demo_data(*, today: date) -> list[DemoPerson]:
    """Fill an installation that has no customers with the demo data; returns the people who were added.

    Everything lies relative to `today`, and the same day gives the same data. Refuses when there are customers.
    """
    if Customer.objects.exists():
        raise WrongState(_("There are customers here already; demo data is for an empty installation."))
    known = set(User.objects.values_list("username", flat=True))
    told = _Telling(today, add_demo_people())
    for story in all_stories():
        told.plan(story)
    told.tell()
    tell_demo_people(_moment(today, MORNING))
    return [
        DemoPerson(username, name, str(role.label))
        for username, (name, role) in PEOPLE.items()
        if username in told.people and told.people[username].username not in known
    ]


@dataclass(frozen=True, slots=True)
class _PlannedRow:
    """A row that will be logged; `is_left` when its next steps are never ticked."""

    project: tuple[str, str]
    story: RowStory
    is_left: bool


class _Telling:
    """What is still to happen, by working day before today and by who does it."""

    def __init__(self, today: date, people: Mapping[str, User]) -> None:
        self.today = today
        self.people = people
        self._customers: dict[int, list[CustomerStory]] = defaultdict(list)
        self._projects: dict[int, list[tuple[CustomerStory, ProjectStory]]] = defaultdict(list)
        self._rows: dict[tuple[int, str], list[_PlannedRow]] = defaultdict(list)
        self._ticks: dict[tuple[date, str], list[Action]] = defaultdict(list)
        self._to_decide: dict[tuple[int, str], list[int]] = defaultdict(list)
        self._deeds: dict[int, list[tuple[CustomerStory, Deed]]] = defaultdict(list)
        self._added: dict[tuple[str, str], Project] = {}
        self._fillings: dict[str, Filling] = {}

    def plan(self, story: CustomerStory) -> None:
        """Plan that the customer is added on the day of the first contact, each project on that of its own first."""
        first_days = {project.name: project.rows[0].on for project in story.projects}
        first_days[""] = min(first_days.values())
        self._customers[first_days[""]].append(story)
        for deed in planned_deeds(story.number):
            on = first_days[deed.project] if deed.on is None else deed.on
            self._deeds[on].append((story, deed))
        heard, phrases = iter(story.heard), everyday_phrases()
        for project in story.projects:
            self._projects[project.rows[0].on].append((story, project))
            rows = with_everyday_rows(project, self._doers(project), heard, phrases)
            for row in rows:
                planned = _PlannedRow((story.name, project.name), row, row.left_open or row is rows[-1])
                self._rows[row.on, row.by or project.owner].append(planned)

    def _doers(self, project: ProjectStory) -> dict[str, str]:
        """Return who does the everyday things: the owner, and whoever is on the team for the technical side."""
        technical = next((name for name, duty in project.team.items() if duty == Duty.TECHNICAL), project.owner)
        return {"负责": self.people[project.owner].name, "技术": self.people[technical].name}

    def tell(self) -> None:
        """Do all that was planned, day by day: what is new in the morning, the rows in the evening, then the plans."""
        customers: dict[str, Customer] = {}
        talking = Talking(self.people)
        for offset in range(min(self._customers), 0):
            day = working_day(self.today, offset)
            with clock.stopped_at(_moment(day, MORNING)):
                for story in self._customers[offset]:
                    owner = self.people[story.owner]
                    customer = add_customer(name=story.name, by=owner, industry=story.industry)
                    customers[story.name] = customer
                    self._fillings[story.name] = Filling(self.today, self.people, customer)
                for story, project in self._projects[offset]:
                    self._added[story.name, project.name] = self._add(project, customers[story.name])
            tell_meeting(offset, day, self.people)
            with clock.stopped_at(_moment(day, EVENING)):
                for username, person in self.people.items():
                    if planned := self._rows[offset, username]:
                        self._log(planned, day, person)
                    if done := self._ticks[day, username]:
                        tick_actions(done, done=True, by=person)
            with clock.stopped_at(_moment(day, NIGHT)):
                for story, deed in self._deeds[offset]:
                    self._fill(story, deed)
                for username, person in self.people.items():
                    if rows := self._to_decide[offset, username]:
                        decide_signals_of(rows, person)
                tell_forecast(offset, self.people, self.today)
                talking.tell(offset)

    def _fill(self, story: CustomerStory, deed: Deed) -> None:
        owners = {"": story.owner} | {project.name: project.owner for project in story.projects}
        project = self._added[story.name, deed.project] if deed.project else None
        self._fillings[story.name].do(deed, project, self.people[deed.by or owners[deed.project]])

    def _add(self, story: ProjectStory, customer: Customer) -> Project:
        owner = self.people[story.owner]
        project = add_project(
            customer=customer,
            name=story.name,
            by=owner,
            stage=stages_by_word()[story.rows[0].stage],
            amount=Decimal(story.amount),
            close_on=working_day(self.today, story.close),
            background=story.background,
        )
        for username, duty in story.team.items():
            duties = story.duties.get(username, "")
            add_team_member(project, self.people[username], by=owner, duty=Duty(duty), duties=duties)
        return project

    def _log(self, planned: Sequence[_PlannedRow], day: date, writer: User) -> None:
        rows = [NewRow(self._added[entry.project], _content(entry.story, day)) for entry in planned]
        for row, entry in zip(log_follow_ups(rows, by=writer), planned, strict=True):
            if entry.story.on + DAYS < 0:
                # once more at the end: what was said to an objection later may hold signals of its own
                for offset in (entry.story.on + DAYS, -1):
                    self._to_decide[offset, writer.username].append(row.pk)
            for action in row.actions.select_related("project"):
                is_next_step = action.place == Place.NEXT_STEP
                if not (is_next_step and entry.is_left):
                    self._ticks[_done_on(action, day), writer.username].append(action)


def _done_on(action: Action, day: date) -> date:
    """Return when an action was done: a main action on its day, a next step a day early to two days late."""
    late = len(action.content) % 4 - 1 if action.place == Place.NEXT_STEP else 0
    return max(day, working_day(max(action.due_on or day, day), late))


def _moment(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, tzinfo=timezone.get_default_timezone())


class _Days(dict[str, str]):
    """Days as the texts of a row write them: {+3} is the third working day after the row's own."""

    def __init__(self, day: date) -> None:
        super().__init__()
        self._day = day

    def __missing__(self, key: str) -> str:
        day = working_day(self._day, int(key))
        return f"{day.month}月{day.day}日"


def _content(row: RowStory, day: date) -> RowContent:
    """Return what the row says, its packed cells read as if somebody had typed them on that day."""
    days = _Days(day)
    texts = {key: getattr(row, key).strip().format_map(days) for key in TEXTS}
    return RowContent(
        date=day,
        stage=row.stage,
        goal=texts["goal"],
        actions=read_action_items(texts["actions"], reference=day, people=OUR_NAMES),
        feedback=texts["feedback"],
        objections=read_answered_items(texts["objections"]),
        next_steps=read_action_items(texts["next_steps"], reference=day, people=OUR_NAMES),
        risks=read_answered_items(texts["risks"]),
        note=texts["note"],
    )
