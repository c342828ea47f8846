"""What the page of one import shows before it is imported."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from genjin.people.models import User
from genjin.planning.columns import COLUMNS
from genjin.plantable.kept_reading import Overview, TableOverview, read_kept_rows, read_overview
from genjin.plantable.models import PlanImport
from genjin.plantable.queries.imports import column_mappings
from genjin.plantable.wording import sentence_about, words_of
from genjin.web.plantable.matching_data import Matching, matching_of
from genjin.web.plantable.row_data import RowsOf, ShownRow

ROWS = 100
MOST_REMARKS = 200
REMARKS = "remarks"
OWN_EXPORT = "genjin-"

KEPT_IN_NOTE = _("kept in the note, with its header")
MEANINGS: tuple[tuple[str, str | Promise], ...] = (
    ("", KEPT_IN_NOTE),
    *((key, COLUMNS[key].title) for key in ("seq", "date", "customer_project")),
    ("customer", _("Customer")),
    ("project", _("Project")),
    *((key, COLUMNS[key].title) for key in ("stage", "goal", "actions", "feedback", "objections", "next_steps")),
    *((key, COLUMNS[key].title) for key in ("risks", "note")),
    ("owner", _("Doers of the items on its left")),
    ("due", _("Dates of the items on its left")),
    ("response", _("Answers to the items on its left")),
)


@dataclass(frozen=True, slots=True)
class ShownColumn:
    """A column of the file and what it was taken for."""

    header: str
    letter: str
    meaning: str
    sample: str


@dataclass(frozen=True, slots=True)
class ShownTable:
    """The columns of one table, or of several with the same headers."""

    fingerprint: str
    sheets: Sequence[str]
    columns: Sequence[ShownColumn]
    is_remembered: bool


@dataclass(frozen=True, slots=True)
class PreviewRows:
    """Some rows, and the address of those that follow."""

    rows: Sequence[ShownRow]
    following: str


@dataclass(frozen=True, slots=True)
class Preview:
    """Everything about a draft. `tables` are those whose columns can be corrected."""

    plan_import: PlanImport
    counts: Sequence[str]
    row_count: int
    tables: Sequence[ShownTable]
    kept_columns: int
    matching: Matching
    remarks: Sequence[tuple[str, str]]
    remark_count: int
    rows_with_remarks: int
    is_own_export: bool
    only_remarks: bool
    rows: PreviewRows
    meanings: Sequence[tuple[str, str | Promise]] = field(default=MEANINGS)


def preview_of(user: User, draft: PlanImport, reading: Path, *, only_remarks: bool = False) -> Preview:
    """Return the whole page."""
    with reading.open("rb") as file:
        overview = read_overview(file)
        numbers = _numbers(overview, only_remarks=only_remarks)
        rows = list(read_kept_rows(file, numbers[:ROWS]))
    tables = _shown_tables(user, overview.tables)
    return Preview(
        plan_import=draft,
        counts=_counts(overview),
        row_count=overview.row_count,
        tables=tables,
        kept_columns=sum(not column.meaning for table in tables for column in table.columns),
        matching=matching_of(user, draft, overview),
        remarks=[(words_of(problem.place), sentence_about(problem)) for problem in overview.problems[:MOST_REMARKS]],
        remark_count=len(overview.problems),
        rows_with_remarks=len(overview.remarks),
        is_own_export=all(table.fingerprint.startswith(OWN_EXPORT) for table in overview.tables),
        only_remarks=only_remarks,
        rows=PreviewRows(
            RowsOf(overview).show(numbers[:ROWS], rows), _following(draft, ROWS, len(numbers), only_remarks)
        ),
    )


def preview_rows(draft: PlanImport, reading: Path, first: int, *, only_remarks: bool) -> PreviewRows:
    """Return a further page of rows."""
    with reading.open("rb") as file:
        overview = read_overview(file)
        numbers = _numbers(overview, only_remarks=only_remarks)
        page = numbers[first : first + ROWS]
        rows = RowsOf(overview).show(page, read_kept_rows(file, page))
    return PreviewRows(rows, _following(draft, first + ROWS, len(numbers), only_remarks))


def _numbers(overview: Overview, *, only_remarks: bool) -> Sequence[int]:
    return list(overview.remarks) if only_remarks else range(overview.row_count)


def _following(draft: PlanImport, first: int, count: int, only_remarks: bool) -> str:  # noqa: FBT001  asked for twice
    if first >= count:
        return ""
    query = {"from": first, **({"only": REMARKS} if only_remarks else {})}
    return f"{reverse('import-rows', args=[draft.pk])}?{urlencode(query)}"


def _counts(overview: Overview) -> list[str]:
    """Say how many rows and items were read; of what there is none nothing is said."""
    items = overview.items
    counted = [overview.row_count or 1, *(items[key] for key in ("actions", "next_steps", "objections", "risks"))]
    words = [
        ngettext("%(count)d row", "%(count)d rows", overview.row_count) % {"count": overview.row_count},
        ngettext("%(count)d action", "%(count)d actions", items["actions"]) % {"count": items["actions"]},
        ngettext("%(count)d next step", "%(count)d next steps", items["next_steps"]) % {"count": items["next_steps"]},
        ngettext("%(count)d objection", "%(count)d objections", items["objections"]) % {"count": items["objections"]},
        ngettext("%(count)d risk", "%(count)d risks", items["risks"]) % {"count": items["risks"]},
    ]
    return [word for word, count in zip(words, counted, strict=True) if count]


def _shown_tables(user: User, tables: Sequence[TableOverview]) -> list[ShownTable]:
    """Return tables with the same headers as one: what is said of their columns holds for all."""
    remembered = column_mappings(user)
    by_fingerprint: dict[str, list[TableOverview]] = {}
    for table in tables:
        if table.columns and not table.fingerprint.startswith(OWN_EXPORT):
            by_fingerprint.setdefault(table.fingerprint, []).append(table)
    return [
        ShownTable(
            fingerprint,
            list(dict.fromkeys(table.sheet for table in alike if table.sheet)),
            [
                ShownColumn(column.header, column.letter, column.field or "", _sample(alike, column.header))
                for column in alike[0].columns
            ],
            bool(remembered.get(fingerprint)),
        )
        for fingerprint, alike in by_fingerprint.items()
    ]


def _sample(tables: Sequence[TableOverview], header: str) -> str:
    return next((table.samples[header] for table in tables if header in table.samples), "")
