"""A server that is killed under a load of saves has kept every save that it acknowledged."""

import http.client
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import psycopg
import pytest
from pytest_django import DjangoDbBlocker

from tests.databases import copied

ROWS = 4
ENOUGH = 60
PATIENCE = 90
TOKEN = "a" * 32

FILL = f"""
import os, django
django.setup()
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from genjin.setup.database import prepare_database
prepare_database()
from genjin.people.operations.people import add_first_administrator
from genjin.pipeline.operations.projects import find_or_add_project
from genjin.planning.content import NewRow, RowContent
from genjin.planning.operations.follow_ups import log_follow_ups
root = add_first_administrator(username="root", name="管理员", password="long enough 8")
project = find_or_add_project("客户", "项目", by=root)
rows = log_follow_ups([NewRow(project, RowContent(goal="0"))] * {ROWS}, by=root)
session = SessionStore()
session[SESSION_KEY] = str(root.pk)
session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
session[HASH_SESSION_KEY] = root.get_session_auth_hash()
session.save()
print(session.session_key, *[row.pk for row in rows])
"""


def environment(data: Path, url: str) -> dict[str, str]:
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("GENJIN_", "DATABASE_"))}
    return clean | {"GENJIN_DATA": str(data), "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "genjin.config.settings"}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def own_database(migrated: str, tmp_path: Path, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """The address of a migrated database of our own on the PostgreSQL that is tested; nothing where SQLite is.

    SQLite's stands in the data folder.
    """
    server = os.environ.get("DATABASE_URL", "")
    with django_db_blocker.unblock(), copied(migrated, tmp_path) as name:
        yield urlsplit(server)._replace(path=f"/{name}").geturl() if server else ""


@pytest.fixture
def filled(tmp_path: Path, own_database: str) -> tuple[str, list[int]]:
    printed = subprocess.run(  # noqa: S603  our own words
        [sys.executable, "-c", FILL],
        env=environment(tmp_path, own_database),
        check=True,
        capture_output=True,
        text=True,
    )
    session, *rows = printed.stdout.split()
    return session, [int(row) for row in rows]


class Saver(threading.Thread):
    """Counts upwards in the goal of one row, a save at a time, and remembers the last one acknowledged."""

    def __init__(self, port: int, session: str, row: int) -> None:
        super().__init__(daemon=True)
        self.port, self.session, self.row = port, session, row
        self.acknowledged = 0
        self.refusals: list[int] = []

    def run(self) -> None:
        try:
            for number in range(1, 100_000):
                status = self.save(number)
                if status != http.HTTPStatus.OK:
                    self.refusals.append(status)
                    return
                self.acknowledged = number
        except (OSError, http.client.HTTPException):
            return  # the server is gone

    def save(self, number: int) -> int:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": f"sessionid={self.session}; csrftoken={TOKEN}",
            "X-CSRFToken": TOKEN,
            "HX-Request": "true",
        }
        with closing(connection):  # also where the server dies meanwhile
            connection.request("POST", f"/plan/follow-ups/{self.row}/cells", urlencode({"goal": number}), headers)
            with connection.getresponse() as answer:
                answer.read()
                return answer.status


def wait_until_served(port: int, server: "subprocess.Popen[bytes]") -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        assert server.poll() is None, "the server ended by itself"
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    pytest.fail("the server did not start")


def kept_goals(data: Path, url: str) -> dict[int, str]:
    """What the database holds after the server was killed; SQLite's file must be whole, too."""
    goals = "SELECT id, goal FROM planning_followup"
    if url:
        with psycopg.connect(url) as database:
            return dict(database.execute(goals).fetchall())
    with sqlite3.connect(data / "genjin.sqlite3") as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return dict(database.execute(goals).fetchall())


def test_no_acknowledged_save_is_lost(filled: tuple[str, list[int]], tmp_path: Path, own_database: str) -> None:
    session, rows = filled
    port = free_port()
    server = subprocess.Popen(  # noqa: S603  our own server
        [sys.executable, "-c", "from genjin.cli import main; main()", "run", "--port", str(port)],
        env=environment(tmp_path, own_database),
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        wait_until_served(port, server)
        savers = [Saver(port, session, row) for row in rows]
        for saver in savers:
            saver.start()
        end = time.monotonic() + PATIENCE
        while sum(saver.acknowledged for saver in savers) < ENOUGH and time.monotonic() < end:
            assert not [saver.refusals for saver in savers if saver.refusals]
            time.sleep(0.02)
    finally:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()
    for saver in savers:
        saver.join(PATIENCE)
    assert sum(saver.acknowledged for saver in savers) >= ENOUGH
    kept = kept_goals(tmp_path, own_database)
    for saver in savers:
        # the save under way when the server died may have been kept or not
        assert int(kept[saver.row]) in {saver.acknowledged, saver.acknowledged + 1}
