"""What the inbox shows, worked out."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from genjin.people.models import User
from genjin.people.policies import can_write
from genjin.pipeline.models import Project
from genjin.planning.models import SignalState, SignalType
from genjin.planning.queries.signal_list import SignalFilter, SignalPlace, signal_list
from genjin.planning.queries.silences import silent_projects
from genjin.web.signals.item_data import SignalItem, signal_items
from genjin.web.signals.silence_words import silence_words

MOST_OF_PROJECT = 10
MOST_SILENT = 5


@dataclass(frozen=True, slots=True)
class Group:
    """The signals of one project; `more` are not shown here."""

    project: Project
    items: Sequence[SignalItem]
    count: int
    more: int


@dataclass(frozen=True, slots=True)
class Groups:
    """Some projects, and the address of those that follow."""

    groups: Sequence[Group]
    following: str
    may_edit: bool


@dataclass(frozen=True, slots=True)
class SilentProject:
    """A project whose customer is silent, in words."""

    project: Project
    words: str
    is_long: bool


@dataclass(frozen=True, slots=True)
class Inbox:
    """The page. `tabs` are the states with their addresses; `silent` stand on top of what is new."""

    groups: Groups
    tabs: Sequence[tuple[str, str, bool]]
    types: Sequence[tuple[str, str]]
    silent: Sequence[SilentProject]
    more_silent: int


def inbox_page(user: User, view: SignalFilter) -> Inbox:
    """Return the page for this person."""
    silent = _silent(user, view) if view.state == SignalState.NEW and not (view.type or view.sign) else []
    tabs = [
        (str(state.label), f"{reverse('signals')}?{view.query(state=_asked(state))}", state == view.state)
        for state in SignalState
    ]
    return Inbox(
        groups=inbox_groups(user, view),
        tabs=tabs,
        types=[(value, str(label)) for value, label in SignalType.choices],
        silent=silent[:MOST_SILENT],
        more_silent=max(0, len(silent) - MOST_SILENT),
    )


def inbox_groups(user: User, view: SignalFilter, *, after: SignalPlace | None = None) -> Groups:
    """Return the next projects of the list."""
    found = signal_list(user, view, after=after)
    groups = [
        Group(
            project,
            signal_items(signals[:MOST_OF_PROJECT], found.objections),
            count,
            count - len(signals[:MOST_OF_PROJECT]),
        )
        for project, signals, count in found.groups
    ]
    query = f"{view.query()}&{urlencode({'after': str(found.following)})}"
    following = f"{reverse('more-signals')}?{query}" if found.following else ""
    return Groups(groups, following, can_write(user))


def _silent(user: User, view: SignalFilter) -> list[SilentProject]:
    found = silent_projects(user, only_own=view.is_mine)
    return [
        SilentProject(project, silence_words(silence), silence.is_long)
        for project, silence in found
        if view.project in {None, project.pk}
    ]


def _asked(state: SignalState) -> str:
    return "" if state == SignalState.NEW else str(state.value)
