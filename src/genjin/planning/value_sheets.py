"""Reckoning that goes to the customer (DOMAIN §6): what a project returns, and how two offers score.

Pure: lines as a `ValueSheet` keeps them go in, figures come out. Amounts are in the project's currency.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

YEARS = 3
SWING = Decimal("0.2")  # an input that is not the customer's may well be off by a fifth
HIGHEST_SCORE = 10


class Source(TextChoices):
    """Who stands behind an input, weakest first."""

    OURS = "ours", _("Our estimate")
    INDUSTRY = "industry", _("Industry")
    CUSTOMER = "customer", _("Given by the customer")


@dataclass(frozen=True, slots=True)
class InputKind:
    """One input of the sheet; `usual` is taken where none is given."""

    key: str
    title: Promise
    unit: Promise
    usual: Decimal = Decimal(0)


INPUTS: Mapping[str, InputKind] = {
    kind.key: kind
    for kind in (
        InputKind("hours_saved", _("Working hours saved"), _("hours a year")),
        InputKind("hourly_rate", _("Cost of a working hour"), _("a working hour")),
        InputKind("loss_avoided", _("Loss avoided"), _("a year")),
        InputKind("revenue_gained", _("Revenue gained"), _("a year")),
        InputKind("margin", _("Margin on that revenue"), _("%")),
        InputKind("one_off_cost", _("Purchase and introduction"), _("once")),
        InputKind("yearly_cost", _("Running cost"), _("a year")),
        InputKind("discount_rate", _("Discount rate"), _("% a year"), Decimal(8)),
    )
}


@dataclass(frozen=True, slots=True)
class Input:
    """An input that was filled in."""

    key: str
    value: Decimal
    source: Source
    note: str = ""


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """The net present value if one input is a fifth lower, and a fifth higher."""

    key: str
    lower: Decimal
    higher: Decimal


@dataclass(frozen=True, slots=True)
class Return:
    """What a sheet comes to. `payback_months` is None where the benefit never covers the cost."""

    annual_benefit: Decimal
    net_present_value: Decimal
    total_cost: Decimal
    payback_months: Decimal | None
    delay_cost_a_month: Decimal
    sensitivities: Sequence[Sensitivity]
    is_unconfirmed: bool


def read_inputs(lines: Iterable[object]) -> list[Input]:
    """Read the inputs of stored lines `{key, value, source, note}`; what cannot be read is left out."""
    found = {}
    for line in lines:
        if isinstance(line, dict) and line.get("key") in INPUTS and (value := _number(line.get("value"))) is not None:
            source = line["source"] if line.get("source") in Source.values else Source.OURS
            found[line["key"]] = Input(line["key"], value, Source(source), str(line.get("note", "")))
    return [found[key] for key in INPUTS if key in found]


def reckon_return(inputs: Sequence[Input]) -> Return:
    """Reckon annual benefit, three-year net present value and cost, payback, and what the weakest inputs do to it.

    Benefit = hours x rate + loss avoided + revenue x margin. Where more than half of the inputs are not the customer's,
    the result is unconfirmed.
    """
    value = _values(inputs)
    benefit, net = _benefit(value), _benefit(value) - value["yearly_cost"]
    return Return(
        annual_benefit=benefit,
        net_present_value=_net_present_value(inputs),
        total_cost=value["one_off_cost"] + YEARS * value["yearly_cost"],
        payback_months=value["one_off_cost"] / net * 12 if net > 0 else None,
        delay_cost_a_month=max(net, Decimal(0)) / 12,
        sensitivities=[_sensitivity(inputs, entry) for entry in weakest(inputs)],
        is_unconfirmed=is_unconfirmed(inputs),
    )


def is_unconfirmed(inputs: Sequence[Input]) -> bool:
    """Tell whether more than half of the inputs are not the customer's."""
    return 2 * sum(entry.source != Source.CUSTOMER for entry in inputs) > len(inputs)


