"""What the manager's view shows: who has too much, what is overdue or in danger, and what changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from genjin.core import clock
from genjin.health.queries.plan_health import RedPlan, newly_red, red_plans
from genjin.health.wording import CHECKS
from genjin.people.models import User
from genjin.pipeline.models import Project
from genjin.planning.models import BuyingSignal
from genjin.planning.queries.awareness import Times, awareness, late_signals, response
from genjin.planning.queries.buying_signals import signals_in, with_rows
from genjin.planning.queries.team_changes import TeamChange, team_changes
from genjin.planning.queries.workload import Load, Waiting, Workload, overdue_projects, waiting_by_project, workload
from genjin.planning.signal_kinds import KINDS
from genjin.web.formats import days_late, short_amount, short_day
from genjin.web.signals.marks import label_of
from genjin.web.team.scope import Scope

MOST_LINES = 6
MOST_CHANGES = 12
HOURS_A_DAY = 24


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a list: what it leads to, what it is about, and a chip."""

    title: str
    address: str
    words: str = ""
    note: str = ""
    chip: str = ""
    chip_class: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """Some lines, how many there are in all, and where all of them stand."""

    lines: Sequence[Line]
    count: int
    address: str


@dataclass(frozen=True, slots=True)
class LoadLine:
    """The load of one person, each figure with the list behind it."""

    person: User
    figures: Sequence[tuple[str, int, str]]
    is_too_much: bool


@dataclass(frozen=True, slots=True)
class TimesWords:
    """How soon the team knew or responded, in words."""

    median: str
    share: str
    count: int
    is_few: bool


@dataclass(frozen=True, slots=True)
class TeamPage:
    """The whole page."""

    loads: Sequence[LoadLine]
    median: str
    median_projects: str
    overdue: Part
    red: Part
    newly_red: int
    newly_red_address: str
    signals: Part
    no_step: Part
    close: Part
    changes: Part
    since: str
    aware: TimesWords
    responded: TimesWords


def team_page(scope: Scope) -> TeamPage:
    """Return the page, in a constant number of queries however many people there are."""
    today = clock.today()
    since = monday_before(today)
    waiting = waiting_by_project(scope.going_on, today)
    found = workload(scope.team.people, scope.work, today, waiting)
    signals = team_signals(scope)
    return TeamPage(
        loads=[_load_line(load, found, scope) for load in found.loads],
        median=_number(found.median),
        median_projects=_number(found.median_projects),
        overdue=_overdue(scope, waiting, today),
        red=_red(scope, since),
        newly_red=newly_red(scope.going_on, since),
        newly_red_address=scope.address("team-projects", kind="new_red"),
        signals=_late(scope, signals),
        no_step=_projects(scope, "no_step", today),
        close=_projects(scope, "close", today),
        changes=_changes(scope, since),
        since=short_day(since, today),
        aware=_times(awareness(signals, clock.now())),
        responded=_times(response(signals, clock.now())),
    )


def monday_before(today: date) -> date:
    """Return the last Monday before today: on a Monday, when teams meet, that of the week before."""
    return today - timedelta(days=today.weekday() or 7)


def team_signals(scope: Scope) -> QuerySet[BuyingSignal]:
    """Return the signals of the team's projects that go on."""
    return signals_in(scope.going_on)


def open_projects(scope: Scope, kind: str, today: date) -> QuerySet[Project]:
    """Return projects that lack something: `no_step` a next step, `close` a day to come for the close."""
    lacks = {"no_step": Q(has_next_step=False), "close": Q(close_on=None) | Q(close_on__lt=today)}[kind]
    found = scope.going_on.filter(lacks).select_related("customer", "owner", "stage")
    # what has no day stands before what is past, and that before the rest
    return found.order_by("listed_on", "pk") if kind == "no_step" else found.order_by("close_on", "pk")


def _load_line(load: Load, found: Workload, scope: Scope) -> LoadLine:
    def actions(when: str) -> str:
        return scope.address("team-actions", when=when, person=load.person.pk)

    figures = [
        (_("Overdue"), load.overdue, actions("overdue")),
        (_("Due in 7 days"), load.week, actions("week")),
        (_("Due in 14 days"), load.fortnight, actions("fortnight")),
        (_("Projects"), load.projects, f"{reverse('projects')}?owner={load.person.pk}"),
    ]
    return LoadLine(load.person, figures, found.is_too_much(load))


def _overdue(scope: Scope, waiting: Sequence[Waiting], today: date) -> Part:
    projects, count = overdue_projects(waiting, MOST_LINES)
    lines = [
        Line(
            title=str(entry.project),
            address=scope.address("team-actions", when="overdue", project=entry.project.pk),
            words=ngettext("%(count)d overdue action", "%(count)d overdue actions", entry.count)
            % {"count": entry.count},
            note=str(entry.project.owner or ""),
            chip=days_late((today - entry.oldest).days),
            chip_class="neg",
        )
        for entry in projects
    ]
    return Part(lines, count, scope.address("team-actions", when="overdue"))


