"""Bringing a backup back: all of it or nothing; what is no backup changes nothing."""

import json
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone

from genjin.core.errors import WrongState
from genjin.people.models import Role, User
from genjin.people.operations.people import add_person
from genjin.planning.models import FollowUp
from genjin.planning.operations.follow_ups import delete_follow_ups
from genjin.planning.queries.filtered import filtered_follow_ups
from genjin.planning.queries.plan_view import PlanView
from genjin.setup.archive import MANIFEST, NotABackup
from genjin.setup.backup import make_backup
from genjin.setup.lock import data_in_use
from genjin.setup.restore import restore_backup
from genjin.setup.search_index import rows_missing_in_index
from tests.setup.filled import people_and_rows, rows_of_every_table


@pytest.fixture
def backup(installation: Path, tmp_path: Path) -> Path:
    """A backup of an installation that was filled, and changed after it."""
    people_and_rows()
    (installation / "files").mkdir()
    (installation / "files" / "计划表.xlsx").write_bytes(b"then")
    make_backup(tmp_path / "b.zip")
    change_everything(installation)
    return tmp_path / "b.zip"


def change_everything(installation: Path) -> None:
    delete_follow_ups(FollowUp.objects.all(), by=User.objects.get())
    add_person(username="later", name="后来", role=Role.SALES, password=None)
    (installation / "files" / "计划表.xlsx").write_bytes(b"now")
    (installation / "files" / "later.txt").write_bytes(b"later")


def files_in(installation: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (installation / "files").iterdir()}


@pytest.mark.parametrize("portable", [False, True])
def test_brings_every_row_and_file_back(installation: Path, tmp_path: Path, *, portable: bool) -> None:
    people_and_rows()
    (installation / "files").mkdir()
    (installation / "files" / "计划表.xlsx").write_bytes(b"then")
    then = rows_of_every_table()
    make_backup(tmp_path / "b.zip", portable=portable)
    change_everything(installation)
    assert rows_of_every_table() != then

    manifest, saved = restore_backup(tmp_path / "b.zip")

    now = rows_of_every_table()
    texts = now.pop("planning.SearchText"), then.pop("planning.SearchText")
    assert now == then
    assert len(texts[0]) == len(texts[1])
    assert files_in(installation) == {"计划表.xlsx": b"then"}
    assert manifest.counts["planning.FollowUp"] == 3
    assert saved is not None
    assert saved.parent == installation / "backups"
    assert not [path for path in installation.iterdir() if path.name.startswith(".")]


@pytest.mark.parametrize("portable", [False, True])
def test_search_and_new_rows_work_afterwards(installation: Path, tmp_path: Path, *, portable: bool) -> None:
    people_and_rows()
    make_backup(tmp_path / "b.zip", portable=portable)
    restore_backup(tmp_path / "b.zip")
    assert rows_missing_in_index() == 0
    assert filtered_follow_ups(User.objects.get(), PlanView(words="砍了两成")).count() == 3
    add_person(username="new", name="新人", role=Role.SALES, password=None)
    assert len(set(User.objects.values_list("pk", flat=True))) == 2


def test_what_was_there_before_can_be_brought_back(backup: Path, installation: Path) -> None:
    before = rows_of_every_table()
    _manifest, saved = restore_backup(backup)
    assert saved is not None
    restore_backup(saved)
    now = rows_of_every_table()
    assert now["people.User"] == before["people.User"]
    assert now["planning.FollowUp"] == before["planning.FollowUp"]
    assert files_in(installation)["later.txt"] == b"later"


def test_rows_end_the_sessions(installation: Path, tmp_path: Path) -> None:
    people_and_rows()
    make_backup(tmp_path / "b.zip", portable=True)
    Session.objects.create(session_key="k", session_data="d", expire_date=timezone.now())
    restore_backup(tmp_path / "b.zip")
    assert not Session.objects.exists()


def test_refuses_while_a_server_runs(backup: Path, installation: Path) -> None:
    before = rows_of_every_table()
    with data_in_use(), pytest.raises(WrongState):
        restore_backup(backup)
    assert rows_of_every_table() == before
    restore_backup(backup)


