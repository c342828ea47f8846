"""What colleagues changed on one's own projects, in words and bundled."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from genjin.activity.models import ActivityEvent
from genjin.activity.rewind import changes_nothing
from genjin.meetings.models import MeetingDecision
from genjin.pipeline.models import Project
from genjin.planning.models import FollowUp
from genjin.planning.queries.news import ProjectNews
from genjin.planning.queries.project_plan import KINDS

MOST_LINES = 4
LONGEST = 60
VERBS: dict[str, Promise] = {
    "logged": pgettext_lazy("news", "logged"),
    "added": pgettext_lazy("news", "added"),
    "edited": pgettext_lazy("news", "changed"),
    "changed": pgettext_lazy("news", "changed"),
    "described": pgettext_lazy("news", "changed"),
    "deleted": pgettext_lazy("news", "deleted"),
    "removed": pgettext_lazy("news", "removed"),
    "restored": pgettext_lazy("news", "brought back"),
    "done": pgettext_lazy("news", "finished"),
    "cancelled": pgettext_lazy("news", "gave up"),
    "postponed": pgettext_lazy("news", "postponed"),
    "reopened": pgettext_lazy("news", "opened again"),
    "answered": pgettext_lazy("news", "answered"),
    "settled": pgettext_lazy("news", "settled"),
    "closed": pgettext_lazy("news", "closed"),
    "moved_to_stage": pgettext_lazy("news", "moved to another stage"),
    "moved": pgettext_lazy("news", "moved"),
    "moved_away": pgettext_lazy("news", "moved to another project"),
    "reached": pgettext_lazy("news", "reached"),
    "handed_over": pgettext_lazy("news", "handed over"),
}
NAMED: Mapping[str, type[Model]] = {**KINDS, "meetingdecision": MeetingDecision}
# of a comment the whole kind is told: it was not the thing that was added
SPOKEN: dict[str, Promise] = {
    "comment.added": pgettext_lazy("news", "commented on"),
    "comment.edited": pgettext_lazy("news", "commented on"),
    "comment.restored": pgettext_lazy("news", "commented on"),
    "comment.deleted": pgettext_lazy("news", "took back a comment on"),
    "comment.resolved": pgettext_lazy("news", "resolved a thread on"),
    "comment.reopened": pgettext_lazy("news", "opened a thread again on"),
}
BEGINNINGS = {"logged", "added"}


@dataclass(frozen=True, slots=True)
class NewsLine:
    """One thing that somebody did; `name` says to what, `count` how often it was done alike."""

    who: str
    verb: str
    what: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class NewsCard:
    """What happened in one project; `more` counts what is not shown."""

    project: Project
    lines: Sequence[NewsLine]
    more: int


def news_cards(news: Iterable[ProjectNews]) -> list[NewsCard]:
    """Return the news as they are shown."""
    return [_card(entry) for entry in news]


def _card(news: ProjectNews) -> NewsCard:
    lines = _bundled(_line(event, news) for event in _telling(news.events))
    return NewsCard(news.project, lines[:MOST_LINES], max(0, len(lines) - MOST_LINES))


def _telling(events: Sequence[ActivityEvent]) -> list[ActivityEvent]:
    """Return one event for each person and thing: that it was added if it was, else the latest."""
    told: dict[tuple[int | None, str, int, bool], ActivityEvent] = {}
    for event in events:
        is_spoken = changes_nothing(event)
        key = (event.by_id, event.target_type, event.target_id, is_spoken)
        if key not in told or (_verb(event) in BEGINNINGS and not is_spoken):
            told[key] = event
    return list(told.values())


def _line(event: ActivityEvent, news: ProjectNews) -> NewsLine:
    kind = NAMED.get(event.target_type)
    row = news.rows.get(event.target_id) if event.target_type == "followup" else None
    name = _row_words(row) if row else (getattr(event, "name", None) or "")
    if kind is Project:
        name = ""
    verb = SPOKEN.get(event.kind) or VERBS.get(_verb(event))
    what = str(kind._meta.verbose_name) if kind else ""
    return NewsLine(str(event.by), str(verb or VERBS["changed"]), what, name[:LONGEST], 1)


def _row_words(row: FollowUp) -> str:
    words = (row.goal or row.feedback).strip().split("\n", maxsplit=1)[0]
    return f"#{row.number} {words}".strip()


def _bundled(lines: Iterable[NewsLine]) -> list[NewsLine]:
    """Return the lines, those that differ in their name alone made one."""
    bundles: dict[tuple[str, str, str], list[NewsLine]] = {}
    for line in lines:
        bundles.setdefault((line.who, line.verb, line.what), []).append(line)
    return [
        NewsLine(who, verb, what, " · ".join(filter(None, [line.name for line in own][:2])), len(own))
        for (who, verb, what), own in bundles.items()
    ]


def _verb(event: ActivityEvent) -> str:
    return event.kind.rpartition(".")[2]
