"""What the rows of a plan come to on a day, as the five facts of the engine know it; and after one single step.

The same rules as the people's map (`pipeline/stakeholder_rules.py`), on rows as events keep them: plain values by name.
Health is not among them: its checks and weights change, so it cannot be told of an earlier day (`ForecastSnapshot`
keeps it). Nothing here asks the database.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any, Final

from genjin.pipeline.models import Attitude, StakeholderRole
from genjin.pipeline.stakeholder_rules import Manner, Touch, contact_depth
from genjin.planning.models import Place, SignalPolarity, SignalState, SignalType
from genjin.planning.queries.people_map import MANNERS, is_two_way

Row = dict[str, Any]
Rows = dict[tuple[str, int], Row]
NEXT_DEPTH: Final = {0.0: 0.34, 0.34: 0.67}
STEP_FACTS: Final[Mapping[str, str]] = {
    "win_decider": "attitude",
    "reach_decider": "coverage",
    "confirm_budget": "signals",
    "clear_overdue": "overdue",
}
"""The steps that change one fact of a plan, and which."""


def facts_on(rows: Rows, day: date) -> dict[str, float | None]:
    """Return the facts of a plan on a day; None where nothing is known."""
    return {
        "attitude": _mean([stand for _pk, stand in _deciders(rows, day) if stand is not None]),
        "coverage": _coverage(_people(rows), _depths(rows, day)),
        "signals": float(sum(1 if row["polarity"] == SignalPolarity.FOR else -1 for row in _confirmed(rows))),
        "overdue": float(sum(due < day for due in _due(rows))),
    }


def overdue_days(rows: Rows, first: date, last: date) -> Iterator[tuple[date, float]]:
    """Yield the days after `first` and up to `last` on which a step becomes overdue, and how many are then."""
    due = sorted(_due(rows))
    for day in sorted({known + timedelta(days=1) for known in due}):
        if first < day <= last:
            yield day, float(sum(known < day for known in due))


def facts_after_steps(rows: Rows, day: date) -> dict[str, float]:
    """Return by step (`STEP_FACTS`) what its fact would be afterwards; steps that have been taken are left out."""
    found: dict[str, float] = {}
    deciders = _deciders(rows, day)
    stands = [stand for _pk, stand in deciders if stand is not None]
    if not deciders or any(stand is None for _pk, stand in deciders):
        found["win_decider"] = _mean([*stands, float(Attitude.SUPPORTIVE)]) or 0.0
    elif min(stands) < Attitude.SUPPORTIVE:
        found["win_decider"] = (sum(stands) - min(stands) + Attitude.SUPPORTIVE) / len(stands)
    people, depths = _people(rows), _depths(rows, day)
    near = {pk: depths.get(row["contact_id"], 0.0) for pk, row in people.items() if row["role"] == StakeholderRole.KDM}
    farthest = min(near, key=lambda pk: (near[pk], pk), default=None)
    if farthest is not None and near[farthest] in NEXT_DEPTH and people[farthest]["contact_id"] is not None:
        nearer = depths | {people[farthest]["contact_id"]: NEXT_DEPTH[near[farthest]]}
        found["reach_decider"] = _coverage(people, nearer) or 0.0
    told = _confirmed(rows)
    if not any((row["type"], row["polarity"]) == (SignalType.BUDGET, SignalPolarity.FOR) for row in told):
        found["confirm_budget"] = (facts_on(rows, day)["signals"] or 0.0) + 1
    if any(due < day for due in _due(rows)):
        found["clear_overdue"] = 0.0
    return found


def _of(rows: Rows, kind: str) -> dict[int, Row]:
    """Return the rows of a kind that are not deleted, by id."""
    return {pk: row for (name, pk), row in rows.items() if name == kind and row.get("deleted_at") is None}


def _people(rows: Rows) -> dict[int, Row]:
    return _of(rows, "stakeholder")


def _deciders(rows: Rows, day: date) -> list[tuple[int, float | None]]:
    """Return how each decision maker stands by what was observed last, None where nobody knows."""
    latest: dict[int, tuple[tuple[str, int], float]] = {}
    for pk, row in _of(rows, "attitudefact").items():
        order = (str(row.get("observed_on") or row["created_at"])[:10], pk)
        if order[0] <= day.isoformat() and order > latest.get(row["stakeholder_id"], (("", 0), 0.0))[0]:
            latest[row["stakeholder_id"]] = (order, float(row["attitude"]))
    deciders = sorted(pk for pk, row in _people(rows).items() if row["role"] == StakeholderRole.KDM)
    return [(pk, latest[pk][1] if pk in latest else None) for pk in deciders]


def _depths(rows: Rows, day: date) -> dict[int, float]:
    """Return how well we reach each contact by the follow-ups up to a day."""
    touches: dict[int, list[Touch]] = {}
    for row in _of(rows, "followup").values():
        contacts, on = row.get("contact_ids", ()), row["happened_on"]
        if not contacts or on is None or on > day.isoformat():
            continue
        both = is_two_way(row["channel"], is_answered=bool(row["feedback"].strip()))
        touch = Touch(date.fromisoformat(on), MANNERS.get(row["channel"], Manner.MESSAGE), both)
        for contact in contacts:
            touches.setdefault(contact, []).append(touch)
    return {contact: contact_depth(found) for contact, found in touches.items()}


def _coverage(people: Mapping[int, Row], depths: Mapping[int, float]) -> float | None:
    total = sum(row["influence"] for row in people.values())
    reached = sum(row["influence"] * depths.get(row["contact_id"], 0.0) for row in people.values())
    return reached / total if total else None


def _confirmed(rows: Rows) -> list[Row]:
    shown = _of(rows, "followup")
    return [
        row
        for row in _of(rows, "buyingsignal").values()
        if row["state"] == SignalState.CONFIRMED and row["follow_up_id"] in shown
    ]


def _due(rows: Rows) -> list[date]:
    """Return the days of what is still to be done: what a main action tells of its own contact is not (`due.py`)."""
    shown = _of(rows, "followup")
    found = []
    for row in _of(rows, "action").values():
        due, follow_up = row["due_on"], row["follow_up_id"]
        if due is None or row["done_on"] or row["cancelled_on"] or (follow_up is not None and follow_up not in shown):
            continue
        on = shown[follow_up]["happened_on"] if follow_up is not None else None
        if row["place"] == Place.MAIN and (on is None or due <= on):
            continue
        found.append(date.fromisoformat(due))
    return found


def _mean(values: list[float]) -> float | None:
    return sum(values) / len(values) if values else None
