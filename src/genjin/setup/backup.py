"""Writing a backup: one consistent file, also while the server runs.

It holds the database and the uploaded files, not the secret key: whoever finds a backup cannot forge sessions with
it. Passwords are in it as hashes, customers' data in clear.
"""

import sqlite3
import tempfile
import time
import zipfile
from contextlib import closing
from importlib import metadata
from pathlib import Path
from typing import IO

from django.conf import settings
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils.translation import gettext_lazy as _

from genjin.core import clock
from genjin.core.errors import WrongState
from genjin.core.files import appearing_whole
from genjin.setup.archive import FILES, ROWS, SQLITE, Manifest, add_entry, add_manifest
from genjin.setup.rows import stored_models, write_rows

COMPRESSION = 3  # of 9: text shrinks to a fifth already, and more would only take longer
PATIENCE = 30.0  # seconds to wait for a lock on the database
BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}


def make_backup(to: Path, *, overwrite: bool = False, portable: bool = False) -> Manifest:
    """Write a backup to a file that appears only when it is whole; returns its manifest.

    `portable` writes the database as rows, which a restore on the other engine can read, too; PostgreSQL's is
    always written so. Refuses to overwrite a file unless told to.
    """
    if to.is_dir():
        raise WrongState(_("%(file)s is a folder; name a file.") % {"file": to})
    if to.exists() and not overwrite:
        raise WrongState(_("%(file)s exists; choose another name or add --force.") % {"file": to})
    with appearing_whole(to, private=True) as file:
        return _write(file, as_rows=portable or connection.vendor != "sqlite")


def back_up_before(occasion: str) -> Path:
    """Write a backup into the data folder before something that changes much, and return its place."""
    folder = Path(settings.DATA) / "backups"
    folder.mkdir(mode=0o700, exist_ok=True)
    path = folder / f"before-{occasion}-{clock.now():%Y%m%d-%H%M%S}.zip"
    make_backup(path, overwrite=True)
    return path


def back_up_before_upgrade() -> Path:
    """Write a backup before migrations are applied."""
    return back_up_before("upgrade")


def _write(file: IO[bytes], *, as_rows: bool) -> Manifest:
    manifest = Manifest(
        made_at=clock.now().isoformat(timespec="seconds"),
        version=product_version(),
        engine=connection.vendor,
        migrations=applied_migrations(),
    )
    with (
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=COMPRESSION) as archive,
        tempfile.TemporaryDirectory(dir=settings.DATA, prefix=".backup-") as folder,
    ):
        # the database first: a file that a row of it names was there before the row
        name = ROWS if as_rows else SQLITE
        copy = Path(folder) / name
        if as_rows:
            with copy.open("wb") as rows:
                manifest.counts = write_rows(rows)
        else:
            copy_sqlite(database_file(), copy)
            manifest.counts = _tidy(copy)
        with copy.open("rb") as source:
            manifest.entries[name] = add_entry(archive, name, source)
        _add_uploaded_files(archive, manifest)
        add_manifest(archive, manifest)
    return manifest


def product_version() -> str:
    """Return the version of this installation."""
    return metadata.version("genjin")


def applied_migrations() -> list[str]:
    """Return the names of the migrations that the database has."""
    return sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations())


def database_file() -> Path:
    """Return the file in which SQLite keeps everything."""
    return Path(connection.settings_dict["NAME"])


def copy_sqlite(source: Path, target: Path) -> None:
    """Copy a database as it stands at one moment into another, in one step; its writers are not kept waiting.

    Raises Django's OperationalError when the target stays locked.
    """
    deadline = time.monotonic() + PATIENCE

    def check(status: int, _left: int, _pages: int) -> None:
        if status in BUSY and time.monotonic() > deadline:
            raise sqlite3.OperationalError("database is locked")

    try:
        with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(target)) as new:
            old.backup(new, progress=check)
    except sqlite3.Error as error:
        raise OperationalError(str(error)) from error


def _tidy(copy: Path) -> dict[str, int]:
    """Make the copy a single file, whatever the original was kept in; returns how many rows it has by model."""
    with closing(sqlite3.connect(copy)) as database:
        database.execute("PRAGMA journal_mode=DELETE")
        tables = {name for (name,) in database.execute("SELECT name FROM sqlite_master")}
        counts = {}
        for model in stored_models():
            table = model._meta.db_table
            if table in tables:
                counts[model._meta.label] = database.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0]  # noqa: S608
        return counts


def _add_uploaded_files(archive: zipfile.ZipFile, manifest: Manifest) -> None:
    root = Path(settings.MEDIA_ROOT)
    for path in sorted(root.rglob("*")):
        if path.is_file() and not path.is_symlink():
            name = FILES + path.relative_to(root).as_posix()
            with path.open("rb") as source:
                manifest.entries[name] = add_entry(archive, name, source)
