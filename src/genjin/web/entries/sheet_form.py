"""A value sheet as a form: its inputs or its criteria as rows of a table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from genjin.core.storable import storable_text
from genjin.pipeline.models import Evidence
from genjin.planning.models import SheetKind, ValueSheet
from genjin.planning.value_sheets import (
    INPUTS,
    InputKind,
    Return,
    Scores,
    Source,
    read_criteria,
    read_inputs,
    reckon_return,
    reckon_scores,
)
from genjin.text.amounts import read_amount
from genjin.web.entries.forms import EntryForm

BLANK_ROWS = 3
MOST_ROWS = 60
CRITERION_FIELDS = ("criterion", "weight", "ours", "rival", "evidence", "note")


class SheetLines(forms.Widget):
    """The rows of a sheet; `value_from_datadict` gives them as a `ValueSheet` keeps them."""

    def value_from_datadict(self, data: Mapping[str, Any], files: object, name: str) -> list[dict[str, str]]:  # noqa: ARG002  as Django calls it
        if data.get("kind") == SheetKind.CRITERIA:
            columns = [_all(data, f"line-{field}")[:MOST_ROWS] for field in CRITERION_FIELDS]
            rows = [dict(zip(CRITERION_FIELDS, cells, strict=True)) for cells in zip(*columns, strict=False)]
            return [row for row in rows if row["criterion"].strip()]
        return [line for key in INPUTS if (line := _typed_input(data, key))["value"]]


class LinesField(forms.Field):
    """Whatever the widget read; the reckoning reads it generously."""

    widget = SheetLines


def _all(data: Mapping[str, Any], name: str) -> list[str]:
    return [storable_text(str(cell))[:500] for cell in data.getlist(name)] if isinstance(data, QueryDict) else []


def _typed_input(data: Mapping[str, Any], key: str) -> dict[str, str]:
    typed = storable_text(str(data.get(f"value-{key}", ""))).strip()[:40]
    amount = read_amount(typed.removesuffix("%"))
    return {
        "key": key,
        "value": typed if amount is None else format(amount, "f"),
        "source": str(data.get(f"source-{key}", Source.OURS)),
        "note": storable_text(str(data.get(f"note-{key}", ""))).strip()[:500],
    }


@dataclass(frozen=True, slots=True)
class InputRow:
    """One input of the money sheet as the table writes it."""

    kind: InputKind
    value: str
    source: str
    note: str


class ValueSheetForm(EntryForm):
    template_name = "entries/value_sheet_form.html"
    lines = LinesField(required=False)

    class Meta(EntryForm.Meta):
        model = ValueSheet
        fields = ["title", "kind", "lines"]
        widgets = {"kind": forms.HiddenInput}
        labels = {"title": _("Heading")}

    def lines_now(self) -> Sequence[Mapping[str, str]]:
        """Return the stored lines, or those that were typed."""
        return cast("Sequence[Mapping[str, str]]", self["lines"].value() or [])

    @property
    def sheet_kind(self) -> str:
        """Return which of the two sheets it is."""
        return str(self["kind"].value() or SheetKind.RETURN)

    def inputs(self) -> list[InputRow]:
        """Return every input of the money sheet."""
        known = {line["key"]: line for line in self.lines_now() if isinstance(line, dict) and "key" in line}
        empty: dict[str, str] = {}
        return [
            InputRow(
                kind,
                value=known.get(key, empty).get("value", ""),
                source=known.get(key, empty).get("source", Source.OURS),
                note=known.get(key, empty).get("note", ""),
            )
            for key, kind in INPUTS.items()
        ]

    def criteria(self) -> list[Mapping[str, str]]:
        """Return every criterion, and some blank ones to fill in."""
        return [*self.lines_now(), *({} for _row in range(BLANK_ROWS))]

    def sources(self) -> list[tuple[str, str]]:
        """Return who may stand behind an input, best first."""
        return [(source.value, str(source.label)) for source in reversed(Source)]

    def evidences(self) -> list[tuple[str, str]]:
        """Return how well a score may be founded."""
        return [(str(evidence.value), str(evidence.label)) for evidence in Evidence]

    def money(self) -> Return | None:
        """Return what the money sheet comes to; None while it is empty."""
        inputs = read_inputs(self.lines_now())
        return reckon_return(inputs) if inputs else None

    def scores(self) -> Scores:
        """Return what the criteria come to."""
        return reckon_scores(read_criteria(self.lines_now()))
