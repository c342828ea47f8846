"""Decisions as screens and pages show them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from genjin.meetings.queries.decisions import DecisionState
from genjin.web.formats import short_day


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """One decision: what, by whom, by when, and whether it is done. `typed` are the words in which it was decided."""

    pk: int
    content: str
    typed: str
    doer: str
    day: str
    is_action: bool
    is_done: bool
    is_given_up: bool
    is_late: bool
    decided_on: str
    project: str

    @property
    def who_and_when(self) -> str:
        """Return doer and day as the plan table writes them."""
        return "/".join(part for part in (self.doer, self.day) if part)


def decision_lines(states: Iterable[DecisionState], today: date) -> list[DecisionLine]:
    """Return decisions as lines, in their order."""
    return [_line(state, today) for state in states]


def _line(state: DecisionState, today: date) -> DecisionLine:
    decision, action = state.decision, state.action
    return DecisionLine(
        pk=decision.pk,
        content=action.content if action else decision.content,
        typed=decision.content,
        doer=action.owner_words if action else "",
        day=short_day(action.due_on, today) if action and action.due_on else "",
        is_action=action is not None,
        is_done=state.is_done,
        is_given_up=state.is_given_up,
        is_late=bool(action and action.is_overdue(today)),
        decided_on=short_day(decision.meeting.held_on, today),
        project=str(decision.project),
    )
