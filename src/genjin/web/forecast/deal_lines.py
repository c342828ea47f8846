"""One project as a line of the forecast: what the seller says, what the model says, and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from genjin.forecast.models import ProjectOdds
from genjin.forecast.queries.deals import Deal, odds_of
from genjin.forecast.wording import REASONS, STEPS, points_of
from genjin.people.models import User
from genjin.pipeline.models import ForecastClass, Stage
from genjin.web.forecast.money import money, percent
from genjin.web.formats import short_amount, short_day
from genjin.web.planning.row_data import stage_class

MOST_REASONS: Final = 3
FEW: Final = 40
CLASS_CHIPS: Final = {"committed": "pos", "best": "", "pipeline": "", "excluded": "warn"}


@dataclass(frozen=True, slots=True)
class Reason:
    """One part of the chance: signed points of a hundred, and what they come from."""

    points: str
    css: str
    words: str


@dataclass(frozen=True, slots=True)
class DealLine:
    """What a table row shows."""

    deal: Deal
    name: str
    stage: str
    stage_class: str
    owner: str
    amount: str
    close: str
    is_adrift: bool
    counted: str
    counted_class: str
    win: str
    cases: str
    is_default: bool
    reasons: Sequence[Reason]
    step: str
    step_points: str


@dataclass(frozen=True, slots=True)
class Names:
    """Stages and people by id, asked once for all lines."""

    stages: Mapping[int, Stage]
    people: Mapping[int, User]


def deal_lines(deals: Sequence[Deal], names: Names, today: date, currency: str, *, is_default: bool) -> list[DealLine]:
    """Return the lines of some deals, in one further query."""
    odds = odds_of(deal.pk for deal in deals)
    return [_line(deal, odds.get(deal.pk), names, today, currency, is_default=is_default) for deal in deals]


def _line(
    deal: Deal, odds: ProjectOdds | None, names: Names, today: date, currency: str, *, is_default: bool
) -> DealLine:
    stage = names.stages.get(deal.stage or 0)
    step, points = best_step(odds)
    return DealLine(
        deal=deal,
        name=deal.name or _("No project yet"),
        stage=str(stage or ""),
        stage_class=stage_class(stage.position if stage else 0),
        owner=str(names.people.get(deal.owner or 0, "")),
        amount=_amount(deal, currency),
        close=_close(deal, today),
        is_adrift=deal.is_adrift(today),
        counted=str(ForecastClass(deal.forecast_class).label),
        counted_class=CLASS_CHIPS[deal.forecast_class],
        win="—" if deal.win is None else percent(deal.win),
        cases="" if deal.cases is None else str(deal.cases),
        is_default=is_default or (deal.cases is not None and deal.cases < FEW),
        reasons=reasons_of(odds, odds.project.last_follow_up_on, today)[:MOST_REASONS] if odds else (),
        step=step,
        step_points=points,
    )


def _amount(deal: Deal, currency: str) -> str:
    if deal.cents is not None:
        return money(deal.cents, currency)
    return short_amount(deal.amount, deal.currency) if deal.amount is not None else ""


def _close(deal: Deal, today: date) -> str:
    if deal.close_on is None:
        return _("no date")
    day = short_day(deal.close_on, today)
    return _("%(day)s has passed") % {"day": day} if deal.close_on < today else day


def reasons_of(odds: ProjectOdds, last_contact: date | None, today: date, *, whole: bool = False) -> list[Reason]:
    """Return why the chance is what it is, the weightiest first; `whole` adds where every project begins."""
    found = []
    for code, term in odds.terms:
        points = points_of(odds.win, term)
        if not points or (code == "level" and not whole):
            continue
        sign = "+" if points > 0 else "−"
        words = _fact(code, odds, last_contact, today) or str(REASONS.get(code, code))
        found.append(Reason(f"{sign}{abs(points)}", "pos" if points > 0 else "neg", words))
    return found


def _fact(code: str, odds: ProjectOdds, last_contact: date | None, today: date) -> str:
    """Return the reason as a fact of this project where it has one."""
    if code == "days in stage":
        days = odds.days_in_stage
        return ngettext("%(days)d day in this stage", "%(days)d days in this stage", days) % {"days": days}
    if code == "days idle" and last_contact is not None and last_contact <= today:
        days = (today - last_contact).days
        return ngettext("%(days)d day without contact", "%(days)d days without contact", days) % {"days": days}
    return ""


def best_step(odds: ProjectOdds | None) -> tuple[str, str]:
    """Return the single step that would raise the chance most by the model's own terms, and by how many points."""
    if odds is None or not odds.steps:
        return "", ""
    code = max(odds.steps, key=lambda name: (odds.steps[name], name))
    points = round(100 * (odds.steps[code] - odds.win))
    return (str(STEPS[code]), f"+{points}") if points > 0 and code in STEPS else ("", "")
