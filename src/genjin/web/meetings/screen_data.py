"""What the screen of one project shows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from genjin.core import clock
from genjin.core.working_days import working_days
from genjin.forecast.queries.deals import odds_of
from genjin.health.models import PlanHealth
from genjin.health.operations.refresh import refresh_health
from genjin.health.queries.alerts import alerts_of
from genjin.health.queries.health_settings import current_rules
from genjin.health.queries.plan_health import health_of
from genjin.health.wording import BANDS
from genjin.meetings.models import AgendaItem, Meeting
from genjin.meetings.policies import can_decide
from genjin.meetings.queries.changes import changes_of
from genjin.meetings.queries.decisions import decisions_of, earlier_decisions
from genjin.meetings.queries.screen import OpenPoints, items_before, open_points, outcomes_of
from genjin.meetings.wording import Before, Saying, change_lines, reason_words
from genjin.people.models import User
from genjin.pipeline.models import Project, ProjectOutcome, Stage
from genjin.planning.models import Action, BuyingSignal
from genjin.planning.queries.stage_days import stages_entered
from genjin.web.formats import days_late, short_amount, short_day
from genjin.web.health.lines import BAND_CHIPS, AlertLine, alert_line
from genjin.web.meetings.decision_lines import DecisionLine, decision_lines
from genjin.web.planning.row_data import stage_class
from genjin.web.projects.head_data import OUTCOME_CHIPS
from genjin.web.signals.item_data import text_around
from genjin.web.signals.marks import label_of, mark_of, marked, sentence_around

MOST_STEPS, MOST_OTHERS = 5, 3


@dataclass(frozen=True, slots=True)
class ScreenLine:
    """One line: a chip, what is said, and a quieter word."""

    label: str
    chip: str
    text: SafeString | str
    note: str = ""


@dataclass(frozen=True, slots=True)
class StageMark:
    """One stage of the bar: `state` is `done`, `now` or nothing."""

    name: str
    state: str


@dataclass(frozen=True, slots=True)
class StepLine:
    """One open step: what, by whom, when, and how late it is."""

    content: str
    doer: str
    day: str
    late: str


@dataclass(frozen=True, slots=True)
class ScreenHead:
    """Whose project it is and how it stands, as the head of the screen shows it."""

    pk: int
    customer: str
    name: str
    owner: str
    stages: Sequence[StageMark]
    stage: str
    stage_class: str
    days: int
    outcome: str
    outcome_chip: str
    score: str
    band: str
    band_words: str
    amount: str
    close: str
    is_close_past: bool
    win: str
    win_change: int


@dataclass(frozen=True, slots=True)
class ProjectScreen:
    """The screen of one project; `since` and `until` are the days between which changes are told ("": now)."""

    head: ScreenHead
    reasons: Sequence[Saying]
    since: str
    until: str
    lines: Sequence[ScreenLine]
    checks: Sequence[DecisionLine]
    decisions: Sequence[DecisionLine]
    steps: Sequence[StepLine]
    more_steps: int
    objections: Sequence[str]
    risks: Sequence[str]
    signals: Sequence[ScreenLine]
    alerts: Sequence[AlertLine]
    may_decide: bool


def project_screen(user: User, meeting: Meeting, item: AgendaItem) -> ProjectScreen:
    """Return what the screen of a project shows, in a constant number of queries."""
    project, pk, today = item.project, item.project_id, clock.today()
    rules = current_rules()
    refresh_health([pk], rules=rules)
    health, chance, earlier = health_of([pk]).get(pk), odds_of([pk]).get(pk), items_before(meeting, [pk]).get(pk)
    changes = changes_of([pk], meeting.changes_since, meeting.ended_at)[pk]
    win = chance.win if chance else None
    before = Before(
        band=earlier.band if earlier else "",
        win=earlier.win if earlier else None,
        band_now=health.band if health else "",
        win_now=win,
    )
    points = open_points([pk])[pk]
    return ProjectScreen(
        head=_head(project, rules.stages, health, before, outcomes_of([pk]).get(pk), today),
        reasons=reason_words(item.reasons),
        since=_since(meeting, today),
        until=short_day(timezone.localdate(meeting.ended_at), today) if meeting.ended_at else "",
        lines=[
            ScreenLine(line.label, line.chip, _words(line.signal) if line.signal else line.text, line.note)
            for line in change_lines(changes, project, before, today)
        ],
        checks=checks_of(user, meeting, pk),
        decisions=made_in(user, meeting, pk),
        steps=[_step(step, today) for step in points.steps[:MOST_STEPS]],
        more_steps=max(0, len(points.steps) - MOST_STEPS),
        objections=[str(row) for row in points.objections[:MOST_OTHERS]],
        risks=[str(row) for row in points.risks[:MOST_OTHERS]],
        signals=_waiting(points),
        alerts=[alert_line(alert, today) for alert in alerts_of(user, [pk], today)[pk].shown],
        may_decide=meeting.is_running and can_decide(user, project),
    )


def _since(meeting: Meeting, today: date) -> str:
    """Return from which day on changes are told; "" in the first meeting about something, while it runs."""
    if meeting.previous is None and meeting.is_running:
        return ""
    return short_day(timezone.localdate(meeting.changes_since), today)


def checks_of(user: User, meeting: Meeting, project: int) -> list[DecisionLine]:
    """Return the earlier decisions about a project, which are checked first."""
    return decision_lines(earlier_decisions(user, meeting, [project]).get(project, []), clock.today())


def made_in(user: User, meeting: Meeting, project: int) -> list[DecisionLine]:
    """Return what this meeting has decided about a project so far."""
    return decision_lines(decisions_of(user, meeting, [project]).get(project, []), clock.today())


def _head(
    project: Project,
    stages: Iterable[Stage],
    health: PlanHealth | None,
    before: Before,
    outcome: ProjectOutcome | None,
    today: date,
) -> ScreenHead:
    now, entered = project.stage, stages_entered([project.pk]).get(project.pk)
    known = health is not None and health.score is not None
    win = round(100 * before.win_now) if before.win_now is not None and outcome is None else None
    return ScreenHead(
        pk=project.pk,
        customer=project.customer.name if project.customer else "",
        name=project.name or _("No project yet"),
        owner=str(project.owner or ""),
        stages=[_stage_mark(stage.position, str(stage), now.position if now else 0) for stage in stages],
        stage=str(now or ""),
        stage_class=stage_class(now.position if now else 0),
        days=working_days(entered, today) if entered and entered <= today else 0,
        outcome=str(outcome or ""),
        outcome_chip=OUTCOME_CHIPS[outcome.kind] if outcome else "",
        score=str(health.score) if health and known else "",
        band=BAND_CHIPS[health.band] if health and known else "",
        band_words=str(BANDS[health.band]) if health and known else "",
        amount=short_amount(project.amount, project.currency) if project.amount is not None else "",
        close=short_day(project.close_on, today) if project.close_on else "",
        is_close_past=bool(project.close_on and project.close_on < today and outcome is None),
        win=f"{win}%" if win is not None else "",
        win_change=win - round(100 * before.win) if win is not None and before.win is not None else 0,
    )


def _stage_mark(position: int, name: str, now: int) -> StageMark:
    return StageMark(name, "now" if position == now else "done" if position < now else "")


def _words(signal: BuyingSignal) -> SafeString:
    return marked(sentence_around(text_around(signal, ()), signal.evidence), [mark_of(signal)])


def _waiting(points: OpenPoints) -> list[ScreenLine]:
    return [
        ScreenLine(label_of(signal), "pos" if signal.is_for_us else "neg", _words(signal))
        for signal in points.signals[:MOST_OTHERS]
    ]


def _step(step: Action, today: date) -> StepLine:
    late = (today - step.due_on).days if step.due_on and step.is_overdue(today) else 0
    day = short_day(step.due_on, today) if step.due_on else ""
    return StepLine(step.content, step.owner_words, day, days_late(late) if late else "")
