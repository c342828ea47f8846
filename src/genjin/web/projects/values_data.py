"""What the value sheets of a project come to."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

from genjin.planning.models import SheetKind, ValueSheet
from genjin.planning.value_sheets import (
    INPUTS,
    Return,
    Scores,
    read_criteria,
    read_inputs,
    reckon_return,
    reckon_scores,
)
from genjin.web.formats import short_amount
from genjin.web.projects.project_page import ProjectPage


@dataclass(frozen=True, slots=True)
class SheetResult:
    """One sheet: its figures as words, the gaps or what the weakest inputs do to it."""

    sheet: ValueSheet
    figures: Sequence[tuple[str, str]]
    remarks: Sequence[str]
    is_unconfirmed: bool


@dataclass(frozen=True, slots=True)
class Values:
    """What the module shows."""

    results: Sequence[SheetResult]


def values(page: ProjectPage) -> Values:
    """Return what the module shows."""
    return Values([sheet_result(sheet, page.plan.project.currency) for sheet in page.plan.of(ValueSheet)])


def sheet_result(sheet: ValueSheet, currency: str) -> SheetResult:
    """Return what one sheet comes to, in words."""
    if sheet.kind == SheetKind.CRITERIA:
        scores = reckon_scores(read_criteria(sheet.lines))
        return SheetResult(sheet, _score_figures(scores), _gaps(scores), is_unconfirmed=False)
    inputs = read_inputs(sheet.lines)
    if not inputs:
        return SheetResult(sheet, [], [], is_unconfirmed=False)
    money = reckon_return(inputs)
    return SheetResult(sheet, money_figures(money, currency), sensitivity_words(money, currency), money.is_unconfirmed)


def money_figures(money: Return, currency: str) -> list[tuple[str, str]]:
    """Return name and value of what a money sheet comes to."""
    payback = money.payback_months
    return [
        (gettext("Benefit a year"), short_amount(money.annual_benefit, currency)),
        (gettext("Net present value, 3 years"), short_amount(money.net_present_value, currency)),
        (gettext("Total cost, 3 years"), short_amount(money.total_cost, currency)),
        (gettext("Payback"), _months(payback) if payback is not None else gettext("never")),
        (gettext("Each month of delay costs"), short_amount(money.delay_cost_a_month, currency)),
    ]


def sensitivity_words(money: Return, currency: str) -> list[str]:
    """Return what a fifth less and a fifth more of the weakest inputs do to the net present value."""
    return [
        gettext("%(input)s ± 20%%: net present value %(lower)s to %(higher)s")
        % {
            "input": INPUTS[entry.key].title,
            "lower": short_amount(min(entry.lower, entry.higher), currency),
            "higher": short_amount(max(entry.lower, entry.higher), currency),
        }
        for entry in money.sensitivities
    ]


def _months(months: object) -> str:
    return gettext("%(months).1f months") % {"months": months}


def _score_figures(scores: Scores) -> list[tuple[str, str]]:
    known = [(gettext("Us"), scores.ours), (gettext("Rival"), scores.rival)]
    return [(title, f"{score:.1f}") for title, score in known if score is not None]


def _gaps(scores: Scores) -> list[str]:
    return [
        gettext("Behind on %(criterion)s: %(ours)s to %(rival)s")
        % {"criterion": line.name, "ours": f"{line.ours:g}", "rival": f"{line.rival:g}"}
        for line in scores.gaps
    ]
