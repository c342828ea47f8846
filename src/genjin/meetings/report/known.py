"""What a weekly report is made of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from genjin.core import clock
from genjin.core.amounts import short_amount
from genjin.forecast.queries.deals import odds_of
from genjin.health.queries.plan_health import health_of
from genjin.meetings.models import AgendaItem, Meeting
from genjin.meetings.queries.changes import ProjectChanges, changes_of
from genjin.meetings.queries.decisions import DecisionState, decisions_of, earlier_decisions
from genjin.meetings.queries.forecast_change import ForecastChange, forecast_change
from genjin.meetings.queries.meetings import agenda_of
from genjin.meetings.queries.screen import OpenPoints, items_before, open_points
from genjin.meetings.wording import Before
from genjin.people.models import User
from genjin.planning.models import Action


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the projects of a meeting, by project."""

    meeting: Meeting
    agenda: Sequence[AgendaItem]
    today: date
    changes: Mapping[int, ProjectChanges]
    points: Mapping[int, OpenPoints]
    before: Mapping[int, Before]
    decided: Mapping[int, Sequence[DecisionState]]
    earlier: Mapping[int, Sequence[DecisionState]]
    forecast: ForecastChange | None = None
    names: Mapping[int, str] = field(default_factory=dict)


def known_of(user: User, meeting: Meeting) -> Known:
    """Return what the report of a meeting is made of, as far as this person may see it."""
    agenda, today = agenda_of(user, meeting), clock.today()
    pks = [item.project_id for item in agenda]
    health, odds, then = health_of(pks), odds_of(pks), items_before(meeting, pks)
    before = {}
    for pk in pks:
        old, now, chance = then.get(pk), health.get(pk), odds.get(pk)
        before[pk] = Before(
            old.band if old else "", old.win if old else None, now.band if now else "", chance.win if chance else None
        )
    return Known(
        meeting=meeting,
        agenda=agenda,
        today=today,
        changes=changes_of(pks, meeting.changes_since, meeting.ended_at),
        points=open_points(pks),
        before=before,
        decided=decisions_of(user, meeting),
        earlier=earlier_decisions(user, meeting, pks),
        forecast=forecast_change(user, meeting, pks, today),
        names={item.project_id: str(item.project) for item in agenda},
    )


def amount_of(item: AgendaItem) -> str:
    """Return the amount of a project."""
    project = item.project
    return short_amount(project.amount, project.currency) if project.amount is not None else ""


def action_words(action: Action) -> str:
    """Return an action as the plan table writes it."""
    who = "/".join(part for part in (action.owner_words, action.due_on.isoformat() if action.due_on else "") if part)
    return f"{action.content}（{who}）" if who else action.content
