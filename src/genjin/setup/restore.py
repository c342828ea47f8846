"""Bringing a backup back: all of it or nothing, and what was there before is backed up first."""

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.utils.translation import gettext_lazy as _

from genjin.core.errors import WrongState
from genjin.setup.archive import FILES, ROWS, SQLITE, Manifest, NotABackup, opened, unpack
from genjin.setup.backup import applied_migrations, back_up_before, copy_sqlite, database_file
from genjin.setup.database import apply_migrations, is_empty, make_data_folder, prepare_database
from genjin.setup.lock import data_to_itself
from genjin.setup.rows import replace_all_rows
from genjin.setup.search_index import rebuild_search_index

SPARE = 1.2  # so many times the size of what is unpacked must be free


def restore_backup(path: Path) -> tuple[Manifest, Path | None]:
    """Replace the database and the uploaded files by those of the backup.

    Returns its manifest, and where the backup of what was there before lies (None: there was nothing). Refuses a
    file that is no backup or not as it was written, and while a server runs on the data.
    """
    make_data_folder()
    with opened(path) as (archive, manifest), _suitable(manifest):
        size = sum(entry.file_size for entry in archive.infolist())
        if size * SPARE > shutil.disk_usage(settings.DATA).free:
            raise WrongState(_("There is not enough room on the disk to unpack the backup."))
        with tempfile.TemporaryDirectory(dir=settings.DATA, prefix=".restore-") as folder:
            unpacked = Path(folder)
            unpack(archive, manifest.entries, unpacked)
            if not manifest.has_rows:
                _check_database(unpacked / SQLITE)
            saved = None if is_empty() else back_up_before("restore")
            with _files_replaced(unpacked):
                if manifest.has_rows:
                    _restore_rows(unpacked / ROWS)
                else:
                    _restore_sqlite(unpacked / SQLITE)
    return manifest, saved


@contextmanager
def _suitable(manifest: Manifest) -> Iterator[None]:
    """Hold the data alone; refuses a backup that this version or this engine cannot take."""
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    if not set(manifest.migrations) <= known:
        raise WrongState(
            _("This backup was made by a newer version of Genjin (%(version)s); upgrade first.")
            % {"version": manifest.version}
        )
    if not manifest.has_rows and connection.vendor != "sqlite":
        raise WrongState(
            _("This backup holds an SQLite database; make one with `genjin backup --portable` to move to PostgreSQL.")
        )
    if manifest.has_rows:
        prepare_database()  # rows need their tables
    with data_to_itself():
        if manifest.has_rows and manifest.migrations != applied_migrations():
            raise WrongState(
                _("This backup was made by version %(version)s: restore it with that version, then upgrade.")
                % {"version": manifest.version}
            )
        yield


def _check_database(path: Path) -> None:
    try:
        with closing(sqlite3.connect(path)) as database:
            verdict = database.execute("PRAGMA quick_check").fetchone()[0]
            database.execute("SELECT count(*) FROM django_migrations")
    except sqlite3.DatabaseError as error:
        raise NotABackup(_("The database in the backup cannot be read; nothing was changed.")) from error
    if verdict != "ok":
        raise NotABackup(_("The database in the backup is damaged; nothing was changed."))


@contextmanager
def _files_replaced(unpacked: Path) -> Iterator[None]:
    """Put the uploaded files of the backup in their place; back again if what is done inside fails."""
    place, aside, fresh = Path(settings.MEDIA_ROOT), unpacked / "files-before", unpacked / FILES
    if place.exists():
        place.rename(aside)
    try:
        if fresh.exists():
            fresh.rename(place)
        yield
    except BaseException:
        shutil.rmtree(place, ignore_errors=True)
        if aside.exists():
            aside.rename(place)
        raise


def _restore_sqlite(database: Path) -> None:
    """Replace the database in one step, then bring it up to date; it stands as before if that fails."""
    live, before = database_file(), database.with_name("before.sqlite3")
    connection.close()
    copy_sqlite(live, before)
    try:
        copy_sqlite(database, live)
        apply_migrations()
    except BaseException:
        connection.close()
        copy_sqlite(before, live)
        raise


@transaction.atomic
def _restore_rows(lines: Path) -> None:
    with lines.open("rb") as file:
        replace_all_rows(file)
    rebuild_search_index()
