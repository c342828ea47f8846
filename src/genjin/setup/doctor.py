"""Checking an installation: each check says in one sentence what it found, and what to do where that is not fine."""

import os
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import Error as DatabaseError
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from genjin.core import clock
from genjin.core.errors import DomainError
from genjin.jobs.queries.queue import failing_steps, is_worked_off, tasks_waiting_since
from genjin.people.models import Role
from genjin.people.queries.people import active_people
from genjin.setup.backup import database_file
from genjin.setup.database import reach_database, unapplied_migrations
from genjin.setup.demo import demo_people_that_can_sign_in
from genjin.setup.search_index import rebuild_search_index, rows_missing_in_index

OLDEST_PYTHON = (3, 11)
OLDEST_SQLITE = (3, 31)  # Django 5.2 asks for it
LEAST_FREE = 500 * 1024 * 1024  # bytes
LONG = timedelta(hours=1)  # that a task may wait without anything being wrong
LOOPBACK = {"127.0.0.1", "localhost", "[::1]"}


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found; where it is not fine, the sentence says what to do."""

    is_fine: bool
    sentence: str


def _fine(sentence: str) -> Finding:
    return Finding(is_fine=True, sentence=sentence)


def _broken(sentence: str) -> Finding:
    return Finding(is_fine=False, sentence=sentence)


def examine(*, repair: bool = False) -> list[Finding]:
    """Return what every check found; `repair` makes the search index anew where it is not complete."""
    findings = [check() for check in (_python, _sqlite, _data_folder, _disk, _secret_key, _time_zone)]
    findings += [*_bucket(), _static_files(), *_messages()]
    database = _database()
    findings.append(database)
    if database.is_fine:
        checks = (_migrations, _integrity, lambda: _search_index(repair=repair), _administrator, _demo_passwords)
        findings += [_in_database(check) for check in (*checks, _background_work)]
    return findings


def _in_database(check: Callable[[], Finding]) -> Finding:
    """Return what a check found; one that the database does not answer is not fine."""
    try:
        return check()
    except (DatabaseError, DomainError) as error:
        return _broken(_("The database does not answer: %(reason)s") % {"reason": str(error).strip()})


def _python() -> Finding:
    words = {"version": ".".join(map(str, sys.version_info[:3])), "oldest": ".".join(map(str, OLDEST_PYTHON))}
    if sys.version_info < OLDEST_PYTHON:
        return _broken(_("Python %(version)s is too old: install %(oldest)s or later.") % words)
    return _fine(_("Python %(version)s") % words)


def _sqlite() -> Finding:
    words = {"version": sqlite3.sqlite_version, "oldest": ".".join(map(str, OLDEST_SQLITE))}
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        return _broken(_("SQLite %(version)s is too old: Python needs one with %(oldest)s or later.") % words)
    try:
        with closing(sqlite3.connect(":memory:")) as trial:
            trial.execute("CREATE VIRTUAL TABLE trial USING fts5(words)")
    except sqlite3.OperationalError:
        return _broken(_("SQLite %(version)s lacks FTS5, which search needs: use another Python.") % words)
    return _fine(_("SQLite %(version)s with FTS5") % words)


def _data_folder() -> Finding:
    words = {"folder": settings.DATA}
    try:
        with tempfile.TemporaryFile(dir=settings.DATA):
            return _fine(_("Data folder: %(folder)s") % words)
    except OSError:
        return _broken(
            _("Nothing can be written to %(folder)s: mend its owner, or set GENJIN_DATA to another.") % words
        )


def _disk() -> Finding:
    folder = next(place for place in (settings.DATA, *settings.DATA.parents) if place.exists())
    free = shutil.disk_usage(folder).free
    words = {"free": free // 1024**2}
    if free < LEAST_FREE:
        return _broken(_("Only %(free)d MB are free for the data: make room on the disk.") % words)
    return _fine(_("%(free)d MB free for the data") % words)


def _bucket() -> Iterator[Finding]:
    """Where uploads are kept in a bucket, put a file there, fetch it and take it out again."""
    name = getattr(default_storage, "bucket_name", "")
    if not name:  # they lie in the data folder
        return
    try:
        path = default_storage.save("doctor.txt", ContentFile(b"doctor"))
        with default_storage.open(path) as file:
            file.read()
        default_storage.delete(path)
    except OSError as error:
        words = {"bucket": name, "reason": str(error).strip()}
        yield _broken(_("Files cannot be kept in the bucket %(bucket)s: %(reason)s") % words)
    else:
        yield _fine(_("Files are kept in the bucket %(bucket)s") % {"bucket": name})


def _secret_key() -> Finding:
    path = settings.DATA / "secret-key"
    if not path.exists():
        return _fine(_("Secret key: from the environment"))
    if os.name == "posix" and path.stat().st_mode & 0o077:
        return _broken(_("Others can read the secret key: run chmod 600 %(file)s") % {"file": path})
    return _fine(_("Secret key: readable by its owner only"))


def _time_zone() -> Finding:
    words = {"zone": settings.TIME_ZONE}
    try:
        ZoneInfo(settings.TIME_ZONE)
    except (ZoneInfoNotFoundError, ValueError):
        return _broken(_("Time zone %(zone)s is not known: set GENJIN_TIME_ZONE, or install tzdata.") % words)
    words["now"] = timezone.localtime(clock.now()).strftime("%Y-%m-%d %H:%M")
    return _fine(_("Time zone %(zone)s, now %(now)s") % words)


def _static_files() -> Finding:
    if (Path(settings.STATIC_ROOT) / "staticfiles.json").exists():
        return _fine(_("Style sheets and scripts are in place"))
    return _broken(_("Style sheets and scripts are missing: run make setup"))


def _messages() -> Iterator[Finding]:
    """Yield what stands of each translation."""
    for folder in settings.LOCALE_PATHS:
        for source in sorted(Path(folder).glob("*/LC_MESSAGES/django.po")):
            language = source.parents[1].name
            compiled = source.with_suffix(".mo")
            if compiled.exists():
                yield _fine(_("Translation %(language)s is in place") % {"language": language})
            else:
                sentence = _("Translation %(language)s is not compiled: run make setup")
                yield _broken(sentence % {"language": language})


def _database() -> Finding:
    if connection.vendor == "sqlite" and not database_file().exists():
        return _broken(_("There is no database yet: genjin run makes one."))
    try:
        reach_database()
    except DomainError as refusal:
        return _broken(str(refusal))
    version = ".".join(map(str, connection.get_database_version()))
    words = {"name": connection.display_name, "version": version}
    return _fine(_("Database: %(name)s %(version)s") % words)


def _migrations() -> Finding:
    missing = unapplied_migrations()
    if missing:
        return _broken(
            _("Changes of the tables that are due: %(count)d; genjin run makes them.") % {"count": len(missing)}
        )
    return _fine(_("The tables are those of this version"))


def _integrity() -> Finding:
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA quick_check(1)")
            verdict = cursor.fetchone()[0]
        if verdict != "ok":
            words = {"reason": verdict.strip().splitlines()[-1]}
            return _broken(_("The database is damaged (%(reason)s): restore a backup.") % words)
    return _fine(_("The database is sound"))


def _search_index(*, repair: bool) -> Finding:
    missing = rows_missing_in_index()
    if missing and repair:
        return _fine(_("The search index was made anew: rows %(rows)d") % {"rows": rebuild_search_index()})
    if missing:
        words = {"rows": missing}
        return _broken(_("The search index is not complete (rows: %(rows)d): run genjin doctor --repair") % words)
    return _fine(_("The search index is complete"))


def _administrator() -> Finding:
    administrators = active_people().filter(role=Role.ADMINISTRATOR)
    if any(person.has_usable_password() for person in administrators):
        return _fine(_("There is an administrator who can sign in"))
    return _broken(_("No administrator can sign in: genjin run asks for the first one."))


def _demo_passwords() -> Finding:
    people = demo_people_that_can_sign_in()
    if people and not set(settings.ALLOWED_HOSTS) <= LOOPBACK:
        words = {"people": ", ".join(person.username for person in people)}
        return _broken(
            _("Everybody knows the demo password, and others can reach this: change it for %(people)s") % words
        )
    if people:
        return _fine(_("Demo people can sign in, from this machine only"))
    return _fine(_("Nobody has the demo password"))


def _background_work() -> Finding:
    failing, waiting = failing_steps(), tasks_waiting_since(clock.now() - LONG)
    if failing:
        return _broken(
            _("Background work fails (%(steps)s): Settings → Background work shows why") % {"steps": ", ".join(failing)}
        )
    if waiting and not is_worked_off():
        return _broken(
            _("Tasks wait (%(count)d) and no worker runs: start genjin worker, or genjin run") % {"count": waiting}
        )
    return _fine(_("Background work is done"))
