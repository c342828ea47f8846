"""Bringing the database up to date: what every command that needs it calls first."""

from pathlib import Path

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import Error as DatabaseError
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext_lazy as _

from genjin.core.errors import WrongState
from genjin.setup.backup import back_up_before_upgrade
from genjin.setup.earlier_rows import MOST_AT_UPGRADE, find_signals_in_earlier_rows
from genjin.setup.lock import data_in_use, data_to_itself

__all__ = [
    "apply_migrations",
    "data_in_use",
    "is_empty",
    "leave_database",
    "prepare_database",
    "reach_database",
    "unapplied_migrations",
]

PATIENCE = 30.0  # seconds: another command may be bringing the same database up to date just now
SIGNALS_SINCE = "planning.0005_buying_signals"
REACH = 5  # seconds within which a database server answers


def prepare_database() -> None:
    """Make the data folder and apply the migrations that are missing, after a backup where there is data already.

    Refuses while a server runs that knows only the older tables.
    """
    make_data_folder()
    if not unapplied_migrations():
        return
    with data_to_itself(wait=PATIENCE):
        if unapplied_migrations():  # another command may have done it while this one waited
            if not is_empty():
                back_up_before_upgrade()
            apply_migrations()


def apply_migrations() -> None:
    """Bring the tables to this version; rows from before decision signals were looked for are read once."""
    had_rows = not is_empty()
    missing = unapplied_migrations()
    call_command("migrate", interactive=False, verbosity=0)
    if had_rows and SIGNALS_SINCE in missing:
        for _count in find_signals_in_earlier_rows(most=MOST_AT_UPGRADE):
            pass


def make_data_folder() -> None:
    """Make the data folder, closed to everybody else."""
    folder = Path(settings.DATA)
    # the secret key may have been written a moment ago, when the settings were read for the first time
    is_new = not folder.is_dir() or [entry.name for entry in folder.iterdir()] == ["secret-key"]
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if is_new:
        folder.chmod(0o700)


def unapplied_migrations() -> list[str]:
    """Return the names of the migrations that this version has and the database has not, in their order."""
    executor = _executor()
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _backwards in plan]


def is_empty() -> bool:
    """Tell whether nothing was ever stored in the database: no migration has been applied."""
    return not _executor().loader.applied_migrations


def reach_database() -> None:
    """Connect to the database; refuses within seconds, with the server's own reason, where that cannot be."""
    try:
        if connection.connection is None and connection.vendor == "postgresql":
            # without the pool, which would try again and again for a long while, and forget why it could not
            with connection.wrap_database_errors:
                psycopg.connect(**connection.get_connection_params(), connect_timeout=REACH).close()
        connection.ensure_connection()
    except DatabaseError as error:
        reason = str(error).strip().partition("\n")[0]
        raise WrongState(_("The database cannot be reached: %(reason)s") % {"reason": reason}) from error


def _executor() -> MigrationExecutor:
    reach_database()
    return MigrationExecutor(connection)


def leave_database() -> None:
    """Close what this process has open, its pool as well: call it before other processes are forked from this one.

    Two of them on one connection would read each other's answers.
    """
    for each in connections.all(initialized_only=True):
        each.close()
        if each.vendor == "postgresql":
            each.close_pool()  # type: ignore[attr-defined]
