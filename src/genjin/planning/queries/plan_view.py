"""A way of looking at the plan table: filters, order and grouping, as they stand in the page's address."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, cast, get_args
from urllib.parse import urlencode

from genjin.core.ids import read_id

Group = Literal["project", "stage", "owner", "none"]
Order = Literal["-date", "date", "-entered", "entered", "name"]
Scope = Literal["all", "week", "mine", "no_next_step", "overdue", "new_signals"]

TEXT_COLUMNS = ("goal", "actions", "feedback", "objections", "next_steps", "risks", "note")
ALL_COLUMNS = ("seq", "date", "customer_project", "stage", *TEXT_COLUMNS)
BY_FEW: tuple[Group, ...] = ("stage", "owner")
NARROWEST, WIDEST = 36, 900


@dataclass(frozen=True, slots=True)
class PlanView:
    """What of the plan table is looked at. `contains` holds words by column; an empty value filters nothing.

    `hidden` are the columns left out, `widths` those whose width was changed, in CSS pixels.
    """

    words: str = ""
    scope: Scope = "all"
    since: date | None = None
    until: date | None = None
    customer_project: str = ""
    stages: tuple[str, ...] = ()
    doer: str = ""
    contains: Mapping[str, str] = field(default_factory=dict)
    project: int | None = None
    group: Group = "project"
    order: Order = "-date"
    hidden: tuple[str, ...] = ()
    widths: Mapping[str, int] = field(default_factory=dict)

    @property
    def goes_by_project(self) -> bool:
        """Tell whether rows are listed project by project."""
        return self.group == "project" or self.order == "name"

    @property
    def is_filtered(self) -> bool:
        """Tell whether anything is left out."""
        return bool(self.query_of_filters())

    def query_of_filters(self) -> dict[str, str]:
        """Return the filters alone, as they stand in an address."""
        pairs = {
            "q": self.words,
            "scope": "" if self.scope == "all" else self.scope,
            "since": self.since.isoformat() if self.since else "",
            "until": self.until.isoformat() if self.until else "",
            "customer_project": self.customer_project,
            "stage": "|".join(self.stages),
            "doer": self.doer,
            "project": str(self.project) if self.project else "",
            **{key: self.contains.get(key, "") for key in TEXT_COLUMNS},
        }
        return {key: value for key, value in pairs.items() if value}

    def query(self) -> str:
        """Return the whole view as the query of an address; `read_plan_view` is the inverse."""
        pairs = self.query_of_filters()
        if self.group != "project":
            pairs["group"] = self.group
        if self.order != "-date":
            pairs["order"] = self.order
        if self.hidden:
            pairs["hide"] = "|".join(self.hidden)
        if self.widths:
            pairs["widths"] = "|".join(f"{key}:{width}" for key, width in self.widths.items())
        return urlencode(pairs)


def read_plan_view(pairs: Mapping[str, str]) -> PlanView:
    """Read a view from an address; what cannot be understood filters nothing."""

    def word(key: str) -> str:
        return pairs.get(key, "").replace("\x00", "").strip()[:200]

    group = cast("Group", _one_of(Group, word("group"), "project"))
    order = cast("Order", _one_of(Order, word("order"), "-date"))
    return PlanView(
        words=word("q"),
        scope=cast("Scope", _one_of(Scope, word("scope"), "all")),
        since=_day(word("since")),
        until=_day(word("until")),
        customer_project=word("customer_project"),
        stages=tuple(part for part in word("stage").split("|") if part),
        doer=word("doer"),
        contains={key: word(key) for key in TEXT_COLUMNS if word(key)},
        project=read_id(word("project")),
        group=group,
        # the order by customer goes project by project; inside a stage or an owner it means nothing
        order="-date" if order == "name" and group in BY_FEW else order,
        hidden=tuple(key for key in ALL_COLUMNS if key in word("hide").split("|")),
        widths=_widths(word("widths")),
    )


def _widths(word: str) -> dict[str, int]:
    pairs = (part.partition(":")[::2] for part in word.split("|"))
    return {
        key: min(max(int(width), NARROWEST), WIDEST)
        for key, width in pairs
        if key in ALL_COLUMNS and width.isascii() and width.isdigit() and len(width) < 6
    }


def _one_of(choices: object, word: str, otherwise: str) -> str:
    return word if word in get_args(choices) else otherwise


def _day(word: str) -> date | None:
    try:
        return date.fromisoformat(word)
    except ValueError:
        return None