def _red(scope: Scope, since: date) -> Part:
    plans, count = red_plans(scope.going_on, MOST_LINES)
    return Part([red_line(plan, since) for plan in plans], count, scope.address("team-projects", kind="red"))


def red_line(plan: RedPlan, since: date) -> Line:
    """Return a plan in red as a list shows it."""
    is_new = plan.since is not None and plan.since >= since
    return Line(
        title=str(plan.project),
        address=reverse("project", args=[plan.project.pk]),
        words=" · ".join(str(CHECKS[key].title) for key in plan.worst if key in CHECKS),
        note=str(plan.project.owner or ""),
        chip=_("newly red · %(score)d") % {"score": plan.score} if is_new else str(plan.score),
        chip_class="red-line" if is_new else "neg",
    )


def _late(scope: Scope, signals: QuerySet[BuyingSignal]) -> Part:
    late = late_signals(signals, clock.now())
    lines = [signal_line(signal) for signal in with_rows(late)[:MOST_LINES]]
    return Part(lines, late.count() if len(lines) == MOST_LINES else len(lines), scope.address("team-signals"))


def signal_line(signal: BuyingSignal) -> Line:
    """Return a signal that waits for longer than it should as a list shows it."""
    until = signal.found_at + timedelta(hours=KINDS[signal.type, signal.polarity].hours)
    hours = round((clock.now() - until).total_seconds() / 3600)
    late = ngettext("%(count)d hour late", "%(count)d hours late", hours) % {"count": hours}
    return Line(
        title=f"“{signal.evidence}”",
        address=f"{reverse('signals')}?project={signal.project_id}",
        words=str(signal.project),
        note=f"{label_of(signal)} · {signal.project.owner or ''}",
        chip=late if hours < 2 * HOURS_A_DAY else days_late(round(hours / HOURS_A_DAY)),
        chip_class="warn" if signal.is_for_us else "neg",
    )


def _projects(scope: Scope, kind: str, today: date) -> Part:
    projects = open_projects(scope, kind, today)
    lines = [project_line(project, today) for project in projects[:MOST_LINES]]
    count = projects.count() if len(lines) == MOST_LINES else len(lines)
    return Part(lines, count, scope.address("team-projects", kind=kind))


def project_line(project: Project, today: date) -> Line:
    """Return a project that lacks something as a list shows it."""
    amount = short_amount(project.amount, project.currency) if project.amount is not None else ""
    close = short_day(project.close_on, today) if project.close_on else _("no expected close")
    is_past = project.close_on is None or project.close_on < today
    return Line(
        title=str(project),
        address=reverse("project", args=[project.pk]),
        words=" · ".join(filter(None, [str(project.stage or ""), amount])),
        note=str(project.owner or ""),
        chip=close,
        chip_class="neg" if is_past else "",
    )


def _changes(scope: Scope, since: date) -> Part:
    changes, count = team_changes(scope.projects, clock.start_of(since), MOST_CHANGES)
    return Part([change_line(change) for change in changes], count, scope.address("team-changes"))


def change_line(change: TeamChange) -> Line:
    """Return one thing that moved as a list shows it."""
    day = timezone.localtime(change.at).date()
    return Line(
        title=str(change.project),
        address=f"{reverse('project-changes', args=[change.project.pk])}?since={(day - timedelta(days=1)).isoformat()}",
        words=_change_words(change),
        note=f"{change.by or ''} · {short_day(day, clock.today())}",
    )


def _change_words(change: TeamChange) -> str:
    if change.what == "new":
        return _("new project")
    if change.what == "outcome":
        return str(change.new)
    old, new = (_value(change, value) for value in (change.old, change.new))
    names = {"stage": _("Stage"), "amount": _("Amount"), "close_on": _("Expected close")}
    return _("%(label)s: %(text)s") % {"label": names[change.what], "text": f"{old} → {new}"}


def _value(change: TeamChange, value: object) -> str:
    if value in {None, ""}:
        return "—"
    return short_amount(Decimal(str(value)), change.project.currency) if change.what == "amount" else str(value)


def _times(times: Times) -> TimesWords:
    if times.median_hours is None:
        median = _("more than half still wait") if times.count else "—"
    elif times.median_hours < 2 * HOURS_A_DAY:
        median = _("%(hours).1f hours") % {"hours": times.median_hours}
    else:
        median = _("%(days).1f days") % {"days": times.median_hours / HOURS_A_DAY}
    return TimesWords(median, f"{times.share}%" if times.count else "—", times.count, times.is_few)


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
