"""A row as values that can stand in an event, and back: what makes it possible to look at any earlier day.

Tracked is what somebody typed or decided: every stored field that is editable, and whether the row is deleted.
Fields that follow from others (editable=False) are left out; they can be reckoned again.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import cache

from django.db.models import Field, ForeignKey, Model

Json = object
Values = dict[str, Json]
Changes = dict[str, list[Json]]  # {field: [old, new]}
# What an event knows of one row before it happened: kind of thing, id, values (None: it was not there)
Was = tuple[str, int, Values | None]
LEFT_OUT = {"version"}


@cache
def tracked_fields(model: type[Model]) -> dict[str, "Field[object, object]"]:
    """Return the tracked fields by the name under which a row stores them (`stage_id`, not `stage`)."""
    return {
        field.attname: field
        for field in model._meta.concrete_fields
        if (field.editable or field.attname == "deleted_at") and not field.primary_key and field.attname not in LEFT_OUT
    }


def values_of(row: Model) -> Values:
    """Return the tracked values of a row as they stand in JSON."""
    return {name: plain(getattr(row, name)) for name in tracked_fields(type(row))}


def plain(value: object) -> Json:
    """Return a field's value as JSON has it: equal values read the same, 2 and 2.00."""
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if hasattr(value, "name") and hasattr(value, "storage"):  # a file: where it lies
        return str(value)
    return value


def changes_between(before: Mapping[str, Json], after: Mapping[str, Json]) -> Changes:
    """Return `{field: [old, new]}` of what differs."""
    return {name: [before.get(name), new] for name, new in after.items() if before.get(name) != new}


def was(row: Model, values: Mapping[str, Json] | None) -> Was:
    """Return what the row was before: these values, or None where it was not there."""
    return (str(row._meta.model_name), row.pk, None if values is None else dict(values))


def new_rows(rows: Iterable[Model]) -> list[Was]:
    """Return that none of the rows was there before."""
    return [was(row, None) for row in rows]


def set_values(row: Model, values: Mapping[str, Json]) -> None:
    """Let a row in memory have these values; a name that is no field of its model is set as it is."""
    fields = tracked_fields(type(row))
    for name, value in values.items():
        field = fields.get(name)
        if field is None or value is None:
            setattr(row, name, value)
        else:
            source = field.target_field if isinstance(field, ForeignKey) else field
            setattr(row, name, source.to_python(value))
