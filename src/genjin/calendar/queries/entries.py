"""What stands in a person's calendar: only what this person may see, of the projects that this person works on."""

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from genjin.calendar.entries import CalendarEntry
from genjin.calendar.models import EntryKind
from genjin.people.models import User
from genjin.pipeline.models import OutcomeKind, Project, ProjectOutcome
from genjin.pipeline.queries.projects import is_ended, projects_with, visible_projects
from genjin.planning.models import Action, FollowUp, Goal, Risk
from genjin.planning.queries.due import planned_actions
from genjin.planning.queries.visits import IN_PERSON

BACK, AHEAD = timedelta(days=31), timedelta(days=366)
MOST_OF_A_KIND = 1000
LONGEST_TITLE = 120
Span = tuple[date, date]


def span_of(today: date) -> Span:
    """Return the first and the last day of which a calendar tells."""
    return today - BACK, today + AHEAD


def calendar_entries(user: User, kinds: Collection[str], today: date) -> list[CalendarEntry]:
    """Return the entries of these kinds by day, in a constant number of queries."""
    span = span_of(today)
    found = [entry for kind, read in READERS.items() if kind in kinds for entry in read(user, span)]
    return sorted(found, key=lambda entry: (entry.day, entry.kind, entry.pk))


def _actions(user: User, span: Span) -> Iterator[CalendarEntry]:
    """Give what this person does, or what names nobody in a project of this person's; what is done is told as done."""
    going_on = visible_projects(user).filter(~is_ended())
    planned = planned_actions(going_on).filter(due_on__range=span)
    named = planned.filter(pk__in=Action.doers.through.objects.filter(user=user).values("action"))
    unnamed = planned.filter(owner_words="", project__owner=user)
    pks = {
        pk for own in (named, unnamed) for pk in own.order_by("due_on").values_list("pk", flat=True)[:MOST_OF_A_KIND]
    }
    for action in Action.objects.filter(pk__in=pks).select_related("project__customer"):
        if action.due_on is not None:
            lines = [_said(_("Doer"), action.owner_words), _said(_("Expected result"), action.expected_result)]
            yield _entry(
                EntryKind.ACTIONS, action.pk, action.due_on, action.content, action.project, lines, action.done_on
            )


def _visits(user: User, span: Span) -> Iterator[CalendarEntry]:
    """Give contacts in person of own projects; one that names colleagues is only theirs."""
    colleagues = FollowUp.colleagues.through.objects.filter(followup=OuterRef("pk"))
    mine = ~Exists(colleagues) | Exists(colleagues.filter(user=user))
    rows = FollowUp.objects.filter(
        mine, deleted_at=None, happened_on__range=span, channel__in=IN_PERSON, project__in=projects_with(user)
    )
    for row in rows.select_related("project__customer").order_by("happened_on")[:MOST_OF_A_KIND]:
        if row.happened_on is not None:
            words = _said(row.get_channel_display(), row.goal) or str(row.get_channel_display())
            yield _entry(EntryKind.VISITS, row.pk, row.happened_on, words, row.project, [])


def _closes(user: User, span: Span) -> Iterator[CalendarEntry]:
    projects = _going_on(user).filter(close_on__range=span).select_related("customer")
    for project in projects.order_by("close_on")[:MOST_OF_A_KIND]:
        if project.close_on is not None:
            yield _entry(EntryKind.CLOSES, project.pk, project.close_on, _("Expected close"), project, [])


def _goals(user: User, span: Span) -> Iterator[CalendarEntry]:
    goals = Goal.objects.filter(deleted_at=None, due_on__range=span, project__in=_going_on(user))
    for goal in goals.select_related("project__customer").order_by("due_on")[:MOST_OF_A_KIND]:
        if goal.due_on is not None:
            words = _said(pgettext("of a project", "Goal"), goal.content)
            lines = [_said(_("Measured by"), goal.measure)]
            yield _entry(EntryKind.GOALS, goal.pk, goal.due_on, words, goal.project, lines, goal.reached_on)


def _reviews(user: User, span: Span) -> Iterator[CalendarEntry]:
    is_there = Q(follow_up=None) | Q(follow_up__deleted_at=None)
    going_on = visible_projects(user).filter(~is_ended())
    risks = Risk.objects.filter(is_there, owner=user, closed_on=None, review_on__range=span, project__in=going_on)
    for risk in risks.select_related("project__customer").order_by("review_on")[:MOST_OF_A_KIND]:
        if risk.review_on is not None:
            words = _said(_("Review the risk"), risk.content)
            yield _entry("risks", risk.pk, risk.review_on, words, risk.project, [])
    shelved = ProjectOutcome.objects.filter(
        kind=OutcomeKind.SHELVED, deleted_at=None, wake_on__range=span, project__in=projects_with(user)
    )
    for outcome in shelved.select_related("project__customer").order_by("wake_on")[:MOST_OF_A_KIND]:
        if outcome.wake_on is not None:
            words = _("Look again at the shelved project")
            yield _entry("shelved", outcome.pk, outcome.wake_on, words, outcome.project, [])


READERS: Mapping[str, Callable[[User, Span], Iterator[CalendarEntry]]] = {
    EntryKind.ACTIONS: _actions,
    EntryKind.VISITS: _visits,
    EntryKind.CLOSES: _closes,
    EntryKind.GOALS: _goals,
    EntryKind.REVIEWS: _reviews,
}


def _going_on(user: User) -> QuerySet[Project]:
    return projects_with(user).filter(~is_ended())


def _entry(
    kind: str,
    pk: int,
    day: date,
    words: str,
    project: Project,
    lines: list[str],
    done_on: date | None = None,
) -> CalendarEntry:
    title = f"{' '.join(words.split())[:LONGEST_TITLE]} · {project}"
    return CalendarEntry(
        kind=str(kind),
        pk=pk,
        day=day,
        title=f"✓ {title}" if done_on else title,
        project=project.pk,
        lines=tuple(filter(None, lines)),
        is_done=done_on is not None,
    )


def _said(what: str, words: str) -> str:
    """Return what is told with its name in front; nothing where nothing is told."""
    return _("%(what)s: %(words)s") % {"what": what, "words": words.strip()} if words.strip() else ""
