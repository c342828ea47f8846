"""The lists behind the figures of a team."""

from collections.abc import Sequence
from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from genjin.core import clock
from genjin.core.ids import read_id
from genjin.health.queries.plan_health import red_plans
from genjin.planning.models import Action
from genjin.planning.queries.awareness import late_signals
from genjin.planning.queries.buying_signals import with_rows
from genjin.planning.queries.team_changes import team_changes
from genjin.planning.queries.workload import FORTNIGHT, WEEK, waiting_actions
from genjin.web.formats import day_with_weekday, days_late, short_day
from genjin.web.shared.htmx import answers_refusals
from genjin.web.team.page_data import (
    Line,
    change_line,
    monday_before,
    open_projects,
    project_line,
    red_line,
    signal_line,
    team_signals,
)
from genjin.web.team.scope import Scope, scope_of

MOST_LINES = 200


@require_GET
@answers_refusals
def show_actions(request: HttpRequest) -> HttpResponse:
    """List open actions: of one person of the team, of one project, or all; `when` they are due."""
    scope, today = scope_of(request), clock.today()
    when = request.GET.get("when", "overdue")
    spans = {
        "overdue": (_("Overdue actions"), None, today - timedelta(days=1)),
        "week": (_("Due in 7 days"), today, today + WEEK),
        "fortnight": (_("Due in 14 days"), today, today + FORTNIGHT),
    }
    if when not in spans:
        raise Http404
    title, since, until = spans[when]
    person, projects, doers = read_id(request.GET.get("person", "")), scope.going_on, None
    if person is not None:
        known = {entry.pk: entry for entry in scope.team.people}
        if person not in known:
            raise Http404
        # in whichever project this person has something to do
        projects, doers, title = (
            scope.work,
            [person],
            f"{title} · {known[person]}",
        )
    if (project := read_id(request.GET.get("project", ""))) is not None:
        projects = projects.filter(pk=project)
    actions = waiting_actions(projects, until, since=since, doers=doers)
    return _list(request, scope, title, [_action_line(action) for action in actions[: MOST_LINES + 1]])


@require_GET
@answers_refusals
def show_projects(request: HttpRequest) -> HttpResponse:
    """List projects by what is the matter with them."""
    scope, today, kind = scope_of(request), clock.today(), request.GET.get("kind", "red")
    since = monday_before(today)
    titles = {
        "red": _("Plans in red"),
        "new_red": _("Plans that became red since last Monday"),
        "no_step": _("Plans without a next step"),
        "close": _("Close dates past or missing"),
    }
    if kind not in titles:
        raise Http404
    if kind in {"red", "new_red"}:
        plans, _count = red_plans(scope.going_on, MOST_LINES + 1)
        is_new = [kind == "red" or (plan.since is not None and plan.since >= since) for plan in plans]
        lines = [red_line(plan, since) for plan, is_shown in zip(plans, is_new, strict=True) if is_shown]
    else:
        lines = [project_line(project, today) for project in open_projects(scope, kind, today)[: MOST_LINES + 1]]
    return _list(request, scope, titles[kind], lines)


@require_GET
@answers_refusals
def show_signals(request: HttpRequest) -> HttpResponse:
    """List the signals that nobody decided on within their hours."""
    scope = scope_of(request)
    late = with_rows(late_signals(team_signals(scope), clock.now()))
    lines = [signal_line(signal) for signal in late[: MOST_LINES + 1]]
    return _list(request, scope, _("Signals not answered within their hours"), lines)


@require_GET
@answers_refusals
def show_changes(request: HttpRequest) -> HttpResponse:
    """List what moved since last Monday."""
    scope, today = scope_of(request), clock.today()
    since = monday_before(today)
    changes, _count = team_changes(scope.projects, clock.start_of(since), MOST_LINES + 1)
    title = _("What changed since Monday %(since)s") % {"since": short_day(since, today)}
    return _list(request, scope, title, [change_line(change) for change in changes])


def _action_line(action: Action) -> Line:
    today = clock.today()
    day = action.due_on or today
    is_late = day < today
    return Line(
        title=action.content,
        address=reverse("project", args=[action.project_id]),
        words=str(action.project),
        note=action.owner_words or str(action.project.owner or ""),
        chip=days_late((today - day).days) if is_late else day_with_weekday(day, today),
        chip_class="neg" if is_late else "",
    )


def _list(request: HttpRequest, scope: Scope, title: str, lines: Sequence[Line]) -> HttpResponse:
    shown = {
        "scope": scope,
        "title": title,
        "lines": lines[:MOST_LINES],
        "most": MOST_LINES if len(lines) > MOST_LINES else 0,
        "back": scope.address("team"),
    }
    return render(request, "team/list.html", shown)
