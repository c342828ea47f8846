"""The rows that a view leaves in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from genjin.core import clock
from genjin.people.models import User
from genjin.pipeline.models import Project
from genjin.pipeline.queries.stages import stages_by_word
from genjin.planning.models import Action, BuyingSignal, FollowUp, Objection, Place, Risk, SearchText, SignalState
from genjin.planning.queries.follow_ups import in_projects, visible_follow_ups
from genjin.planning.queries.plan_view import PlanView
from genjin.planning.search import are_common, has_any, rows_with, searchable

# Up to so many hits are fetched and sorted; a commoner word is found soonest by reading rows in their order.
FEW_HITS = 5000
OWN_COLUMNS = ("goal", "feedback", "note")


@dataclass(frozen=True, slots=True)
class Filtered:
    """Rows in no order, none before `since`. `are_few`: so rare that they are best looked up, not come across.

    `have_words`: they are those in which some words stand.
    """

    rows: QuerySet[FollowUp]
    are_few: bool
    since: date | None
    have_words: bool = False


def filtered_follow_ups(user: User, view: PlanView) -> QuerySet[FollowUp]:
    """Return the visible rows that pass every filter of the view, in no order."""
    return filtered(user, view).rows


def filtered(user: User, view: PlanView) -> Filtered:
    """Return the visible rows that pass every filter of the view, and whether they are few."""
    rows = _in_scope(visible_follow_ups(user), user, view)
    since = max(filter(None, [view.since, _monday() if view.scope == "week" else None]), default=None)
    if since:
        rows = rows.filter(listed_on__gte=since)
    if view.until:
        rows = rows.filter(listed_on__lte=view.until)
    if view.project:
        rows = rows.filter(project=view.project)
    if view.stages and view.goes_by_project:
        # through an expression, so that no index of stages is preferred to that of the project being looked at
        rows = rows.alias(stage_key=Coalesce("stage", 0)).filter(_at_stages("stage_key", view.stages))
    elif view.stages:
        rows = rows.filter(_at_stages("stage", view.stages))
    if view.customer_project:
        rows = rows.filter(in_projects(projects_named(view.customer_project)))
    if view.doer:
        rows = rows.filter(has_any(Action.objects.filter(follow_up=OuterRef("pk"), owner_words__contains=view.doer)))
    for key, text in view.contains.items():
        rows = rows.filter(_column_contains(key, text))
    rows, are_few = _with_words(rows, [view.words, view.doer, *view.contains.values()])
    return Filtered(rows, are_few, since, have_words=bool(view.words or view.doer or view.contains))


def projects_named(words: str, among: QuerySet[Project] | None = None) -> QuerySet[Project]:
    """Return the projects in whose customer's or own name every one of the words stands."""
    projects = Project.objects.all() if among is None else among
    for word in words.replace("/", " ").split():
        projects = projects.filter(
            Q(name__icontains=word) | Q(customer__name__icontains=word) | Q(customer__short_names__icontains=word)
        )
    return projects


def _with_words(rows: QuerySet[FollowUp], texts: Sequence[str]) -> tuple[QuerySet[FollowUp], bool]:
    """Keep the rows that hold every word of the texts, wherever in the row; tell whether they are few."""
    are_few = False
    for text in texts:
        words = searchable(text).split()
        if not words:
            continue
        if not are_common(words, FEW_HITS):
            are_few = True
            rows = rows.filter(pk__in=rows_with(words))
        for word in words:
            rows = rows.filter(has_any(SearchText.objects.filter(pk=OuterRef("pk"), text__contains=word)))
    return rows, are_few


def _at_stages(key: str, names: Sequence[str]) -> Q:
    stages = stages_by_word()
    at_stage = Q(**{f"{key}__in": [stages[name].pk for name in names if name in stages]})
    words = [name for name in names if name not in stages]
    return at_stage | Q(stage__isnull=True, stage_words__in=words) if words else at_stage


def _column_contains(key: str, words: str) -> Q:
    if key in OWN_COLUMNS:
        return Q(**{f"{key}__icontains": words})
    if key in {"actions", "next_steps"}:
        place = Place.MAIN if key == "actions" else Place.NEXT_STEP
        found = Action.objects.filter(follow_up=OuterRef("pk"), place=place)
        return Q(has_any(found.filter(Q(content__icontains=words) | Q(owner_words__icontains=words))))
    kind = Objection if key == "objections" else Risk
    entries = kind._default_manager.filter(follow_up=OuterRef("pk"))
    return Q(has_any(entries.filter(Q(content__icontains=words) | Q(response__icontains=words))))


def _monday() -> date:
    today = clock.today()
    return today - timedelta(days=today.weekday())


def _in_scope(rows: QuerySet[FollowUp], user: User, view: PlanView) -> QuerySet[FollowUp]:
    if view.scope == "week":
        return rows.filter(listed_on__lt=_monday() + timedelta(days=7))
    if view.scope == "mine":
        return _of_mine(rows, user)
    if view.scope == "overdue":
        return _overdue(rows)
    if view.scope == "new_signals":
        return _with_new_signals(rows)
    if view.scope == "no_next_step":
        return rows.filter(in_projects(Project.objects.filter(has_next_step=False, deleted_at__isnull=True)))
    return rows


def _of_mine(rows: QuerySet[FollowUp], user: User) -> QuerySet[FollowUp]:
    """Keep the rows of the user's own projects, and those in which the user has something to do."""
    own = Project.objects.filter(owner=user)
    done_by_me = Action.objects.filter(doers=user)
    if done_by_me[:FEW_HITS].count() < FEW_HITS:
        return rows.filter(in_projects(own) | Q(pk__in=done_by_me.values("follow_up")))
    return rows.filter(in_projects(own) | Q(Exists(done_by_me.filter(follow_up=OuterRef("pk")))))


def _with_new_signals(rows: QuerySet[FollowUp]) -> QuerySet[FollowUp]:
    new = BuyingSignal.objects.filter(state=SignalState.NEW, deleted_at=None)
    if new[:FEW_HITS].count() < FEW_HITS:
        return rows.filter(pk__in=new.values("follow_up"))
    return rows.filter(Exists(new.filter(follow_up=OuterRef("pk"))))


def _overdue(rows: QuerySet[FollowUp]) -> QuerySet[FollowUp]:
    today = clock.today()
    late = FollowUp.objects.filter(deleted_at__isnull=True, next_due_on__lt=today)
    if late[:FEW_HITS].count() < FEW_HITS:
        return rows.filter(pk__in=late.values("pk"))
    return rows.filter(next_due_on__lt=today)
