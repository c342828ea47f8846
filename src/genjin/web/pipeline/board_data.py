"""What the board shows: columns by stage with their sums, cards, and lanes by owner or customer."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from genjin.core import clock
from genjin.customers.models import CustomerType
from genjin.forecast.queries.deals import Deal, open_deals
from genjin.forecast.queries.forecast_view import ForecastView, projects_in_view
from genjin.forecast.queries.history import USUAL_CURRENCY
from genjin.forecast.queries.models import latest_model
from genjin.forecast.queries.people import people_by_id, visible_sellers
from genjin.health.queries.plan_health import health_of
from genjin.people.models import User
from genjin.people.policies import can_write
from genjin.pipeline.models import Stage
from genjin.pipeline.queries.stages import all_stages
from genjin.planning.models import Action
from genjin.planning.queries.project_list import next_steps_of
from genjin.planning.queries.stage_days import stages_entered
from genjin.web.forecast.money import money, percent
from genjin.web.formats import days_late, short_amount, short_day
from genjin.web.health.lines import BAND_CHIPS, health_words
from genjin.web.planning.row_data import stage_class

Lanes = Literal["", "owner", "customer"]
CARDS: Final = 30
CARDS_IN_LANE: Final = 6
LANES: Final = 25
LANE_TITLES: Final[Sequence[tuple[str, Promise]]] = (
    ("", gettext_lazy("No lanes")),
    ("owner", gettext_lazy("Lanes by owner")),
    ("customer", gettext_lazy("Lanes by customer")),
)


@dataclass(frozen=True, slots=True)
class Card:
    """One project on the board; `before` and `after` are the stages beside its own, None at the ends."""

    pk: int
    customer: str
    name: str
    owner: str
    amount: str
    close: str
    is_late: bool
    win: str
    days: int | None
    is_slow: bool
    step: str
    step_late: str
    health: str
    health_chip: str
    health_words: str
    before: Stage | None
    after: Stage | None


@dataclass(frozen=True, slots=True)
class Cell:
    """The cards of one stage, of all or of one lane; `more` are those that are not shown."""

    stage: Stage | None
    stage_class: str
    cards: Sequence[Card]
    count: int
    more: int
    total: str
    weighted: str


@dataclass(frozen=True, slots=True)
class Lane:
    """One row of the board; without lanes there is a single one without a title. `total` is of all its projects."""

    title: str
    count: int
    total: str
    cells: Sequence[Cell]


@dataclass(frozen=True, slots=True)
class Board:
    """The page for one person."""

    view: ForecastView
    lanes_by: Lanes
    is_table: bool
    columns: Sequence[Cell]
    lanes: Sequence[Lane]
    more_lanes: int
    owners: Sequence[User]
    types: Sequence[tuple[str, object]]
    lane_titles: Sequence[tuple[str, Promise]]
    may_move: bool
    address: str
    other_address: str


def board(user: User, view: ForecastView, lanes_by: Lanes, *, is_table: bool) -> Board:
    """Return the board for this person, in a constant number of queries."""
    model = latest_model()
    currency = model.currency if model else USUAL_CURRENCY
    deals = open_deals(projects_in_view(user, view), currency)
    deals.sort(key=lambda deal: (-(deal.cents or 0), deal.pk))
    stages = list(all_stages())
    places: list[Stage | None] = [*stages] if all(deal.stage for deal in deals) else [None, *stages]
    people = people_by_id()
    groups = _groups(deals, lanes_by, people)
    limit = CARDS_IN_LANE if lanes_by else CARDS
    staged = [(title, _by_stage(lane)) for title, lane in groups]
    shown = [deal for _title, lane in staged for cell in lane.values() for deal in cell[:limit]]
    made = _Cards(clock.today(), currency, stages, people, shown, can_write(user))
    pairs = {"lanes": lanes_by, "view": "" if is_table else "table"}
    query = "&".join(part for part in (_filters(view), urlencode({k: v for k, v in pairs.items() if v})) if part)
    return Board(
        view=view,
        lanes_by=lanes_by,
        is_table=is_table,
        columns=made.cells(places, _by_stage(deals), 0),
        lanes=[made.lane(title, lane, places, limit) for title, lane in staged],
        more_lanes=max(0, _count_lanes(deals, lanes_by) - len(staged)),
        owners=list(visible_sellers(user)),
        types=CustomerType.choices,
        lane_titles=LANE_TITLES,
        may_move=can_write(user),
        address=f"{reverse('pipeline')}?{_filters(view)}",
        other_address=f"{reverse('pipeline')}?{query}",
    )


def _filters(view: ForecastView) -> str:
    pairs = {
        "scope": "" if view.scope == "all" else view.scope,
        "owner": str(view.owner or ""),
        "type": view.customer_type,
    }
    return urlencode({key: value for key, value in pairs.items() if value})


def _key(lanes_by: Lanes, people: dict[int, User]) -> Callable[[Deal], tuple[str, int | None]]:
    """Return what makes a lane: its title, and whose it is, as two people may bear one name."""
    if lanes_by == "owner":
        return lambda deal: (str(people.get(deal.owner or 0) or _("Nobody")), deal.owner)
    if lanes_by == "customer":
        return lambda deal: (deal.customer or _("No customer yet"), None)
    return lambda _deal: ("", None)


def _groups(deals: Sequence[Deal], lanes_by: Lanes, people: dict[int, User]) -> list[tuple[str, list[Deal]]]:
    """Return the lanes, the one with the largest sum first."""
    found: dict[tuple[str, int | None], list[Deal]] = {} if lanes_by else {("", None): []}
    key = _key(lanes_by, people)
    for deal in deals:
        found.setdefault(key(deal), []).append(deal)
    in_order = sorted(found.items(), key=lambda pair: (-sum(deal.cents or 0 for deal in pair[1]), str(pair[0])))
    return [(title, lane) for (title, _owner), lane in in_order[:LANES]]


def _count_lanes(deals: Iterable[Deal], lanes_by: Lanes) -> int:
    if not lanes_by:
        return 1
    return len({deal.owner if lanes_by == "owner" else deal.customer for deal in deals})


def _by_stage(deals: Iterable[Deal]) -> dict[int | None, list[Deal]]:
    found: dict[int | None, list[Deal]] = {}
    for deal in deals:
        found.setdefault(deal.stage, []).append(deal)
    return found


class _Cards:
    """Makes cells; what the cards say beside their project is asked once for all that are shown."""

    def __init__(
        self,
        today: date,
        currency: str,
        stages: Sequence[Stage],
        people: dict[int, User],
        shown: Sequence[Deal],
        may_move: bool,  # noqa: FBT001  private, and named where it is called
    ) -> None:
        self.today, self.currency, self.stages, self.people, self.may_move = today, currency, stages, people, may_move
        ids = [deal.pk for deal in shown]
        self.entered = stages_entered(ids)
        self.steps: dict[int, Action] = next_steps_of(ids)
        self.health = health_of(ids)  # as it was reckoned last: a board of a whole house reckons nothing

    def lane(self, title: str, deals: dict[int | None, list[Deal]], stages: Sequence[Stage | None], limit: int) -> Lane:
        """Return one lane with its sums."""
        total = sum(deal.cents or 0 for cell in deals.values() for deal in cell)
        count = sum(len(cell) for cell in deals.values())
        return Lane(title, count, money(total, self.currency), self.cells(stages, deals, limit))

    def cells(self, stages: Sequence[Stage | None], deals: dict[int | None, list[Deal]], limit: int) -> list[Cell]:
        """Return the cells of all stages."""
        return [self.cell(stage, deals.get(stage.pk if stage else None, []), limit) for stage in stages]

    def cell(self, stage: Stage | None, deals: Sequence[Deal], limit: int) -> Cell:
        """Return the cell of a stage; sums are of all its projects."""
        return Cell(
            stage=stage,
            stage_class=stage_class(stage.position if stage else 0),
            cards=[self.card(deal, stage) for deal in deals[:limit]],
            count=len(deals),
            more=max(0, len(deals) - limit),
            total=money(sum(deal.cents or 0 for deal in deals), self.currency),
            weighted=money(sum(deal.weighted for deal in deals), self.currency),
        )

    def card(self, deal: Deal, stage: Stage | None) -> Card:
        """Return the card of a project."""
        entered, step = self.entered.get(deal.pk), self.steps.get(deal.pk)
        days = (self.today - entered).days if entered and entered <= self.today else None
        place = self.stages.index(stage) if stage else -1
        amount = money(deal.cents, self.currency) if deal.cents is not None else ""
        if deal.cents is None and deal.amount is not None:
            amount = short_amount(deal.amount, deal.currency)
        health = self.health.get(deal.pk)
        late = (self.today - step.due_on).days if step and step.due_on and step.is_overdue(self.today) else 0
        day = f" {short_day(step.due_on, self.today)}" if step and step.due_on else ""
        return Card(
            pk=deal.pk,
            customer=deal.customer or "—",
            name=deal.name or _("No project yet"),
            owner=str(self.people.get(deal.owner or 0, "")),
            amount=amount,
            close=short_day(deal.close_on, self.today) if deal.close_on else "",
            is_late=deal.close_on is not None and deal.close_on < self.today,
            win="" if deal.win is None else percent(deal.win),
            days=days,
            # usual days are working days, five of seven
            is_slow=bool(stage and stage.usual_days and days is not None and days * 5 / 7 > stage.usual_days),
            step=f"{step.content}{day}" if step else "",
            step_late=days_late(late) if late else "",
            health=str(health.score) if health and health.score is not None else "",
            health_chip=BAND_CHIPS[health.band] if health else "",
            health_words=health_words(health) if health and health.band else "",
            before=self.stages[place - 1] if self.may_move and place > 0 else None,
            after=self.stages[place + 1] if self.may_move and place + 1 < len(self.stages) else None,
        )
