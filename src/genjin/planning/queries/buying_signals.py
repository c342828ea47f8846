"""Decision signals: which ones a person may see, and what was decided about them."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Case, Count, QuerySet, When

from genjin.core import clock
from genjin.people.models import User
from genjin.pipeline.models import Project
from genjin.pipeline.queries.projects import visible_projects
from genjin.planning.models import BuyingSignal, SignalState
from genjin.planning.queries.follow_ups import in_projects
from genjin.planning.signal_kinds import Label
from genjin.planning.signal_rules import Decided, Lessons, counted, refused_words

# What was said before is history: it stays to be looked at, but nobody is called for it.
RECENT = timedelta(days=60)
MOST_COUNTED = 100
FEW_WORDS = 500
DECIDED = (SignalState.CONFIRMED, SignalState.DISMISSED)


def visible_signals(user: User) -> QuerySet[BuyingSignal]:
    """Return the signals of the rows of the projects that this person may see."""
    signals = BuyingSignal.objects.filter(deleted_at=None)
    return signals if user.is_administrator else signals.filter(in_projects(visible_projects(user)))


def signals_in(projects: QuerySet[Project]) -> QuerySet[BuyingSignal]:
    """Return the signals of the rows of projects that the asking person may see."""
    return BuyingSignal.objects.filter(deleted_at=None, project__in=projects.order_by().values("pk"))


def new_signals(user: User, limit: int) -> list[BuyingSignal]:
    """Return recent signals that nobody has decided on, the worst first and of those the latest."""
    return list(with_rows(recent(new_of(visible_signals(user))))[:limit])


def new_of(signals: QuerySet[BuyingSignal]) -> QuerySet[BuyingSignal]:
    """Return those that nobody has decided on, the worst first and of those the latest."""
    return signals.filter(state=SignalState.NEW).order_by("-severity", "-observed_on", "-pk")


def recent(signals: QuerySet[BuyingSignal]) -> QuerySet[BuyingSignal]:
    """Return the signals of contacts of the last sixty days."""
    return signals.filter(observed_on__gte=recent_since())


def recent_since() -> date:
    """Return the first day that counts as recent."""
    return clock.today() - RECENT


def count_of_new(user: User) -> int:
    """Return how many recent signals wait for a decision, counted up to a hundred."""
    return recent(visible_signals(user).filter(state=SignalState.NEW))[:MOST_COUNTED].count()


def with_rows(signals: QuerySet[BuyingSignal]) -> QuerySet[BuyingSignal]:
    """Read along what a list of signals shows of their rows."""
    return signals.select_related("project__customer", "project__owner", "follow_up__logged_by", "decided_by")


def signals_of(project: Project) -> QuerySet[BuyingSignal]:
    """Return the signals of a project that the asking person may see, the latest first."""
    return BuyingSignal.objects.filter(project=project, deleted_at=None).order_by("-observed_on", "-pk")


def worst_first(signals: QuerySet[BuyingSignal]) -> QuerySet[BuyingSignal]:
    """Return signals of recent contacts before older ones, the worst of each first."""
    is_recent = Case(When(observed_on__gte=recent_since(), then=1), default=0)
    return signals.order_by(is_recent.desc(), "-severity", "-observed_on", "-pk")


def count_by_state(signals: QuerySet[BuyingSignal]) -> dict[str, int]:
    """Return how many signals are in each state."""
    return dict(signals.order_by().values_list("state").annotate(Count("pk")))


def lessons_about(findings: Iterable[tuple[Label, str]]) -> Lessons:
    """Return what was learnt about the kinds and the words of these findings, in at most two queries."""
    findings = set(findings)
    if not findings:
        return Lessons()
    types = {label[0] for label, _words in findings}
    words = {words for _label, words in findings}
    decided = BuyingSignal.objects.filter(state__in=DECIDED)
    said = decided.filter(evidence__in=words) if len(words) <= FEW_WORDS else decided
    refused = refused_words(((kind, sign), text, state) for kind, sign, text, state in _decisions(said))
    return Lessons(_counts(decided.filter(type__in=types)), refused)


def all_lessons() -> Lessons:
    """Return everything that was learnt: for the page that tells it."""
    decided = BuyingSignal.objects.filter(state__in=DECIDED)
    refused = refused_words(((kind, sign), text, state) for kind, sign, text, state in _decisions(decided))
    return Lessons(_counts(decided), refused)


def _decisions(decided: QuerySet[BuyingSignal]) -> Iterable[tuple[str, str, str, str]]:
    return decided.values_list("type", "polarity", "evidence", "state").distinct()


def _counts(decided: QuerySet[BuyingSignal]) -> dict[Label, Decided]:
    """Count the proposals by kind; what people marked by themselves was never proposed."""
    groups = decided.filter(score__isnull=False).values_list("type", "polarity", "state")
    return counted(groups.annotate(count=Count("pk")).order_by())
