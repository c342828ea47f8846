"""The eleven columns of the plan table, declared once: titles, and how a cell is read and written as text."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from genjin.core.errors import RuleBroken
from genjin.planning.models import Action, BuyingSignal, FollowUp, Objection, Place, Risk
from genjin.text.cells import (
    ActionItem,
    AnsweredItem,
    read_action_items,
    read_answered_items,
    write_action_items,
    write_answered_items,
)
from genjin.text.customer_project import pack_customer_project
from genjin.text.dates import read_date

LONGEST_CELL = 100_000


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `read` turns a cell's text into a value (relative dates count from the day given), `write` back."""

    key: str
    title: Promise
    kind: str
    write: Callable[[FollowUp], str]
    read: Callable[[str, date], object] | None = None

    @property
    def is_editable(self) -> bool:
        """Tell whether a person may type into the column."""
        return self.kind != "number"


def read_day(text: str, reference: date) -> date | None:
    """Read a follow-up date; refuses what is no date."""
    if not text.strip():
        return None
    found = read_date(text, reference=reference)
    if found is None:
        raise RuleBroken(
            _("“%(words)s” is not a date; write 2026-03-27, 3月27日 or 昨天.") % {"words": text[:40]}, field="date"
        )
    return found.last


def read_text(text: str, _reference: date) -> str:
    """Read a free text: as it is, with one kind of line break and without blanks at its ends."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def action_items(actions: Sequence[Action]) -> list[ActionItem]:
    """Return stored actions as the items of a packed cell."""
    return [ActionItem(entry.content, entry.owner_words or None, entry.due_on) for entry in actions]


def answered_items(entries: Sequence[Objection] | Sequence[Risk]) -> list[AnsweredItem]:
    """Return stored objections or risks as the items of a packed cell."""
    return [AnsweredItem(entry.content, entry.response or None) for entry in entries]


def actions_at(row: FollowUp, place: Place) -> list[Action]:
    """Return the actions of one column in their order."""
    found = _read_along(row, "actions")
    entries: Iterable[Action] = row.actions.all() if found is None else found
    return sorted((entry for entry in entries if entry.place == place), key=lambda entry: entry.position)


def objections_of(row: FollowUp) -> list[Objection]:
    """Return the objections in their order."""
    found = _read_along(row, "objections")
    return list(row.objections.all()) if found is None else found


def risks_of(row: FollowUp) -> list[Risk]:
    """Return the risks in their order."""
    found = _read_along(row, "risks")
    return list(row.risks.all()) if found is None else found


def signals_of_row(row: FollowUp) -> list[BuyingSignal]:
    """Return the signals of a row in the order in which they were found, dismissed ones too."""
    found = _read_along(row, "signals")
    return list(row.signals.order_by("pk")) if found is None else found


def _read_along(row: FollowUp, name: str) -> Any:  # noqa: ANN401  models of four kinds
    """Return what `with_packed_items` has read along with the row; None where it has not."""
    return row.__dict__.get(f"packed_{name}")


def _write_customer_project(row: FollowUp) -> str:
    customer = row.project.customer
    return pack_customer_project(customer.name if customer else None, row.project.name or None)


COLUMNS: dict[str, Column] = {
    column.key: column
    for column in (
        Column("seq", _("No."), "number", lambda row: str(row.number)),
        Column("date", _("Date"), "date", lambda row: row.happened_on.isoformat() if row.happened_on else "", read_day),
        Column("customer_project", _("Customer / project"), "customer_project", _write_customer_project),
        Column("stage", _("Stage"), "stage", lambda row: row.stage_name, read_text),
        Column("goal", _("Goal"), "text", lambda row: row.goal, read_text),
        Column(
            "actions",
            _("Main actions (doer/date)"),
            "actions",
            lambda row: write_action_items(action_items(actions_at(row, Place.MAIN))),
            lambda text, reference: read_action_items(text, reference=reference),
        ),
        Column("feedback", _("Customer feedback and key information"), "text", lambda row: row.feedback, read_text),
        Column(
            "objections",
            _("Doubts and objections"),
            "answered",
            lambda row: write_answered_items(answered_items(objections_of(row))),
            lambda text, _reference: read_answered_items(text),
        ),
        Column(
            "next_steps",
            _("Next steps (doer/date)"),
            "actions",
            lambda row: write_action_items(action_items(actions_at(row, Place.NEXT_STEP))),
            lambda text, reference: read_action_items(text, reference=reference),
        ),
        Column(
            "risks",
            _("Risks and countermeasures"),
            "answered",
            lambda row: write_answered_items(answered_items(risks_of(row))),
            lambda text, _reference: read_answered_items(text),
        ),
        Column("note", _("Note"), "text", lambda row: row.note, read_text),
    )
}


def cell_text(row: FollowUp, key: str) -> str:
    """Return the text of one cell: what is edited, copied and compared."""
    return COLUMNS[key].write(row)


def cell_texts(row: FollowUp) -> dict[str, str]:
    """Return the text of every cell of a row, by column."""
    return {key: column.write(row) for key, column in COLUMNS.items()}


def read_cell(key: str, text: str, *, reference: date) -> object:
    """Return the value that a cell's text says; refuses unknown and computed columns and texts over the limit."""
    column = COLUMNS.get(key)
    if column is None or column.read is None:
        raise RuleBroken(_("There is no column “%(key)s” to write to.") % {"key": key[:40]}, field=key)
    if len(text) > LONGEST_CELL:
        raise RuleBroken(_("This cell holds more than 100,000 characters; split it."), field=key)
    return column.read(text, reference)
