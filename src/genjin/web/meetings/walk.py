"""The way through the screens of a meeting: project by project, then those with nothing new, then the end."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from genjin.meetings.models import AgendaItem, Meeting


@dataclass(frozen=True, slots=True)
class Place:
    """Where a screen stands: the addresses before and after it, which one of how many, how much of the way is done.

    `home` is the page of the meeting, to which the ways lead at both ends.
    """

    home: str
    before: str
    after: str
    number: int
    count: int
    done: int  # per cent

    @property
    def comes_from_screen(self) -> bool:
        """Tell whether another screen stands before this one."""
        return self.before.partition("?")[0] != self.home

    @property
    def leads_to_screen(self) -> bool:
        """Tell whether another screen follows."""
        return self.after.partition("?")[0] != self.home


def place_of_item(meeting: Meeting, agenda: Sequence[AgendaItem], item: AgendaItem, query: str = "") -> Place:
    """Return where the screen of a project stands. Quiet ones are walked through only by who opens one of them."""
    row = [one for one in agenda if one.is_quiet == item.is_quiet]
    at = next(place for place, one in enumerate(row) if one.pk == item.pk)
    number = next(place for place, one in enumerate(agenda, 1) if one.pk == item.pk)
    first = rest_address(meeting) if item.is_quiet else reverse("meeting", args=[meeting.pk])
    last = closing_address(meeting) if item.is_quiet else after_projects(meeting, agenda)
    return Place(
        home=reverse("meeting", args=[meeting.pk]),
        before=(item_address(row[at - 1]) if at else first) + query,
        after=(item_address(row[at + 1]) if at + 1 < len(row) else last) + query,
        number=number,
        count=len(agenda),
        done=round(100 * number / max(1, len(agenda))),
    )


def place_of_rest(meeting: Meeting, agenda: Sequence[AgendaItem], query: str = "") -> Place:
    """Return where the screen of those with nothing new stands."""
    home = reverse("meeting", args=[meeting.pk])
    return Place(home, _last_project(meeting, agenda) + query, closing_address(meeting) + query, 0, len(agenda), 100)


def place_of_closing(meeting: Meeting, agenda: Sequence[AgendaItem], query: str = "") -> Place:
    """Return where the last screen stands."""
    quiet = any(item.is_quiet for item in agenda)
    before = rest_address(meeting) if quiet else _last_project(meeting, agenda)
    home = reverse("meeting", args=[meeting.pk])
    return Place(home, before + query, home, 0, len(agenda), 100)


def first_screen(meeting: Meeting, agenda: Sequence[AgendaItem]) -> str:
    """Return where a meeting begins, or goes on: at the project that is on the screen."""
    shown = next((item for item in agenda if item.pk == meeting.showing_id), None)
    talked = [item for item in agenda if not item.is_quiet]
    if shown or talked:
        return item_address(shown or talked[0])
    return after_projects(meeting, agenda)


def after_projects(meeting: Meeting, agenda: Sequence[AgendaItem]) -> str:
    """Return the screen that follows the last project."""
    return rest_address(meeting) if any(item.is_quiet for item in agenda) else closing_address(meeting)


def _last_project(meeting: Meeting, agenda: Sequence[AgendaItem]) -> str:
    talked = [item for item in agenda if not item.is_quiet]
    return item_address(talked[-1]) if talked else reverse("meeting", args=[meeting.pk])


def item_address(item: AgendaItem) -> str:
    """Return the address of a project's screen."""
    return reverse("meeting-screen", args=[item.meeting_id, item.pk])


def rest_address(meeting: Meeting) -> str:
    """Return the address of the screen of those with nothing new."""
    return reverse("meeting-rest", args=[meeting.pk])


def closing_address(meeting: Meeting) -> str:
    """Return the address of the last screen."""
    return reverse("meeting-closing", args=[meeting.pk])
