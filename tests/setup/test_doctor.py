"""Each thing that can be broken is found, and said with what to do; the rest is not disturbed by it."""

import shutil
import sqlite3
import struct
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import OperationalError, connection
from pytest_django import Settings

from genjin.core import clock
from genjin.jobs.models import QueuedTask
from genjin.jobs.operations.steps import take_step
from genjin.jobs.operations.workers import register_worker
from genjin.jobs.schedule import Step
from genjin.jobs.tasks import run_periodic
from genjin.people.models import Role, User
from genjin.people.operations.people import add_person
from genjin.planning.models import FollowUp, SearchText
from genjin.setup import doctor
from genjin.setup.demo.people import add_demo_people
from genjin.setup.doctor import examine
from tests.setup.filled import people_and_rows


@pytest.fixture
def healthy(installation: Path, settings: Settings, tmp_path: Path) -> Path:
    """An installation with nothing to mend."""
    people_and_rows()
    static, locale = tmp_path / "static", tmp_path / "locale"
    static.mkdir()
    (static / "staticfiles.json").write_text("{}")
    messages = locale / "zh_Hans" / "LC_MESSAGES"
    messages.mkdir(parents=True)
    (messages / "django.po").touch()
    (messages / "django.mo").write_bytes(struct.pack("<7I", 0x950412DE, 0, 0, 28, 28, 0, 0))  # no message at all
    settings.STATIC_ROOT, settings.LOCALE_PATHS = static, [locale]
    (installation / "secret-key").write_text("secret")
    (installation / "secret-key").chmod(0o600)
    return installation


def broken(*, repair: bool = False) -> list[str]:
    return [finding.sentence for finding in examine(repair=repair) if not finding.is_fine]


def test_finds_nothing_in_a_healthy_installation(healthy: Path) -> None:
    assert broken() == []
    assert len(examine()) == 15


def only(word: str) -> None:
    """Check that one thing is broken, and that the sentence says this word."""
    sentences = broken()
    assert len(sentences) == 1, sentences
    assert word in sentences[0]


def test_finds_missing_static_files(healthy: Path, settings: Settings) -> None:
    (settings.STATIC_ROOT / "staticfiles.json").unlink()
    only("make setup")


def test_finds_messages_that_are_not_compiled(healthy: Path, settings: Settings) -> None:
    next(settings.LOCALE_PATHS[0].rglob("django.mo")).unlink()
    only("zh_Hans")


def test_finds_a_secret_key_that_others_can_read(healthy: Path) -> None:
    (healthy / "secret-key").chmod(0o644)
    only("chmod 600")


def test_finds_an_unknown_time_zone(healthy: Path, settings: Settings) -> None:
    settings.TIME_ZONE = "Asia/Atlantis"
    assert any("Atlantis" in sentence for sentence in broken())


def test_finds_a_full_disk(healthy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: shutil._ntuple_diskusage(10**12, 10**12, 12 * 1024**2))
    only("12 MB")


def test_finds_a_data_folder_that_cannot_be_written(healthy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(**_options: object) -> None:
        raise PermissionError

    monkeypatch.setattr("tempfile.TemporaryFile", denied)
    only("GENJIN_DATA")


@pytest.mark.parametrize(("what", "value"), [("OLDEST_PYTHON", (9, 9)), ("OLDEST_SQLITE", (9, 9))])
def test_finds_versions_that_are_too_old(
    healthy: Path, monkeypatch: pytest.MonkeyPatch, what: str, value: tuple[int, int]
) -> None:
    monkeypatch.setattr(doctor, what, value)
    only("9.9")


def test_finds_a_sqlite_without_full_text_search(healthy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Lacking:
        def execute(self, _statement: str) -> None:
            raise sqlite3.OperationalError("no such module: fts5")

        def close(self) -> None:
            pass

    monkeypatch.setattr(sqlite3, "connect", lambda _name: Lacking())
    only("FTS5")


def test_finds_tables_of_an_earlier_version(healthy: Path) -> None:
    call_command("migrate", "plantable", "zero", verbosity=0)
    only("genjin run")


def lose_a_text() -> None:
    SearchText.objects.filter(pk=FollowUp.objects.first().pk).delete()


def lose_all_pairs() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO planning_words (planning_words) VALUES ('delete-all')"
            if connection.vendor == "sqlite"
            else "DELETE FROM planning_words"
        )


@pytest.mark.parametrize("lose", [lose_a_text, lose_all_pairs])
def test_finds_and_mends_an_incomplete_search_index(healthy: Path, lose: Callable[[], None]) -> None:
    lose()
    only("--repair")
    assert broken(repair=True) == []
    assert broken() == []


def test_finds_that_no_administrator_can_sign_in(healthy: Path) -> None:
    User.objects.update(is_active=False)
    add_person(username="local", name="本机", role=Role.ADMINISTRATOR, password=None)
    assert len(broken()) == 1


def test_demo_passwords_are_broken_only_where_others_can_reach_them(healthy: Path, settings: Settings) -> None:
    add_demo_people()
    settings.ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
    assert broken() == []
    settings.ALLOWED_HOSTS = ["127.0.0.1", "sales.example"]
    only("zhangwei")
    User.objects.get(username="zhangwei").delete()
    User.objects.update(password="!")
    assert all("zhangwei" not in sentence for sentence in broken())


def test_finds_that_there_is_no_database_yet(healthy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("a server's database is not a file")
    connection.close()
    (healthy / "genjin.sqlite3").unlink()
    only("genjin run")
    assert not (healthy / "genjin.sqlite3").exists()


def test_finds_that_the_database_cannot_be_reached(healthy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def unreachable() -> None:
        raise OperationalError("connection refused\n")

    monkeypatch.setattr(connection, "ensure_connection", unreachable)
    assert any("connection refused" in sentence for sentence in broken())


def test_finds_a_damaged_database(healthy: Path) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL checks its own pages")
    path = healthy / "genjin.sqlite3"
    connection.close()
    with sqlite3.connect(path) as whole:
        whole.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        page = whole.execute("SELECT rootpage FROM sqlite_master WHERE name = 'customers_customer'").fetchone()[0]
        size = whole.execute("PRAGMA page_size").fetchone()[0]
    whole.close()
    with path.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * 64)
    assert broken()


def test_finds_a_step_that_fails(healthy: Path) -> None:
    take_step(Step("mail", "Mail", lambda: 1 / 0 > 0))  # type: ignore[arg-type]
    only("mail")


def test_finds_tasks_that_nobody_does(healthy: Path) -> None:
    run_periodic.enqueue("health")
    assert broken() == []
    QueuedTask.objects.update(enqueued_at=clock.now() - timedelta(hours=2))
    only("genjin worker")
    register_worker()
    assert broken() == []
