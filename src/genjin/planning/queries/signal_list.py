"""The inbox of signals: by project, the worst first, some projects at a time."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from genjin.core.ids import read_id
from genjin.people.models import User
from genjin.pipeline.models import Project
from genjin.pipeline.queries.projects import projects_with
from genjin.planning.models import BuyingSignal, Objection, SignalPolarity, SignalSource, SignalState, SignalType
from genjin.planning.queries.buying_signals import recent, visible_signals, with_rows

PROJECTS = 8
MOST_OF_PAGE = 120
ORDER = ("-severity", "-observed_on", "-pk")
SIGNS = {"for": SignalPolarity.FOR, "against": SignalPolarity.AGAINST}


@dataclass(frozen=True, slots=True)
class SignalFilter:
    """What is listed. `sign` is `for`, `against` or empty; `is_all` takes in what was said long ago, too."""

    state: str = SignalState.NEW
    type: str = ""
    sign: str = ""
    is_mine: bool = False
    is_all: bool = False
    project: int | None = None

    def query(self, **changes: object) -> str:
        """Return the filter as the query of an address, with something changed."""
        pairs = {
            "state": "" if self.state == SignalState.NEW else self.state,
            "type": self.type,
            "sign": self.sign,
            "whose": "mine" if self.is_mine else "",
            "age": "all" if self.is_all else "",
            "project": self.project or "",
        }
        return urlencode({name: value for name, value in (pairs | changes).items() if value})

    @property
    def is_filtered(self) -> bool:
        """Tell whether something is left out beside the state."""
        return bool(self.type or self.sign or self.is_mine or self.project)


@dataclass(frozen=True, slots=True)
class SignalPlace:
    """Where a page of the list ended: the first signal of its last project."""

    severity: int
    day: date
    pk: int

    def __str__(self) -> str:
        return f"{self.severity}~{self.day.isoformat()}~{self.pk}"


@dataclass(frozen=True, slots=True)
class SignalList:
    """Some projects with their worst signals and how many there are of each; where it goes on.

    `objections` are those of the rows in which signals stand in an objection.
    """

    groups: Sequence[tuple[Project, Sequence[BuyingSignal], int]]
    objections: Mapping[int, Sequence[Objection]]
    following: SignalPlace | None


def read_signal_filter(pairs: Mapping[str, str]) -> SignalFilter:
    """Read a filter from an address; what makes no sense is left out."""
    state, kind, sign = pairs.get("state", ""), pairs.get("type", ""), pairs.get("sign", "")
    return SignalFilter(
        state=state if state in SignalState.values else SignalState.NEW,
        type=kind if kind in SignalType.values else "",
        sign=sign if sign in SIGNS else "",
        is_mine=pairs.get("whose") == "mine",
        is_all=pairs.get("age") == "all",
        project=read_id(pairs.get("project", "")),
    )


def read_place(text: str) -> SignalPlace | None:
    """Read where a page ended; anything else gives none, that is the first page."""
    try:
        severity, day, pk = text.split("~")
        return SignalPlace(min(int(severity), 99), date.fromisoformat(day), read_id(pk) or 0)
    except ValueError:
        return None


def signal_list(user: User, view: SignalFilter, *, after: SignalPlace | None = None) -> SignalList:
    """Return the next projects of the list, in a constant number of queries.

    A project stands where its worst signal does; a page continues after that of the page before.
    """
    signals = filtered_signals(user, view)
    worse = Q(severity__gt=OuterRef("severity")) | Q(severity=OuterRef("severity")) & (
        Q(observed_on__gt=OuterRef("observed_on")) | Q(observed_on=OuterRef("observed_on"), pk__gt=OuterRef("pk"))
    )
    heads = signals.filter(~Exists(signals.filter(worse, project=OuterRef("project")))).order_by(*ORDER)
    if after is not None:
        heads = heads.filter(
            Q(severity__lt=after.severity)
            | Q(severity=after.severity) & (Q(observed_on__lt=after.day) | Q(observed_on=after.day, pk__lt=after.pk))
        )
    first = list(with_rows(heads)[: PROJECTS + 1])
    shown = first[:PROJECTS]
    groups = {head.project_id: [head] for head in shown}
    of_projects = signals.filter(project__in=groups)
    others = with_rows(of_projects.exclude(pk__in=[head.pk for head in shown]))
    for signal in others.order_by(*ORDER)[:MOST_OF_PAGE]:
        groups[signal.project_id].append(signal)
    counts = dict(of_projects.order_by().values_list("project").annotate(count=Count("pk")))
    found = [(group[0].project, group, counts.get(pk, len(group))) for pk, group in groups.items()]
    last = shown[-1] if len(first) > PROJECTS else None
    following = SignalPlace(last.severity, last.observed_on, last.pk) if last else None
    return SignalList(found, objections_around(it for group in groups.values() for it in group), following)


def filtered_signals(user: User, view: SignalFilter) -> QuerySet[BuyingSignal]:
    """Return the signals that this person may see and asks for."""
    signals = visible_signals(user).filter(state=view.state)
    if view.type:
        signals = signals.filter(type=view.type)
    if view.sign:
        signals = signals.filter(polarity=SIGNS[view.sign])
    if view.is_mine:
        signals = signals.filter(project__in=projects_with(user))
    if view.project is not None:
        signals = signals.filter(project=view.project)
    return signals if view.is_all or view.project is not None else recent(signals)


def objections_around(signals: Iterable[BuyingSignal]) -> dict[int, list[Objection]]:
    """Return the objections of the rows in which these signals stand in an objection, by row."""
    rows = {signal.follow_up_id for signal in signals if signal.column == SignalSource.OBJECTIONS}
    found: dict[int, list[Objection]] = {}
    for objection in Objection.objects.filter(follow_up__in=rows) if rows else ():
        found.setdefault(objection.follow_up_id, []).append(objection)
    return found