def rewritten(source: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """Write the archive again with its entries changed."""
    with zipfile.ZipFile(source) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    change(entries)
    target = source.with_name("changed.zip")
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return target


def in_manifest(entries: dict[str, bytes], /, **values: object) -> None:
    entries[MANIFEST] = json.dumps(json.loads(entries[MANIFEST]) | values).encode()


def tampered(entries: dict[str, bytes]) -> None:
    entries["files/计划表.xlsx"] = b"THEN"


def left_out(entries: dict[str, bytes]) -> None:
    del entries["files/计划表.xlsx"]


def smuggled(entries: dict[str, bytes]) -> None:
    entries["files/extra.txt"] = b"unnamed"


def slipped(entries: dict[str, bytes]) -> None:
    name = "files/../../slipped.txt"
    entries[name] = b""
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    in_manifest(entries, entries=json.loads(entries[MANIFEST])["entries"] | {name: empty})


def without_database(entries: dict[str, bytes]) -> None:
    named = json.loads(entries[MANIFEST])["entries"]
    for name in [name for name in named if not name.startswith("files/")]:
        del named[name], entries[name]
    in_manifest(entries, entries=named)


def without_manifest(entries: dict[str, bytes]) -> None:
    del entries[MANIFEST]


def no_json(entries: dict[str, bytes]) -> None:
    entries[MANIFEST] = b"\xff{"


def other_json(entries: dict[str, bytes]) -> None:
    entries[MANIFEST] = b"[1, 2]"


def wrong_types(entries: dict[str, bytes]) -> None:
    in_manifest(entries, entries={"a": 1}, migrations=3)


def later_format(entries: dict[str, bytes]) -> None:
    in_manifest(entries, format=99)


@pytest.mark.parametrize(
    "change",
    [
        tampered,
        left_out,
        smuggled,
        slipped,
        without_database,
        without_manifest,
        no_json,
        other_json,
        wrong_types,
        later_format,
    ],
)
def test_refuses_what_is_not_as_it_was_written(
    backup: Path, installation: Path, tmp_path: Path, change: Callable[[dict[str, bytes]], None]
) -> None:
    before = rows_of_every_table()
    files = files_in(installation)
    with pytest.raises(NotABackup):
        restore_backup(rewritten(backup, change))
    assert rows_of_every_table() == before
    assert files_in(installation) == files
    assert not list(tmp_path.rglob("slipped.txt"))
    assert not [path for path in installation.iterdir() if path.name.startswith(".")]


def test_refuses_files_that_are_no_archive(backup: Path, tmp_path: Path) -> None:
    before = rows_of_every_table()
    cut = tmp_path / "cut.zip"
    cut.write_bytes(backup.read_bytes()[:-200])
    for file in (cut, tmp_path / "text.zip"):
        if not file.exists():
            file.write_text("no archive")
        with pytest.raises(NotABackup):
            restore_backup(file)
    with pytest.raises(FileNotFoundError):
        restore_backup(tmp_path / "missing.zip")
    assert rows_of_every_table() == before


@pytest.mark.parametrize("name", ["/etc/x", "files//x", "files/./x", "files/a/../x", "files\\x", "C:x", "files/", "x"])
def test_only_names_below_the_files_are_safe(name: str) -> None:
    from genjin.setup.archive import _is_safe

    assert not _is_safe(name)
    assert _is_safe("files/a/计划表.xlsx")


def test_refuses_a_backup_of_a_later_version(backup: Path, installation: Path) -> None:
    def later(entries: dict[str, bytes]) -> None:
        migrations = json.loads(entries[MANIFEST])["migrations"]
        in_manifest(entries, migrations=[*migrations, "planning.9999_later"], version="9.0")

    with pytest.raises(WrongState, match=r"9\.0"):
        restore_backup(rewritten(backup, later))


def test_refuses_rows_of_another_version(installation: Path, tmp_path: Path) -> None:
    people_and_rows()
    make_backup(tmp_path / "b.zip", portable=True)

    def earlier(entries: dict[str, bytes]) -> None:
        in_manifest(entries, migrations=json.loads(entries[MANIFEST])["migrations"][:-1])

    with pytest.raises(WrongState):
        restore_backup(rewritten(tmp_path / "b.zip", earlier))


def test_refuses_when_the_disk_is_too_small(backup: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = rows_of_every_table()
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: shutil._ntuple_diskusage(100, 99, 1))
    with pytest.raises(WrongState):
        restore_backup(backup)
    assert rows_of_every_table() == before


def test_all_is_as_before_when_the_last_step_fails(
    backup: Path, installation: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = rows_of_every_table()
    files = files_in(installation)

    def broken() -> None:
        raise RuntimeError("power cut")

    last_step = "apply_migrations" if connection.vendor == "sqlite" else "rebuild_search_index"
    monkeypatch.setattr(f"genjin.setup.restore.{last_step}", broken)
    with pytest.raises(RuntimeError):
        restore_backup(backup)
    assert rows_of_every_table() == before
    assert files_in(installation) == files
