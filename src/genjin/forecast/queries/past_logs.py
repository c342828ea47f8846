"""Histories from elsewhere, and the own one in the form of the contract."""

import math
from collections.abc import Iterator
from typing import Final

from django.db.models import QuerySet

from genjin.forecast.engine.events import AMOUNT, FACTS, NAMES, STAGE
from genjin.forecast.engine.reading import COLUMNS
from genjin.forecast.engine.times import written
from genjin.forecast.models import PastLog
from genjin.forecast.queries.history import DealLog, gather_projects, main_currency
from genjin.forecast.queries.people import people_by_id
from genjin.people.models import User
from genjin.people.policies import can_administer
from genjin.pipeline.queries.projects import visible_projects

WORDS: Final = {code: name for name, code in NAMES.items()}


def visible_past_logs(user: User) -> QuerySet[PastLog]:
    """Return the histories from elsewhere, newest first: an administrator's matter."""
    logs = PastLog.objects.defer("content").select_related("by")
    return logs if can_administer(user) else logs.none()


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
