"""A value sheet as the plan book tells it: its lines in words, as they were typed, and what they come to."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from genjin.pipeline.models import Evidence
from genjin.planbook.book import Block, Facts, Grid
from genjin.planbook.fields import plain
from genjin.planning.models import SheetKind, ValueSheet
from genjin.planning.value_sheets import INPUTS, Source, read_criteria, read_inputs, reckon_return, reckon_scores

Lines = Sequence[Mapping[str, object]]


def sheet_blocks(sheet: ValueSheet) -> list[Block]:
    """Return the lines of a sheet as a table, and below it what they come to."""
    lines: Lines = [line for line in sheet.lines if isinstance(line, dict)]
    title = f"{sheet.title} · {sheet.get_kind_display()}"
    if sheet.kind == SheetKind.CRITERIA:
        blocks = [_criteria(title, lines), _scores(sheet)]
    else:
        blocks = [_inputs(title, lines), _return(sheet)]
    return [block for block in blocks if block is not None]


def _inputs(title: str, lines: Lines) -> Grid:
    sources = {source.value: str(source.label) for source in Source}
    rows = [
        [
            str(INPUTS[key].title) if (key := str(line.get("key", ""))) in INPUTS else key,
            str(line.get("value", "")),
            _named(sources, line.get("source")),
            str(line.get("note", "")),
        ]
        for line in lines
    ]
    return Grid(title, [_("Input"), _("Value"), _("Source"), _("Note")], rows)


def _criteria(title: str, lines: Lines) -> Grid:
    evidences = {str(evidence.value): str(evidence.label) for evidence in Evidence}
    rows = [
        [
            *(str(line.get(name, "")) for name in ("criterion", "weight", "ours", "rival")),
            _named(evidences, line.get("evidence")),
            str(line.get("note", "")),
        ]
        for line in lines
    ]
    return Grid(title, [_("Criterion"), _("Weight"), _("Us"), _("Rival"), _("Evidence"), _("Note")], rows)


def _named(names: Mapping[str, str], value: object) -> str:
    """Return a choice in words; what is none of the choices stays as it is."""
    word = "" if value is None else str(value)
    return names.get(word, word)


def _return(sheet: ValueSheet) -> Facts | None:
    inputs = read_inputs(sheet.lines)
    if not inputs:
        return None
    money = reckon_return(inputs)
    months = money.payback_months
    pairs = [
        (_("Benefit a year"), plain(money.annual_benefit)),
        (_("Net present value, 3 years"), plain(money.net_present_value)),
        (_("Total cost, 3 years"), plain(money.total_cost)),
        (_("Payback"), _("never") if months is None else _("%(months).1f months") % {"months": months}),
        (_("Each month of delay costs"), plain(money.delay_cost_a_month)),
    ]
    if money.is_unconfirmed:
        pairs.append((_("Source"), _("Not confirmed by the customer")))
    return Facts(pairs)


def _scores(sheet: ValueSheet) -> Facts | None:
    scores = reckon_scores(read_criteria(sheet.lines))
    known = [(_("Us"), scores.ours), (_("Rival"), scores.rival)]
    pairs = [(title, f"{score:.1f}") for title, score in known if score is not None]
    return Facts(pairs) if pairs else None
