"""Histories from elsewhere, and the own one in the form of the contract."""

import math
from collections.abc import Iterator, Mapping
from datetime import UTC
from typing import Final

from django.db.models import QuerySet
from django.utils import timezone

from genjin.core import clock
from genjin.forecast.engine.events import AMOUNT, FACTS, NAMES, STAGE
from genjin.forecast.engine.reading import COLUMNS
from genjin.forecast.engine.times import Moment, written
from genjin.forecast.foreign import Deals, Meanings, Table, guessed_meanings, read_deals, stage_words, words_in
from genjin.forecast.models import PastLog
from genjin.forecast.queries.history import DealLog, gather_projects, main_currency
from genjin.forecast.queries.people import people_by_id
from genjin.people.models import User
from genjin.people.policies import can_administer
from genjin.pipeline.queries.projects import visible_projects
from genjin.pipeline.queries.stages import all_stages, stages_by_word

WORDS: Final = {code: name for name, code in NAMES.items()}


def visible_past_logs(user: User) -> QuerySet[PastLog]:
    """Return the histories from elsewhere, newest first: an administrator's matter."""
    logs = PastLog.objects.defer("content").select_related("by")
    return logs if can_administer(user) else logs.none()


def stage_names() -> list[str]:
    """Return the names of our stages, in their order."""
    return [stage.name for stage in all_stages()]


def probable_meanings(table: Table, columns: Mapping[str, int]) -> Meanings:
    """Return what the stages and outcomes of a table of another system probably mean here."""
    ours = {word: stage.name for word, stage in stages_by_word().items()}
    stages = [word for word, _count in stage_words(table, columns)]
    return guessed_meanings(stages, [word for word, _count in words_in(table, columns.get("outcome", -1))], ours)


def deals_of(table: Table, columns: Mapping[str, int], meanings: Meanings) -> Deals:
    """Return what a table of another system says up to now; raises `WrongHistory` where no column names the deals."""
    now = timezone.localtime(clock.now())
    return read_deals(table, columns, meanings, Moment(int(now.replace(tzinfo=UTC).timestamp()), None))


def own_history(user: User) -> Iterator[tuple[str, ...]]:
    """Yield the log of the projects that this person may see, as rows of the contract with a header."""
    log = DealLog()
    projects = visible_projects(user)
    gather_projects(log, projects, main_currency())
    people = {pk: person.name for pk, person in people_by_id().items()}
    stages = list(log.stages)
    yield COLUMNS
    for deal, at, kind, value, owner in sorted(
        zip(log.deals, log.at, log.kind, log.value, log.owner, strict=True), key=lambda row: row[:3]
    ):
        if not math.isnan(value):  # a fact that was no longer known; the form has no word for that
            said = stages[int(value)] if kind == STAGE else _number(kind, value)
            yield str(int(deal)), written(at), WORDS[kind], said, people.get(int(owner), "") if owner else ""


def _number(kind: int, value: float) -> str:
    if kind in FACTS.values():
        return f"{value:.4g}"
    return f"{value:.2f}" if kind == AMOUNT else ""
