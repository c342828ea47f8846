"""What sellers said of periods that have ended, and what came."""

from dataclasses import dataclass
from datetime import date

from genjin.forecast.periods import Period, read_period
from genjin.forecast.queries.deals import wins_between
from genjin.forecast.queries.ownership import ownership_among
from genjin.forecast.queries.people import visible_numbers
from genjin.people.models import User
from genjin.pipeline.queries.projects import visible_projects


@dataclass(frozen=True, slots=True)
class NumberRecord:
    """Cents that a seller said and the manager put beside it, and what this seller won in the period.

    A win counts for who owned the project on its day, whoever has it now.
    """

    person: User
    period: Period
    said: int
    adjusted: int | None
    came: int


def number_records(user: User, currency: str, today: date) -> list[NumberRecord]:
    """Return the finished periods of the sellers whom this person may look at, newest first; in few queries."""
    found = []
    for number in visible_numbers(user).filter(amount__isnull=False):
        period = read_period(number.period)
        if period is not None and period.end < today:
            found.append((number, period))
    if not found:
        return []
    first, last = min(period.start for _number, period in found), max(period.end for _number, period in found)
    wins = wins_between(visible_projects(user), first, last, currency)
    owners = ownership_among(win.pk for win in wins)
    records = [
        NumberRecord(
            person=number.person,
            period=period,
            said=int((number.amount or 0) * 100),
            adjusted=None if number.adjusted is None else int(number.adjusted * 100),
            came=sum(
                win.cents or 0
                for win in wins
                if period.holds(win.day) and owners.on(win.pk, win.day) == number.person_id
            ),
        )
        for number, period in found
    ]
    return sorted(records, key=lambda record: record.period.start, reverse=True)
