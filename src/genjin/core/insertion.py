"""Storing thousands of new rows of one kind at once.

Django's `bulk_create` asks every field of every row in turn and sends some dozens of rows a statement, where half of
the time of a big import went. Here the values are taken as they are and sent by one prepared statement.
"""

from collections.abc import Sequence
from enum import Enum
from operator import attrgetter
from typing import Any

from django.db import connection, models, transaction
from django.db.models.options import Options

# kinds of columns whose values go to the database as they stand in the row
PLAIN = (models.CharField, models.TextField, models.IntegerField, models.BooleanField, models.ForeignKey)


def insert_all(rows: Sequence[models.Model]) -> None:
    """Store new rows of one model and give them their keys; like `bulk_create`, it sends no signals.

    A model whose key is not a number counted by the database is not meant. Raises what the database raises.
    """
    if not rows:
        return
    options = type(rows[0])._meta
    fields = options.concrete_fields
    with transaction.atomic(savepoint=False):
        for row, key in zip(rows, _next_keys(options, len(rows)), strict=True):
            row.pk = key
        columns = [_values_of(field, rows) for field in fields]
        quoted = connection.ops.quote_name
        names = ", ".join(quoted(str(field.column)) for field in fields)
        places = ", ".join(["%s"] * len(fields))
        statement = f"INSERT INTO {quoted(options.db_table)} ({names}) VALUES ({places})"  # noqa: S608  names of our own
        with connection.cursor() as cursor:
            cursor.executemany(statement, list(zip(*columns, strict=True)))
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias  # noqa: SLF001  as bulk_create does


def _next_keys(options: "Options[Any]", count: int) -> Sequence[int]:
    """Take keys that nobody else takes: SQLite's transaction is the only writer, PostgreSQL counts for everybody."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [options.db_table])
            last = next(iter(cursor.fetchone() or [0]))
            return range(last + 1, last + count + 1)
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
            [options.db_table, options.pk.column, count],
        )
        return [key for (key,) in cursor.fetchall()]


def _values_of(field: "models.Field[Any, Any]", rows: Sequence[models.Model]) -> list[Any]:
    """Return the values of one column, as the database takes them."""
    if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False):
        return [field.get_db_prep_save(field.pre_save(row, add=True), connection) for row in rows]
    values = [*map(attrgetter(field.attname), rows)]
    if isinstance(field, PLAIN):
        return [value.value if isinstance(value, Enum) else value for value in values]
    if isinstance(field, models.DateField):  # few days and moments stand in many rows
        prepared = {value: field.get_db_prep_save(value, connection) for value in {*values}}
        return [prepared[value] for value in values]
    return [None if value is None else field.get_db_prep_save(value, connection) for value in values]
