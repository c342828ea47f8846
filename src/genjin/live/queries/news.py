"""What has happened since somebody asked last, as far as that person may see it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import takewhile

from django.db.models import Q

from genjin.activity.models import ActivityEvent
from genjin.core import clock
from genjin.live.cursor import Cursor, advanced
from genjin.people.models import User
from genjin.pipeline.queries.projects import visible_customers, visible_projects

MOST_EVENTS = 500
LATEST = 64
# A page reads its rows before it says up to which event it knows them; none takes as long as this to be drawn.
DRAWING = timedelta(seconds=5)
COLUMNS = ("pk", "kind", "target_type", "target_id", "project_id", "customer_id", "by_id", "by__name")
Event = tuple[int, str, str, int, int | None, int | None, int | None, str | None]


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that happened; `row` is the follow-up it happened to, if it was one, `by` the name of who did it."""

    kind: str
    project: int | None
    customer: int | None
    row: int | None
    by: str
    is_own: bool


@dataclass(frozen=True, slots=True)
class News:
    """What is new, and where the next question goes on.

    `gone` are those of the projects asked about that this person may not see, or no longer. `is_everything`: so much
    has happened, or so long ago, that whoever shows something must look at all of it again.
    `has_moved`: the cursor did.
    """

    cursor: Cursor
    changes: tuple[Change, ...] = ()
    gone: frozenset[int] = frozenset()
    is_everything: bool = False
    has_moved: bool = False

    @property
    def is_anything(self) -> bool:
        """Tell whether the asking page has to hear of it, be it only where it goes on."""
        return self.is_everything or self.has_moved


def latest_cursor(*, drawing: timedelta = DRAWING) -> Cursor:
    """Return where a page that is being drawn goes on: before all that happened while it was, in one query.

    Who asks before any row is read says that there was no drawing.
    """
    newest = ActivityEvent.objects.order_by("-pk").values_list("pk", "at")[:LATEST]
    return _cursor_before(list(newest), clock.now() - drawing)


def _cursor_before(newest: list[tuple[int, datetime]], moment: datetime) -> Cursor:
    known = list(takewhile(lambda event: event[1] <= moment, sorted(newest)))
    if not known:  # nothing ever happened, or so much just now that only looking at everything again will do
        return Cursor(0)
    return advanced(Cursor(known[0][0]), (pk for pk, _at in known), int(clock.now().timestamp()))


def news_for(user: User, cursor: Cursor, *, about: Collection[int] = ()) -> News:
    """Return what happened after the cursor; `about` are the projects that the asking page shows.

    One query where nothing happened; otherwise one more for the projects and one for the customers it happened to.
    """
    wanted = Q(pk__gte=cursor.last)
    for gap in cursor.gaps:
        wanted |= Q(pk__range=(gap.first, gap.last))
    events: list[Event] = list(
        ActivityEvent.objects.filter(wanted).order_by("pk").values_list(*COLUMNS)[: MOST_EVENTS + 1]
    )
    ids = [event[0] for event in events]
    # the last event that was read is asked for again: if it is not there, another database was put in place
    if len(events) > MOST_EVENTS or (cursor.last and cursor.last not in ids):
        return News(latest_cursor(), is_everything=True)
    fresh = [event for event in events if event[0] != cursor.last]
    if not fresh:
        return News(cursor)
    return _seen_by(user, fresh, advanced(cursor, ids, int(clock.now().timestamp())), about)


def _seen_by(user: User, events: list[Event], cursor: Cursor, about: Collection[int]) -> News:
    projects = {event[4] for event in events} - {None}
    customers = {event[5] for event in events if event[4] is None} - {None}
    seen = set(visible_projects(user).filter(pk__in=projects).values_list("pk", flat=True)) if projects else set()
    if customers:
        customers = set(visible_customers(user).filter(pk__in=customers).values_list("pk", flat=True))
    changes = (_change(event, user) for event in events if event[4] in seen or (not event[4] and event[5] in customers))
    gone = {pk for pk in about if pk in projects} - seen
    return News(cursor, tuple(dict.fromkeys(changes)), frozenset(gone), has_moved=True)


def _change(event: Event, user: User) -> Change:
    _pk, kind, target_type, target, project, customer, by, name = event
    row = target if target_type == "followup" else None
    return Change(kind, project, customer, row, name or "", by == user.pk)
