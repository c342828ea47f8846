"""Modules 三 and 五: what is to be done, wherever it was agreed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from genjin.planning.models import Action, Place
from genjin.planning.weak_actions import lacks
from genjin.web.formats import short_day
from genjin.web.projects.project_page import ProjectPage

MOST_CLOSED = 10


@dataclass(frozen=True, slots=True)
class ActionRow:
    """One action; `state` is `done`, `cancelled`, `late` or ""; `lacking` names what it does not say."""

    action: Action
    day: str
    state: str
    facts: Sequence[str]
    lacking: Sequence[str]


@dataclass(frozen=True, slots=True)
class Actions:
    """The open ones first, then the last closed ones; `closed` counts all of those."""

    open: Sequence[ActionRow]
    done: Sequence[ActionRow]
    closed: int
    late: int


def actions(page: ProjectPage) -> Actions:
    """Return module 三: the action plan and the main actions of the follow-ups."""
    return _listed(page, {Place.PLAN, Place.MAIN})


def next_steps(page: ProjectPage) -> Actions:
    """Return module 五: what was agreed as the next step."""
    return _listed(page, {Place.NEXT_STEP})


def _listed(page: ProjectPage, places: Iterable[str]) -> Actions:
    found = [action for action in page.plan.of(Action) if action.place in places]
    still = sorted(
        (entry for entry in found if _is_to_do(entry)), key=lambda entry: (entry.due_on or date.max, entry.pk)
    )
    closed = sorted((entry for entry in found if not _is_to_do(entry)), key=_closed_on, reverse=True)
    rows = [_row(entry, page.today) for entry in still]
    return Actions(
        open=rows,
        done=[_row(entry, page.today) for entry in closed[:MOST_CLOSED]],
        closed=len(closed),
        late=sum(row.state == "late" for row in rows),
    )


def _is_to_do(action: Action) -> bool:
    """Tell whether somebody still has to do it: a main action dated up to its contact tells what was done there."""
    row = action.follow_up
    told = action.place == Place.MAIN and row is not None and row.happened_on and action.due_on
    return action.is_open and not (told and action.due_on <= row.happened_on)  # type: ignore[operator,union-attr]


def _closed_on(action: Action) -> tuple[date, int]:
    return (action.done_on or action.cancelled_on or action.due_on or date.min, action.pk)


def _row(action: Action, today: date) -> ActionRow:
    state = (
        "done" if action.done_on else "cancelled" if action.cancelled_on else "late" if action.is_overdue(today) else ""
    )
    needed = f"{action.resources} {action.get_resource_state_display()}".strip() if action.resources else ""
    facts = (action.owner_words, action.get_channel_display() if action.channel else "", needed, action.expected_result)
    return ActionRow(
        action=action,
        day=short_day(action.due_on, today) if action.due_on else "",
        state=state,
        facts=[fact for fact in facts if fact],
        lacking=[str(lack.value) for lack in lacks(action)],
    )
