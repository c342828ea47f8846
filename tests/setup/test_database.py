"""Bringing the database up to date before a command, and who may be at work on the data."""

import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import OperationalError, connection
from pytest_django import DjangoAssertNumQueries

from genjin.core.errors import WrongState
from genjin.planning.models import FollowUp
from genjin.planning.operations import find_signals
from genjin.setup import database
from genjin.setup.database import is_empty, leave_database, make_data_folder, prepare_database, unapplied_migrations
from genjin.setup.lock import data_in_use, data_to_itself
from tests.phrases import found_phrases
from tests.setup.filled import people_and_rows


@pytest.fixture
def old(installation: Path) -> Path:
    """An installation whose tables are of an earlier version, and which somebody uses."""
    people_and_rows()
    call_command("migrate", "plantable", "zero", verbosity=0)
    return installation


@pytest.fixture
def empty(installation: Path) -> Iterator[Path]:
    """An installation without any table."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            connection.close()
            (installation / "genjin.sqlite3").unlink()
        else:
            cursor.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    return installation


def backups(folder: Path) -> list[str]:
    return [path.name for path in folder.glob("backups/*")]


def test_an_empty_database_gets_its_tables_and_no_backup(empty: Path) -> None:
    assert is_empty()
    prepare_database()
    assert unapplied_migrations() == []
    assert not is_empty()
    assert backups(empty) == []


def test_an_old_one_is_backed_up_first(old: Path) -> None:
    assert "plantable.0001_initial" in unapplied_migrations()
    prepare_database()
    assert unapplied_migrations() == []
    assert [name.startswith("before-upgrade-") for name in backups(old)] == [True]


def test_one_that_is_up_to_date_is_left_alone(installation: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def unexpected() -> None:
        raise AssertionError("migrated for nothing")

    monkeypatch.setattr(database, "apply_migrations", unexpected)
    prepare_database()
    assert backups(installation) == []


def test_looking_whether_it_is_up_to_date_takes_few_queries(
    installation: Path, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(3):
        prepare_database()


def test_a_fork_would_share_nothing_once_the_database_is_left(installation: Path) -> None:
    connection.ensure_connection()
    leave_database()
    assert connection.connection is None
    assert connection.alias not in getattr(connection, "_connection_pools", {})
    assert unapplied_migrations() == []


def test_refuses_an_upgrade_below_a_running_server(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "PATIENCE", 0.0)
    with data_in_use(), pytest.raises(WrongState):
        prepare_database()
    assert unapplied_migrations()


def test_nothing_is_migrated_when_the_backup_fails(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full() -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(database, "back_up_before_upgrade", full)
    with pytest.raises(OSError, match="No space"):
        prepare_database()
    assert unapplied_migrations()


def test_says_in_a_sentence_that_the_database_cannot_be_reached(monkeypatch: pytest.MonkeyPatch) -> None:
    def unreachable() -> None:
        raise OperationalError("connection refused\n\tIs the server running?")

    monkeypatch.setattr(database.connection, "ensure_connection", unreachable)
    with pytest.raises(WrongState, match=r"connection refused$"):
        unapplied_migrations()


def test_a_new_data_folder_is_closed_to_others(installation: Path) -> None:
    settings.DATA = installation / "deeper" / "data"
    make_data_folder()
    assert stat.S_IMODE(settings.DATA.stat().st_mode) == 0o700


def test_one_made_for_the_secret_key_is_closed_too(installation: Path) -> None:
    settings.DATA = installation / "early"
    settings.DATA.mkdir(mode=0o755)
    (settings.DATA / "secret-key").write_text("secret")
    make_data_folder()
    assert stat.S_IMODE(settings.DATA.stat().st_mode) == 0o700


def test_one_in_use_keeps_what_its_owner_chose(installation: Path) -> None:
    installation.chmod(0o750)
    make_data_folder()
    assert stat.S_IMODE(installation.stat().st_mode) == 0o750


def test_several_servers_share_the_data(installation: Path) -> None:
    with data_in_use(), data_in_use(), pytest.raises(WrongState), data_to_itself():
        pass


def test_a_server_waits_for_a_restore_to_end(installation: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("genjin.setup.lock.PATIENCE", 0.0)
    with data_to_itself(), pytest.raises(WrongState), data_in_use():
        pass
    with data_in_use():
        pass


def test_rows_from_before_signals_were_looked_for_are_read_once(
    installation: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(find_signals, "detect_signals_of_many", found_phrases)
    people_and_rows(count=1)
    FollowUp.objects.update(feedback="预算被砍")
    call_command("migrate", "planning", "0004", verbosity=0)
    prepare_database()
    row = FollowUp.objects.get()
    assert [signal.evidence for signal in row.signals.all()] == ["预算被砍"]
    row.signals.all().delete()
    prepare_database()
    assert not row.signals.exists()
