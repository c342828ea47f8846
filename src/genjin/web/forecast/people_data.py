"""By whom: the sums of each group, and of each seller the own number, the manager's and the model's."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from genjin.customers.models import CustomerType
from genjin.forecast.models import SellersNumber
from genjin.forecast.queries.deals import Deal, Win
from genjin.forecast.queries.people import person_targets, visible_numbers, visible_sellers
from genjin.forecast.queries.period_forecast import PeriodForecast, Sums
from genjin.people.models import User
from genjin.people.policies import can_write
from genjin.web.forecast.deal_lines import Names
from genjin.web.forecast.money import money, signed, title_of

MOST_SELLERS = 200
Key = Callable[[Deal | Win], Hashable]


@dataclass(frozen=True, slots=True)
class GroupLine:
    """The sums of one group, written out."""

    title: str
    won: str
    committed: str
    best: str
    pipeline: str
    weighted: str
    deals: int


def group_lines(forecast: PeriodForecast, names: Names) -> list[GroupLine]:
    """Return the sums by what the view groups by, the largest expectation first; months in their order."""
    if forecast.view.by == "month":
        return [_group_line(title_of(month), sums, forecast) for month, sums in forecast.sums_by_month()]
    found = forecast.sums_by(_KEYS[forecast.view.by](names))
    in_order = sorted(found.items(), key=lambda pair: (-(pair[1].won + pair[1].weighted), str(pair[0])))
    titles: dict[Hashable, str] = {pk: str(person) for pk, person in names.people.items()}
    return [_group_line(titles.get(name) or str(name), sums, forecast) for name, sums in in_order]


def _group_line(title: str, sums: Sums, forecast: PeriodForecast) -> GroupLine:
    won, committed, best, pipeline, weighted = (
        money(cents, forecast.currency) for cents in (sums.won, sums.committed, sums.best, sums.pipeline, sums.weighted)
    )
    return GroupLine(title, won, committed, best, pipeline, weighted, sums.deals)


def _by_owner(names: Names) -> Key:
    # by whose they are, not by the name: two people may bear the same one
    return lambda one: one.owner if one.owner in names.people else _("Nobody")


def _by_department(names: Names) -> Key:
    def department(one: Deal | Win) -> Hashable:
        owner = names.people.get(one.owner or 0)
        return str(owner.department) if owner and owner.department else _("No department")

    return department


def _by_type(_names: Names) -> Key:
    words = {kind.value: str(kind.label) for kind in CustomerType}
    return lambda one: words.get(one.customer_type) or _("Type not said")


_KEYS = {"owner": _by_owner, "department": _by_department, "customer_type": _by_type}


@dataclass(frozen=True, slots=True)
class SellerLine:
    """One seller: `said` is the own number, else what is won and committed (`is_own` tells which)."""

    person: User
    target: str
    won: str
    said: str
    is_own: bool
    adjusted: str
    reason: str
    adjusted_by: str
    model: str
    spread: str
    difference: str
    difference_class: str
    may_say: bool
    may_adjust: bool
    gap: float


def seller_lines(user: User, forecast: PeriodForecast, bands: dict[str, list[float]]) -> list[SellerLine]:
    """Return the sellers whom this person may look at, the largest difference from the model first.

    `bands` are the ranges of the last reckoning by the seller's id; without one the weighted sum stands for the model.
    """
    people = list(visible_sellers(user)[:MOST_SELLERS])
    numbers = {number.person_id: number for number in visible_numbers(user).filter(period=forecast.period.key)}
    targets = person_targets(people, forecast.period.key)
    sums = forecast.sums_by(lambda one: one.owner)
    lines = []
    for person in people:
        own = sums.get(person.pk, Sums())
        if own == Sums() and person.pk not in numbers and person.pk not in targets and person.pk != user.pk:
            continue
        lines.append(_seller_line(user, person, own, numbers.get(person.pk), targets.get(person.pk), bands, forecast))
    return sorted(lines, key=lambda line: (-abs(line.gap), line.person.pk))


def _seller_line(
    user: User,
    person: User,
    own: Sums,
    number: SellersNumber | None,
    target: Decimal | None,
    bands: dict[str, list[float]],
    forecast: PeriodForecast,
) -> SellerLine:
    currency = forecast.currency
    is_own = number is not None and number.amount is not None
    said = float(number.amount) * 100 if number is not None and number.amount is not None else float(own.said)
    band = bands.get(str(person.pk))
    model = band[1] * 100 if band else float(own.won + own.weighted)
    gap = said - model
    return SellerLine(
        person=person,
        target=money(float(target) * 100, currency) if target is not None else "",
        won=money(own.won, currency),
        said=money(said, currency),
        is_own=is_own,
        adjusted=money(float(number.adjusted) * 100, currency) if number and number.adjusted is not None else "",
        reason=number.reason if number else "",
        adjusted_by=str(number.adjusted_by or "") if number else "",
        model=money(model, currency),
        spread=f"{money(band[0] * 100, currency)} – {money(band[2] * 100, currency)}" if band else "",
        difference=signed(gap, currency),
        difference_class="neg" if gap > 0.1 * model else "pos" if gap < -0.1 * model else "",
        may_say=person.pk == user.pk and can_write(user),
        # who is shown beside oneself stands below
        may_adjust=person.pk != user.pk and can_write(user),
        gap=gap,
    )
