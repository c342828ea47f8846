"""Rows as they stood at an earlier moment: today's rows, with what happened since taken back in memory."""

from collections.abc import Iterable, Mapping

from django.db.models import Model

from genjin.activity.models import ActivityEvent
from genjin.activity.tracking import Was, set_values

Rows = dict[tuple[str, int], Model]
SPOKEN = "comment."  # events of these kinds tell that somebody spoke, which changes nothing of what it is about


def rewind(rows: Iterable[Model], events: Iterable[ActivityEvent], kinds: Mapping[str, type[Model]]) -> list[Model]:
    """Return the rows as they stood before the events, which come newest first.

    Rows that were not there then are left out, rows that are gone today are made again. Nothing is saved; `kinds` names
    the models by their lower-case name, what happened to others does not count. Deleted rows must be among `rows`, and
    are among the result: whoever shows them asks `is_deleted`.
    """
    found: Rows = {(str(row._meta.model_name), row.pk): row for row in rows}
    for event in events:
        for kind, pk, values in was_before(event):
            if kind in kinds:
                _take_back(found, kinds[kind], (kind, pk), values)
    return list(found.values())


def was_before(event: ActivityEvent) -> list[Was]:
    """Return what the rows that an event touched were before it."""
    if changes_nothing(event):
        return []
    if "was" in event.detail:
        return [(kind, pk, values) for kind, pk, values in event.detail["was"]]
    if event.kind.endswith((".added", ".logged")):
        return [(event.target_type, event.target_id, None)]
    changes = event.detail.get("changes", {})
    return [(event.target_type, event.target_id, {name: old for name, (old, _new) in changes.items()})]


def changes_nothing(event: ActivityEvent) -> bool:
    """Tell whether nothing was otherwise before the event: somebody spoke."""
    return event.kind.startswith(SPOKEN)


def _take_back(found: Rows, model: type[Model], key: tuple[str, int], values: Mapping[str, object] | None) -> None:
    if values is None:
        found.pop(key, None)
        return
    row = found.get(key)
    if row is None:
        row = found[key] = model(pk=key[1])
    set_values(row, values)
