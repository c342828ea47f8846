"""Databases of a test's own: copies of one that was migrated once, outside any test's transaction."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from django.core.management import call_command
from django.db import connection

from genjin.setup.backup import copy_sqlite

REAL = str(connection.settings_dict["NAME"])
"""The database that the settings name: this is read before pytest-django puts one for tests in its place."""


@contextmanager
def migrated_database(folder: Path) -> Iterator[str]:
    """Let a database stand inside that holds what migrations bring, and tell its name.

    Migrations take many seconds: it is a copy of the one for tests, which pytest-django makes where a test asks for it.
    """
    made = str(connection.settings_dict["NAME"])
    with copied(None if made == REAL else made, folder) as name:
        if made == REAL:
            with using(name):
                call_command("migrate", verbosity=0)
        yield name


@contextmanager
def copied(name: str | None, folder: Path) -> Iterator[str]:
    """Let a copy of a database (an empty one, of None) stand inside: a file in the folder, or one on the server."""
    copy = str(folder / "genjin.sqlite3") if connection.vendor == "sqlite" else f"genjin_{uuid4().hex[:12]}"
    if connection.vendor != "sqlite":
        make_database(copy, like=name or "template1")
    elif name:
        copy_sqlite(Path(name), Path(copy))
    yield copy
    drop_database(copy)


def make_database(name: str, *, like: str) -> None:
    if connection.settings_dict["NAME"] == like:  # who is connected keeps it from being copied
        connection.close()
        connection.close_pool()
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{like}"')


def drop_database(name: str) -> None:
    if connection.vendor != "sqlite":
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@contextmanager
def using(name: str) -> Iterator[None]:
    """Let the connection lead to another database inside."""
    before = connection.settings_dict["NAME"]
    switch(name)
    try:
        yield
    finally:
        switch(before)


def switch(name: str) -> None:
    connection.close()
    if connection.vendor != "sqlite":
        connection.close_pool()
    connection.settings_dict["NAME"] = name
