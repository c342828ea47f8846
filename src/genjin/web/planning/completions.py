"""What may be meant while somebody types: projects, our people, stages, days."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from genjin.core import clock
from genjin.people.models import Role, User
from genjin.people.queries.people import active_people
from genjin.pipeline.queries.projects import visible_projects
from genjin.pipeline.queries.stages import all_stages
from genjin.planning.queries.filtered import projects_named
from genjin.text.customer_project import pack_customer_project
from genjin.text.dates import read_date
from genjin.web.formats import weekday
from genjin.web.shared.gates import signed_in

MOST = 8


@dataclass(frozen=True, slots=True)
class Completion:
    """What is put in, and a word beside it."""

    value: str
    more: str = ""


@require_GET
def show_completions(request: HttpRequest) -> HttpResponse:
    complete = KINDS.get(request.GET.get("kind", ""))
    words = request.GET.get("q", "").replace("\x00", "").strip()[:100]
    found = complete(signed_in(request), words, _day(request.GET.get("on", ""))) if complete else []
    name = "planning/options.html" if request.GET.get("as") == "options" else "planning/completions.html"
    return render(request, name, {"completions": found})


def _projects(user: User, words: str, _on: date) -> Iterable[Completion]:
    projects = visible_projects(user).filter(pk__in=projects_named(words)).select_related("customer", "stage")
    for project in projects.order_by("-listed_on", "-pk")[:MOST]:
        name = pack_customer_project(project.customer.name if project.customer else None, project.name or None)
        yield Completion(name, str(project.stage or ""))


def _people(_user: User, words: str, _on: date) -> Iterable[Completion]:
    people = active_people().exclude(role=Role.GUEST).filter(name__icontains=words)
    return [Completion(name) for name in people.values_list("name", flat=True)[:MOST]]


def _stages(_user: User, words: str, _on: date) -> Iterable[Completion]:
    for stage in all_stages():
        if words.lower() in f"{stage.name} {stage.english_name}".lower():
            yield Completion(stage.name, "" if str(stage) == stage.name else str(stage))


def _days(_user: User, words: str, on: date) -> Iterable[Completion]:
    """Return the day that the words mean, counted from the row's day `on`; without words days that are often meant."""
    if words:
        found = read_date(words, reference=on, tense="future")
        return [_completion(found.last)] if found else []
    today = clock.today()
    friday = today + timedelta(days=(4 - today.weekday()) % 7)
    often = [
        (today, gettext("today")),
        (today + timedelta(days=1), gettext("tomorrow")),
        (friday, ""),
        (friday + timedelta(days=7), ""),
        (on, gettext("the row's own day")),
    ]
    words_of = dict(reversed(often))
    return [_completion(day, words_of[day]) for day in dict.fromkeys(day for day, _word in often)]


def _past_days(_user: User, words: str, on: date) -> Iterable[Completion]:
    """Return the day that the words mean in the column of dates."""
    found = read_date(words, reference=on) if words else None
    return [_completion(found.last)] if found else [_completion(clock.today(), gettext("today"))] if not words else []


def _completion(day: date, word: str = "") -> Completion:
    return Completion(day.isoformat(), " · ".join(part for part in (weekday(day), word) if part))


def _day(word: str) -> date:
    try:
        return date.fromisoformat(word)
    except ValueError:
        return clock.today()


KINDS: dict[str, Callable[[User, str, date], Iterable[Completion]]] = {
    "project": _projects,
    "person": _people,
    "stage": _stages,
    "due": _days,
    "date": _past_days,
}