def weakest(inputs: Sequence[Input], count: int = 2) -> list[Input]:
    """Return the inputs that are worst founded; of equals, those that sway the result most."""
    ranks = {source: rank for rank, source in enumerate(Source)}

    def key(entry: Input) -> tuple[int, Decimal]:
        swing = _sensitivity(inputs, entry)
        return ranks[entry.source], -abs(swing.higher - swing.lower)

    return sorted((entry for entry in inputs if entry.value), key=key)[:count]


def _sensitivity(inputs: Sequence[Input], entry: Input) -> Sensitivity:
    def at(factor: Decimal) -> Decimal:
        changed = [replace(other, value=other.value * factor) if other is entry else other for other in inputs]
        return _net_present_value(changed)

    return Sensitivity(entry.key, at(1 - SWING), at(1 + SWING))


def _net_present_value(inputs: Iterable[Input]) -> Decimal:
    value = _values(inputs)
    growth = 1 + max(value["discount_rate"], Decimal(-99)) / 100
    net = _benefit(value) - value["yearly_cost"]
    return sum((net / growth**year for year in range(1, YEARS + 1)), -value["one_off_cost"])


def _benefit(value: Mapping[str, Decimal]) -> Decimal:
    labour = value["hours_saved"] * value["hourly_rate"]
    return labour + value["loss_avoided"] + value["revenue_gained"] * value["margin"] / 100


def _values(inputs: Iterable[Input]) -> dict[str, Decimal]:
    return {key: kind.usual for key, kind in INPUTS.items()} | {entry.key: entry.value for entry in inputs}


@dataclass(frozen=True, slots=True)
class Criterion:
    """One criterion of the customer's; scores from 0 to 10, `evidence` E0 to E3, None where nobody scored yet."""

    name: str
    weight: Decimal
    ours: Decimal | None
    rival: Decimal | None
    evidence: int = 0
    note: str = ""

    @property
    def gap(self) -> Decimal:
        """Return by how much the rival is ahead, weighted; nothing where we lead or one of us has no score."""
        if self.ours is None or self.rival is None:
            return Decimal(0)
        return max(Decimal(0), (self.rival - self.ours) * self.weight)


@dataclass(frozen=True, slots=True)
class Scores:
    """Weighted means of 0 to 10 over what is scored, and where the rival is ahead, widest first."""

    ours: Decimal | None
    rival: Decimal | None
    gaps: Sequence[Criterion]
    unfounded: int


def read_criteria(lines: Iterable[object]) -> list[Criterion]:
    """Read criteria of stored lines `{criterion, weight, ours, rival, evidence, note}`; nameless ones are left out."""
    found = []
    for line in lines:
        if not isinstance(line, dict) or not str(line.get("criterion") or "").strip():
            continue
        weight, evidence = _number(line.get("weight")), _number(line.get("evidence"))
        found.append(
            Criterion(
                name=str(line["criterion"]).strip(),
                weight=max(Decimal(0), weight if weight is not None else Decimal(1)),
                ours=_score(line.get("ours")),
                rival=_score(line.get("rival")),
                evidence=int(min(max(evidence or Decimal(0), Decimal(0)), Decimal(3))),
                note=str(line.get("note") or ""),
            )
        )
    return found


def reckon_scores(criteria: Sequence[Criterion]) -> Scores:
    """Reckon both totals and the gaps. `unfounded` counts scores that are our own judgement only (E0)."""
    return Scores(
        ours=_mean([(line.weight, line.ours) for line in criteria]),
        rival=_mean([(line.weight, line.rival) for line in criteria]),
        gaps=sorted((line for line in criteria if line.gap), key=lambda line: -line.gap),
        unfounded=sum(line.evidence == 0 and line.ours is not None for line in criteria),
    )


def _mean(scored: Iterable[tuple[Decimal, Decimal | None]]) -> Decimal | None:
    known = [(weight, score) for weight, score in scored if score is not None]
    total = sum(weight for weight, _score in known)
    return sum(weight * score for weight, score in known) / total if total else None


def _score(value: object) -> Decimal | None:
    number = _number(value)
    return None if number is None else min(max(number, Decimal(0)), Decimal(HIGHEST_SCORE))


def _number(value: object) -> Decimal | None:
    try:
        number = Decimal(str(value).strip())
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number) < Decimal(10) ** 15 else None
