"""What the head of the plan table offers: tabs, filters, order, grouping and columns."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import cast

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from genjin.planning.columns import COLUMNS
from genjin.planning.queries.plan_view import BY_FEW, TEXT_COLUMNS, Order, PlanView, Scope

SCOPES = (
    ("all", _("All follow-ups")),
    ("week", _("This week")),
    ("mine", _("Mine")),
    ("no_next_step", _("No next step")),
    ("overdue", _("Overdue")),
    ("new_signals", _("New signals")),
)
GROUPS = (
    ("project", _("By project")),
    ("stage", _("By stage")),
    ("owner", _("By owner")),
    ("none", _("Not grouped")),
)
ORDERS = (
    ("-date", _("Newest first")),
    ("date", _("Oldest first")),
    ("-entered", _("Entered last, first")),
    ("entered", _("As entered")),
    ("name", _("By customer")),
)
# the orders that are also offered at the head of a column
ORDERS_AT: dict[str, tuple[str, ...]] = {"date": ("-date", "date"), "customer_project": ("name",)}


@dataclass(frozen=True, slots=True)
class HeadColumn:
    """The head of a column: `more` is the second line of the title, `words` what the column is filtered by.

    `orders` are the ways to sort by it, each with its address.
    """

    key: str
    title: str
    more: str
    kind: str
    words: str
    is_filtered: bool
    is_hidden: bool
    is_editable: bool
    width: int
    orders: Sequence[tuple["Choice", str]]


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several ways to look at the table."""

    value: str
    title: str | Promise
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class FilterChip:
    """A filter that is on, and the address without it."""

    title: str
    words: str
    address: str


def address_of(view: PlanView) -> str:
    """Return the page's address of a view."""
    query = view.query()
    return f"{reverse('plan')}?{query}" if query else reverse("plan")


def head_columns(view: PlanView) -> list[HeadColumn]:
    """Return the heads of the eleven columns."""
    return [_head_column(key, view) for key in COLUMNS]


def _head_column(key: str, view: PlanView) -> HeadColumn:
    column = COLUMNS[key]
    title, bracket, more = str(column.title).replace("（", "(").partition("(")
    return HeadColumn(
        key=key,
        title=title.strip(),
        more=str(column.title)[len(title) :].strip() if bracket and more else "",
        kind=column.kind,
        words=view.contains.get(key, ""),
        is_filtered=key in _filtered_columns(view),
        is_hidden=key in view.hidden,
        is_editable=column.is_editable,
        width=view.widths.get(key, 0),
        orders=[
            (choice, address_of(replace(view, order=cast("Order", choice.value))))
            for choice in choices(view.order, orders_of(view))
            if choice.value in ORDERS_AT.get(key, ())
        ],
    )


def orders_of(view: PlanView) -> list[tuple[str, Promise]]:
    """Return the orders that mean something in this grouping."""
    return [(value, title) for value, title in ORDERS if value != "name" or view.group not in BY_FEW]


def _filtered_columns(view: PlanView) -> set[str]:
    found = set(view.contains)
    if view.since or view.until:
        found.add("date")
    if view.customer_project or view.project:
        found.add("customer_project")
    if view.stages:
        found.add("stage")
    return found | ({"actions", "next_steps"} if view.doer else set())


def choices(now: str, offered: Sequence[tuple[str, Promise]]) -> list[Choice]:
    """Return what is offered, and which of it is chosen now."""
    return [Choice(value, title, now == value) for value, title in offered]


def scope_tabs(view: PlanView) -> list[tuple[Choice, str]]:
    """Return the tabs above the table, each with its address."""
    return [
        (choice, address_of(replace(view, scope=cast("Scope", choice.value)))) for choice in choices(view.scope, SCOPES)
    ]


def chosen_title(offered: Sequence[Choice]) -> str:
    """Return the title of what is chosen."""
    return next(str(choice.title) for choice in offered if choice.is_chosen)


def listed(words: Iterable[str]) -> str:
    """Return words as a list in one line."""
    return pgettext("list", ", ").join(words)


def filter_chips(view: PlanView, stage_words: str, project: str) -> list[FilterChip]:
    """Return a chip for each filter that is on, but for those that stand elsewhere: words and scope."""
    filters = _filters(view, stage_words, project)
    return [FilterChip(title, words, address_of(without)) for title, words, without in filters]


def _filters(view: PlanView, stage_words: str, project: str) -> Iterator[tuple[str, str, PlanView]]:
    if view.since or view.until:
        yield str(COLUMNS["date"].title), _days(view.since, view.until), replace(view, since=None, until=None)
    if view.customer_project:
        yield str(COLUMNS["customer_project"].title), view.customer_project, replace(view, customer_project="")
    if view.stages:
        # words that are no stage of ours leave nothing, and say so
        yield str(COLUMNS["stage"].title), stage_words or listed(view.stages), replace(view, stages=())
    if view.doer:
        yield gettext("Doer"), view.doer, replace(view, doer="")
    if view.project:
        yield gettext("Project"), project, replace(view, project=None)
    for key in TEXT_COLUMNS:
        if key in view.contains:
            left = {other: words for other, words in view.contains.items() if other != key}
            yield str(COLUMNS[key].title), view.contains[key], replace(view, contains=left)


def _days(since: date | None, until: date | None) -> str:
    if since and until:
        return f"{since} – {until}"
    return gettext("from %(day)s on") % {"day": since} if since else gettext("until %(day)s") % {"day": until}
