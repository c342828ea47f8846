"""What the browser sends of typed cells, as the operation takes it."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import cast

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from genjin.activity.queries.editors import last_editors
from genjin.core.errors import RuleBroken
from genjin.people.models import User
from genjin.planning.columns import COLUMNS, cell_text
from genjin.planning.models import FollowUp
from genjin.planning.operations.cells import MOST_ROWS, TypedRow
from genjin.web.shared.gates import follow_ups_or_404

SEEN = "seen-"


def typed_cells(row: FollowUp, posted: Mapping[str, str]) -> TypedRow:
    """Read the cells of one row: `goal` is what was typed, `seen-goal` what stood there when the editing began."""
    return TypedRow(
        row,
        cells={key: posted[key] for key in COLUMNS if key in posted},
        seen={key: posted[SEEN + key] for key in COLUMNS if SEEN + key in posted},
    )


def typed_rows(request: HttpRequest) -> list[TypedRow]:
    """Read a batch: a JSON list of {row: id or null, cells, seen}."""
    entries = _entries(request.body)
    if len(entries) > MOST_ROWS:
        raise RuleBroken(_("More than 2,000 rows at once; import them as a file instead."))
    rows = follow_ups_or_404(request, {pk for pk, _cells, _seen in entries if pk is not None})
    return [TypedRow(None if pk is None else rows[pk], cells, seen) for pk, cells, seen in entries]


def _entries(body: bytes) -> list[tuple[int | None, dict[str, str], dict[str, str]]]:
    try:
        found = json.loads(body)
        return [(_row_id(entry["row"]), _texts(entry["cells"]), _texts(entry.get("seen", {}))) for entry in found]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise RuleBroken(_("These cells arrived damaged; nothing was changed.")) from error


def _row_id(value: object) -> int | None:
    if value is None or (isinstance(value, int) and not isinstance(value, bool) and abs(value) < 2**63):
        return value
    raise TypeError


def _texts(value: object) -> dict[str, str]:
    texts = cast("dict[object, object]", value)
    return {str(key): text for key, text in texts.items() if isinstance(text, str)}


@dataclass(frozen=True, slots=True)
class Conflict:
    """A cell that somebody else changed meanwhile: their text beside ours; `by` is nobody where it is not known."""

    row: int
    key: str
    title: str
    about: str
    theirs: str
    yours: str
    by: User | None


def conflicts_of(typed: Iterable[TypedRow], rows: Iterable[FollowUp]) -> list[Conflict]:
    """Return every cell whose text is no longer what was seen; `rows` are the rows as they stand now."""
    now = {row.pk: row for row in rows}
    editors = last_editors("followup", "follow_up.edited", now)
    return [
        Conflict(
            row=row.pk,
            key=key,
            title=str(COLUMNS[key].title),
            about=str(row),
            theirs=cell_text(row, key),
            yours=entry.cells.get(key, ""),
            by=editors.get((row.pk, key)),
        )
        for entry in typed
        if entry.row and (row := now.get(entry.row.pk))
        for key, seen in entry.seen.items()
        if key in COLUMNS and cell_text(row, key) != seen
    ]
