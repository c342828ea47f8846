"""Telling the stories: everything that happened, in the order in which it happened, through the operations."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from functools import partial
from heapq import heappop, heappush
from itertools import count

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from genjin.core import clock
from genjin.core.errors import WrongState
from genjin.customers.models import Customer
from genjin.people.models import User
from genjin.pipeline.models import Duty, Project, Stage
from genjin.pipeline.operations.projects import add_customer, add_project, add_team_member
from genjin.pipeline.queries.stages import stages_by_word
from genjin.planning.content import NewRow, RowContent
from genjin.planning.models import Action, Place
from genjin.planning.operations.follow_ups import log_follow_up, tick_action
from genjin.setup.demo.everyday import with_everyday_rows
from genjin.setup.demo.people import COLLEAGUES, PEOPLE, DemoPerson, add_demo_people
from genjin.setup.demo.stories import CustomerStory, ProjectStory, RowStory, all_stories, everyday_phrases
from genjin.setup.demo.working_days import working_day
from genjin.text.cells import read_action_items, read_answered_items

OUR_NAMES = {name for name, _role in PEOPLE.values()} | COLLEAGUES


@transaction.atomic
def load_demo_data(*, today: date) -> list[DemoPerson]:
    """Fill an installation that has no customers with the demo data; returns the people who were added.

    Everything lies relative to `today`, and the same day gives the same data. Refuses when there are customers.
    """
    if Customer.objects.exists():
        raise WrongState(_("There are customers here already; demo data is for an empty installation."))
    before = set(User.objects.values_list("username", flat=True))
    people = add_demo_people()
    told = _Telling(today, people)
    for story in all_stories():
        told.plan_customer(story)
    told.tell()
    return [
        DemoPerson(username, name, str(role.label))
        for username, (name, role) in PEOPLE.items()
        if username not in before and username in people
    ]


class _Days(dict[str, str]):
    """Days as the texts of a row write them: {+3} is the third working day after the row's own."""

    def __init__(self, day: date) -> None:
        super().__init__()
        self._day = day

    def __missing__(self, key: str) -> str:
        day = working_day(self._day, int(key))
        return f"{day.month}月{day.day}日"


@dataclass
class _Telling:
    """What is still to happen, by moment: each deed may add later ones."""

    today: date
    people: Mapping[str, User]

    def __post_init__(self) -> None:
        self._deeds: list[tuple[datetime, int, Callable[[], object]]] = []
        self._order = count()
        self._stages: Mapping[str, Stage] = stages_by_word()
        self._phrases = everyday_phrases()

    def tell(self) -> None:
        """Do everything that was planned, at its moment."""
        while self._deeds:
            moment, _order, deed = heappop(self._deeds)
            with clock.stopped_at(moment):
                deed()

    def _at(self, day: date, hour: int, minute: int, deed: Callable[[], object]) -> None:
        moment = datetime.combine(day, time(hour, minute), tzinfo=timezone.get_default_timezone())
        heappush(self._deeds, (moment, next(self._order), deed))

    def plan_customer(self, story: CustomerStory) -> None:
        """Plan that the customer is added on the day of the first contact, and all its projects."""
        first = min(project.rows[0].on for project in story.projects)
        owner = self.people[story.owner]
        added: list[Customer] = []
        self._at(
            working_day(self.today, first),
            8,
            30,
            lambda: added.append(add_customer(name=story.name, by=owner, industry=story.industry)),
        )
        heard = iter(story.heard)
        for project in story.projects:
            self._plan_project(project, added, heard)

    def _plan_project(self, story: ProjectStory, customer: list[Customer], heard: Iterator[str]) -> None:
        rows = with_everyday_rows(story, self._doers(story), heard, self._phrases)
        first = working_day(self.today, rows[0].on)
        added: list[Project] = []

        def add() -> None:
            owner = self.people[story.owner]
            project = add_project(
                customer=customer[0],
                name=story.name,
                by=owner,
                stage=self._stages[rows[0].stage],
                amount=Decimal(story.amount),
                close_on=working_day(self.today, story.close),
                background=story.background,
            )
            for username, duty in story.team.items():
                add_team_member(project, self.people[username], by=owner, duty=Duty(duty))
            added.append(project)

        self._at(first, 8, 45, add)
        for place, row in enumerate(rows):
            self._plan_row(row, story, added, is_last=place == len(rows) - 1)

    def _doers(self, story: ProjectStory) -> dict[str, str]:
        """Return who does the everyday things: the owner, and whoever is on the team for the technical side."""
        technical = next((name for name, duty in story.team.items() if duty == Duty.TECHNICAL), story.owner)
        return {"负责": self.people[story.owner].name, "技术": self.people[technical].name}

    def _plan_row(self, row: RowStory, story: ProjectStory, project: list[Project], *, is_last: bool) -> None:
        day = working_day(self.today, row.on)
        writer = self.people[row.by or story.owner]
        minutes = (len(row.goal) * 7 + len(row.feedback)) % 120

        def log() -> None:
            stored = log_follow_up(NewRow(project[0], _content(row, day)), by=writer)
            actions = stored.actions.select_related("project")
            self._plan_ticks(actions, day, by=writer, leave_open=is_last or row.left_open)

        self._at(day, 16 + minutes // 60, minutes % 60, log)

    def _plan_ticks(self, actions: Iterable[Action], day: date, *, by: User, leave_open: bool) -> None:
        """Plan that what was done is ticked: main actions on their day, next steps about theirs."""
        for action in actions:
            is_next_step = action.place == Place.NEXT_STEP
            if is_next_step and leave_open:
                continue
            due = max(action.due_on or day, day)
            late = len(action.content) % 4 - 1 if is_next_step else 0  # some a day early, some up to two days late
            done = max(working_day(due, late), day)
            if done < self.today:
                self._at(done, 19, action.position, partial(tick_action, action, done=True, by=by))


def _content(row: RowStory, day: date) -> RowContent:
    days = _Days(day)
    texts = {
        key: getattr(row, key).strip().format_map(days)
        for key in ("goal", "actions", "feedback", "objections", "next_steps", "risks", "note")
    }
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
