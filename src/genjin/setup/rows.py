"""The database as lines of JSON: what either engine can write and read."""

import json
from base64 import b64encode
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from decimal import Decimal
from itertools import groupby, islice
from typing import IO, Any
from uuid import UUID

from django.apps import apps
from django.apps.registry import Apps
from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.db.migrations.executor import MigrationExecutor

from genjin.setup.search_index import clear_search_index

# sessions end with a restore, and what the search index holds follows from the rows
LEFT_OUT = {"sessions.Session", "planning.SearchText"}
BATCH = 1000


def stored_models(registry: Apps = apps) -> list[type[models.Model]]:
    """Return every model with a table of its own, the tables between two models included."""
    found = registry.get_models(include_auto_created=True)
    return [model for model in found if model._meta.managed and not model._meta.proxy]


def dumped_models(registry: Apps = apps) -> list[type[models.Model]]:
    """Return the models that are written as rows."""
    return [model for model in stored_models(registry) if model._meta.label not in LEFT_OUT]


def _models_of_the_tables() -> Apps:
    """Return the models as the tables are: before an upgrade, those of the version that made them."""
    executor = MigrationExecutor(connection)
    if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return apps
    applied = [key for key in executor.loader.applied_migrations if key in executor.loader.graph.nodes]
    return executor.loader.project_state(applied).apps


def write_rows(to: IO[bytes]) -> dict[str, int]:
    """Write every row as it stood at one moment; returns how many there are by model."""
    counts = {}
    with _one_moment():
        for model in dumped_models(_models_of_the_tables()):
            label, columns = model._meta.label, [field.attname for field in model._meta.concrete_fields]
            _write_line(to, {"model": label, "columns": columns})
            count = 0
            rows = model._default_manager.order_by("pk").values_list(*columns)
            for values in rows.iterator(chunk_size=BATCH):
                _write_line(to, values)
                count += 1
            counts[label] = count
    return counts


def _write_line(to: IO[bytes], values: object) -> None:
    to.write(json.dumps(values, ensure_ascii=False, separators=(",", ":"), default=_plain).encode() + b"\n")


def _plain(value: object) -> str:
    if isinstance(value, (datetime, date, time, Decimal, UUID)):
        return str(value)  # to the microsecond, which Django's own encoder cuts off
    if isinstance(value, (bytes, memoryview)):
        return b64encode(value).decode()  # what a BinaryField reads from text
    raise TypeError(f"{type(value)} has no form as text")


@contextmanager
def _one_moment() -> Iterator[None]:
    """Let all reading inside see the database as it stands now, without keeping anybody from writing."""
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")  # Django's own transactions here are IMMEDIATE: writers would wait
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")
    else:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield


@transaction.atomic
def replace_all_rows(lines: Iterable[bytes]) -> None:
    """Empty every table, then store the rows that `write_rows` wrote; the search index is left empty."""
    clear_search_index()
    with connection.cursor() as cursor:
        for model in stored_models():
            cursor.execute(f"DELETE FROM {_quoted(model._meta.db_table)}")  # noqa: S608  a name of our own
        by_label = {model._meta.label: model for model in dumped_models()}
        for model, columns, rows in _tables(lines, by_label):
            fields = [model._meta.get_field(name) for name in columns]
            statement = _insert_statement(model, fields)
            while batch := list(islice(rows, BATCH)):
                cursor.executemany(statement, [_for_database(fields, values) for values in batch])
        for statement in connection.ops.sequence_reset_sql(no_style(), dumped_models()):
            cursor.execute(statement)


def _tables(
    lines: Iterable[bytes], by_label: dict[str, type[models.Model]]
) -> Iterator[tuple[type[models.Model], list[str], Iterator[list[Any]]]]:
    """Yield model, columns and rows: each head line begins the rows of its model."""
    head: dict[str, Any] = {}
    for is_head, group in groupby(map(json.loads, lines), key=lambda value: isinstance(value, dict)):
        if is_head:
            head = list(group)[-1]  # heads that follow each other are of models without rows
        else:
            yield by_label[head["model"]], head["columns"], iter(group)


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)


def _insert_statement(model: type[models.Model], fields: list[Any]) -> str:
    columns = ", ".join(_quoted(field.column) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    return f"INSERT INTO {_quoted(model._meta.db_table)} ({columns}) VALUES ({marks})"  # noqa: S608  names of our own


def _for_database(fields: list[Any], values: list[Any]) -> list[Any]:
    return [
        field.get_db_prep_save(field.to_python(value), connection) for field, value in zip(fields, values, strict=True)
    ]
