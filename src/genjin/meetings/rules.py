"""Which projects of a meeting need talk first, and why. Pure: no Django, no database.

A project stands with the gravest thing that is true of it, in the order of `GROUPS`; in one group the worse stands
first, then the larger amount. Every reason is named, not only the one that decides.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final, Literal

Code = Literal[
    "newly_red",
    "red",
    "signals",
    "no_date",
    "past_date",
    "won",
    "ended",
    "new",
    "stage",
    "close",
    "amount",
    "objections",
    "risks",
    "overdue",
    "no_next_step",
]
Change = Literal["won", "ended", "new", "stage", "close", "amount", "objections", "risks"]
CHANGES: Final[tuple[Change, ...]] = ("won", "ended", "new", "stage", "close", "amount", "objections", "risks")
WEIGHTS: Final[Mapping[Change, int]] = {
    "won": 5, "ended": 5, "new": 4, "stage": 3, "close": 3, "amount": 2, "objections": 2, "risks": 2,
}  # fmt: skip
"""How much one such change since the last meeting counts; starting values, not findings."""

GROUPS: Final[tuple[frozenset[Code], ...]] = (
    frozenset({"newly_red", "red"}),
    frozenset({"signals"}),
    frozenset({"no_date", "past_date"}),
    frozenset(CHANGES),
    frozenset({"overdue"}),
    frozenset({"no_next_step"}),
)
REST: Final = len(GROUPS)
QUIET: Final = REST + 1


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a project stands where it stands. `number` is how many, or how many days where days are meant."""

    code: Code
    number: int = 0


@dataclass(frozen=True, slots=True)
class ProjectFacts:
    """What is known of a project when a meeting begins.

    `band` is the health of its plan, "" where it has none; `band_before` that at the last meeting, "" where unknown.
    `red_signals` speak against us and wait for a decision. `needs_date`: it goes on and is not signed, so a day of
    closing should lie ahead. `changes` count what happened since the last meeting, `contacts` the follow-ups logged.
    `overdue` counts the open steps whose day has passed, `overdue_days` is the oldest's.
    """

    project: int
    amount: Decimal = Decimal(0)
    score: int = 100
    band: str = ""
    band_before: str = ""
    is_open: bool = True
    red_signals: int = 0
    needs_date: bool = False
    close_on: date | None = None
    changes: Mapping[Change, int] = field(default_factory=dict)
    contacts: int = 0
    overdue: int = 0
    overdue_days: int = 0
    has_next_step: bool = True


@dataclass(frozen=True, slots=True)
class Placed:
    """A project in its place, with the reasons, the one that decides first."""

    project: int
    reasons: Sequence[Reason]
    is_quiet: bool


def in_order(projects: Iterable[ProjectFacts], today: date) -> list[Placed]:
    """Return the projects in the order in which they need talk; healthy ones with nothing new come last."""
    told = [(facts, reasons_of(facts, today)) for facts in projects]
    told.sort(key=lambda pair: _place(pair[0], pair[1], today))
    return [Placed(facts.project, reasons, is_quiet(facts, reasons)) for facts, reasons in told]


def reasons_of(facts: ProjectFacts, today: date) -> list[Reason]:
    """Return all that speaks for talking about a project, the gravest first."""
    found: list[Reason] = []
    if facts.band == "red":
        is_new = facts.band_before in {"amber", "green"}
        found.append(Reason("newly_red" if is_new else "red", facts.score))
    if facts.red_signals:
        found.append(Reason("signals", facts.red_signals))
    if facts.needs_date and facts.close_on is None:
        found.append(Reason("no_date"))
    elif facts.needs_date and facts.close_on is not None and facts.close_on < today:
        found.append(Reason("past_date", (today - facts.close_on).days))
    found += [Reason(change, facts.changes[change]) for change in CHANGES if facts.changes.get(change)]
    if facts.overdue:
        found.append(Reason("overdue", facts.overdue))
    if facts.is_open and not facts.has_next_step:
        found.append(Reason("no_next_step"))
    return found


def is_quiet(facts: ProjectFacts, reasons: Sequence[Reason]) -> bool:
    """Tell whether nothing has to be said: a healthy plan, no reason to talk, no contact since the last meeting."""
    return facts.band == "green" and not reasons and not facts.contacts


def group_of(facts: ProjectFacts, reasons: Sequence[Reason]) -> int:
    """Return the group of the gravest reason; REST without one, QUIET where nothing has to be said."""
    codes = {reason.code for reason in reasons}
    fitting = (place for place, group in enumerate(GROUPS) if group & codes)
    return next(fitting, QUIET if is_quiet(facts, reasons) else REST)


def _place(facts: ProjectFacts, reasons: Sequence[Reason], today: date) -> tuple[int, int, int, Decimal, int]:
    group = group_of(facts, reasons)
    first, second = 0, 0
    if group == 0:
        first, second = (0 if reasons[0].code == "newly_red" else 1), facts.score
    elif group == 1:
        first = -facts.red_signals
    elif group == 2:
        # one without any day stands before all whose day has passed, as everywhere
        first = -(today - facts.close_on).days if facts.close_on else -(today - date.min).days
    elif group == 3:
        first = -sum(WEIGHTS[change] * count for change, count in facts.changes.items())
    elif group == 4:
        first, second = -facts.overdue_days, -facts.overdue
    return group, first, second, -facts.amount, facts.project
