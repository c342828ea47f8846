"""What today's page shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from genjin.core import clock
from genjin.people.models import User
from genjin.people.policies import can_write
from genjin.planning.models import Action
from genjin.planning.queries.brief import Brief, briefs
from genjin.planning.queries.buying_signals import new_signals
from genjin.planning.queries.due import due_actions
from genjin.planning.queries.news import news_for
from genjin.planning.queries.note_names import own_projects
from genjin.planning.queries.visits import Visit, visits
from genjin.web.conversation.mentions_data import MentionsPart, mentions_part
from genjin.web.formats import day_with_weekday, days_late, weekday
from genjin.web.signals.item_data import SignalItem, signal_items
from genjin.web.today.news_data import NewsCard, news_cards

MOST_SHOWN = 30
MOST_SIGNALS = 6


@dataclass(frozen=True, slots=True)
class DueLine:
    """One action: its day as it is said today, and whether it is late."""

    action: Action
    day: str
    is_late: bool


@dataclass(frozen=True, slots=True)
class DuePart:
    """The actions shown, how many there are, and how many of them wait today."""

    lines: Sequence[DueLine]
    count: int
    waiting: int
    late: int
    may_edit: bool


@dataclass(frozen=True, slots=True)
class VisitCard:
    """A visit with what one should know before it."""

    visit: Visit
    day: str
    brief: Brief


@dataclass(frozen=True, slots=True)
class TodayPage:
    """The whole page. `is_fresh` is a person without any project yet."""

    greeting: str
    day: str
    waiting: int
    may_log: bool
    is_fresh: bool
    due: DuePart
    visits: Sequence[VisitCard]
    mentions: MentionsPart
    signals: Sequence[SignalItem]
    news: Sequence[NewsCard]


def today_page(user: User) -> TodayPage:
    """Return today's page of this person, in a constant number of queries."""
    today = clock.today()
    due, coming = due_part(user), visit_cards(user)
    return TodayPage(
        greeting=_greeting(user),
        day=_("%(month)d/%(day)d, %(weekday)s") % {"month": today.month, "day": today.day, "weekday": weekday(today)},
        waiting=due.waiting,
        may_log=can_write(user),
        is_fresh=not due.count and not own_projects(user).exists(),
        due=due,
        visits=coming,
        mentions=mentions_part(user),
        signals=signal_items(new_signals(user, MOST_SIGNALS), {}),
        news=news_cards(news_for(user, clock.start_of(today - timedelta(days=1)))),
    )


def visit_cards(user: User) -> list[VisitCard]:
    """Return the visits of today and tomorrow, each with its brief."""
    today = clock.today()
    found = visits(user, today)
    known = briefs([visit.project for visit in found], today) if found else {}
    words = {today: _("today"), today + timedelta(days=1): _("tomorrow")}
    return [VisitCard(visit, words[visit.day], known[visit.project.pk]) for visit in found]


def due_part(user: User, *, everything: bool = False) -> DuePart:
    """Return what is due; the first thirty unless everything is asked for."""
    today = clock.today()
    due = due_actions(user, today, most=None if everything else MOST_SHOWN)
    return DuePart(
        lines=[_line(action, today) for action in due.actions],
        count=due.count,
        waiting=due.overdue + due.today,
        late=due.overdue,
        may_edit=can_write(user),
    )


def _line(action: Action, today: date) -> DueLine:
    day = action.due_on or today
    if day < today:
        return DueLine(action, days_late((today - day).days), is_late=True)
    return DueLine(action, _("today") if day == today else day_with_weekday(day, today), is_late=False)


def _greeting(user: User) -> str:
    hour = timezone.localtime(clock.now()).hour
    if hour < 12:
        words = _("Good morning, %(name)s")
    elif hour < 18:
        words = _("Good afternoon, %(name)s")
    else:
        words = _("Good evening, %(name)s")
    return words % {"name": user}
