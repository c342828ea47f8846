"""`installation`: a data folder and a database of its own, outside any test's transaction, as a command finds them."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import connection
from pytest_django import DjangoDbBlocker, Settings

from genjin.setup.backup import copy_sqlite


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """Return the name of a database that has its tables and nothing else, to be copied."""
    # two folders of tests have this fixture, so a worker may make it twice
    name = f"genjin_migrated_{uuid4().hex[:12]}"
    if connection.vendor == "sqlite":
        name = str(tmp_path_factory.mktemp("migrated") / "genjin.sqlite3")
    with django_db_blocker.unblock():
        make_database(name)
        with using(name):
            call_command("migrate", verbosity=0)
        yield name
        drop_database(name)


@pytest.fixture
def installation(
    tmp_path: Path, settings: Settings, migrated: str, django_db_blocker: DjangoDbBlocker
) -> Iterator[Path]:
    """Return the data folder of a fresh installation; its database has tables but no people."""
    data = tmp_path / "data"
    data.mkdir(mode=0o700)
    settings.DATA, settings.MEDIA_ROOT = data, data / "files"
    own = str(data / "genjin.sqlite3") if connection.vendor == "sqlite" else f"genjin_own_{os.getpid()}"
    with django_db_blocker.unblock():
        make_database(own, like=migrated)
        with using(own):
            yield data
        drop_database(own)


def make_database(name: str, *, like: str = "template1") -> None:
    if connection.vendor != "sqlite":
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{like}"')
    elif like != "template1":
        copy_sqlite(Path(like), Path(name))


def drop_database(name: str) -> None:
    if connection.vendor != "sqlite":
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{name}"')


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
