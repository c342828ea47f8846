"""Writing a backup: everything is in it, as it stood at one moment, and nothing is overwritten by mistake."""

import json
import sqlite3
import stat
import threading
import zipfile
from hashlib import sha256
from pathlib import Path

import pytest
from django.db import connection

from genjin.core.errors import WrongState
from genjin.setup.archive import MANIFEST, ROWS, SQLITE
from genjin.setup.backup import back_up_before_upgrade, database_file, make_backup
from tests.setup.filled import people_and_rows


@pytest.fixture
def uploads(installation: Path) -> Path:
    folder = installation / "files" / "imports"
    folder.mkdir(parents=True)
    (folder / "计划表.xlsx").write_bytes(b"PK not really")
    (folder / "link").symlink_to("/etc/hostname")
    return folder


def test_holds_database_files_and_a_manifest_that_hashes_them(
    installation: Path, uploads: Path, tmp_path: Path
) -> None:
    people_and_rows()
    manifest = make_backup(tmp_path / "b.zip")
    with zipfile.ZipFile(tmp_path / "b.zip") as archive:
        names = set(archive.namelist())
        told = json.loads(archive.read(MANIFEST))
        hashes = {name: sha256(archive.read(name)).hexdigest() for name in names - {MANIFEST}}
    database = SQLITE if connection.vendor == "sqlite" else ROWS
    assert names == {MANIFEST, database, "files/imports/计划表.xlsx"}
    assert told["entries"] == hashes == manifest.entries
    assert told["counts"]["planning.FollowUp"] == 3
    assert told["engine"] == connection.vendor
    assert "planning.0001_initial" in told["migrations"]


def test_the_secret_key_is_not_in_it(installation: Path, tmp_path: Path) -> None:
    (installation / "secret-key").write_text("very secret indeed")
    make_backup(tmp_path / "b.zip")
    with zipfile.ZipFile(tmp_path / "b.zip") as archive:
        assert not any(b"very secret indeed" in archive.read(name) for name in archive.namelist())


def test_only_its_owner_can_read_it(installation: Path, tmp_path: Path) -> None:
    make_backup(tmp_path / "b.zip")
    assert stat.S_IMODE((tmp_path / "b.zip").stat().st_mode) == 0o600


def test_refuses_to_overwrite_unless_told(installation: Path, tmp_path: Path) -> None:
    target = tmp_path / "b.zip"
    target.write_text("something dear")
    with pytest.raises(WrongState):
        make_backup(target)
    assert target.read_text() == "something dear"
    make_backup(target, overwrite=True)
    assert zipfile.is_zipfile(target)


def test_refuses_a_folder(installation: Path, tmp_path: Path) -> None:
    with pytest.raises(WrongState):
        make_backup(tmp_path)


def test_leaves_nothing_half_written(installation: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("genjin.setup.backup._add_uploaded_files", full)
    with pytest.raises(OSError, match="No space"):
        make_backup(tmp_path / "b.zip")
    assert [path.name for path in tmp_path.iterdir()] == ["data"]
    assert not [path for path in installation.iterdir() if path.name.startswith(".")]


def test_a_portable_one_holds_rows_on_either_engine(installation: Path, tmp_path: Path) -> None:
    people_and_rows()
    manifest = make_backup(tmp_path / "b.zip", portable=True)
    assert manifest.has_rows
    assert manifest.counts["planning.FollowUp"] == 3
    assert manifest.counts["people.User"] == 1
    assert "sessions.Session" not in manifest.counts


def test_before_an_upgrade_it_lies_in_the_data_folder(installation: Path) -> None:
    people_and_rows()
    path = back_up_before_upgrade()
    assert path.parent == installation / "backups"
    assert zipfile.is_zipfile(path)


def test_is_of_one_moment_while_another_connection_writes(installation: Path, tmp_path: Path) -> None:
    """Two tables are always written together; every backup sees them equal."""
    if connection.vendor != "sqlite":
        pytest.skip("REPEATABLE READ is PostgreSQL's own promise")
    people_and_rows()
    stop = threading.Event()
    written = []

    def write() -> None:
        writer = sqlite3.connect(database_file(), timeout=20, isolation_level=None)
        writer.execute("PRAGMA foreign_keys=OFF")
        while not stop.is_set():
            writer.execute("BEGIN IMMEDIATE")
            writer.execute("INSERT INTO people_department (name) VALUES ('部门')")
            writer.execute(
                "INSERT INTO customers_customer (name, short_names, industry, size, ownership, region, note, culture,"
                " customer_type, second_type, tier, created_at, version)"
                " VALUES ('客户', '', '', '', '', '', '', '', '', '', '', '2026-01-01', 1)"
            )
            writer.execute("COMMIT")
            written.append(1)
        writer.close()

    thread = threading.Thread(target=write)
    thread.start()
    try:
        for number in range(6):
            manifest = make_backup(tmp_path / f"{number}.zip", portable=number % 2 == 1)
            assert manifest.counts["customers.Customer"] == manifest.counts["people.Department"] + 1
    finally:
        stop.set()
        thread.join()
    assert len(written) > 6
