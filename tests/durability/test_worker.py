"""`genjin run` has a worker beside it: one that is killed is started again, and nothing is left behind."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

import pytest

from genjin.setup.backup import copy_sqlite
from tests.durability.test_kill import environment, free_port, wait_until_served

PATIENCE = 90
FOUND = TypeVar("FOUND")

pytestmark = pytest.mark.skipif(not Path("/proc").is_dir(), reason="processes are looked up under /proc")


def workers_of(server: int) -> set[int]:
    """The processes that the server started as workers."""
    found = set()
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "cmdline").read_bytes().split(b"\0")
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
        except (OSError, ValueError):
            continue
        if parent == server and b"worker" in words:
            found.add(int(folder.name))
    return found


def others_of(group: int) -> set[int]:
    """The processes of a group that still run."""
    found = set()
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            state, _parent, of = (folder / "stat").read_text().rpartition(")")[2].split()[:3]
        except (OSError, ValueError):
            continue
        if int(of) == group and state != "Z":
            found.add(int(folder.name))
    return found


def wait_for(look: Callable[[], FOUND]) -> FOUND:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if found := look():
            return found
        time.sleep(0.2)
    pytest.fail("it did not happen")


def is_running(process: int) -> bool:
    try:
        return "Z" not in Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False


@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGKILL])
def test_a_killed_worker_comes_back_and_nothing_is_left_of_a_server_that_ends(
    tmp_path: Path, migrated: str, end: signal.Signals
) -> None:
    copy_sqlite(Path(migrated), tmp_path / "genjin.sqlite3")
    port = free_port()
    server = subprocess.Popen(  # noqa: S603  our own words
        [sys.executable, "-m", "genjin", "run", "--port", str(port)],
        env=environment(tmp_path, "") | {"GENJIN_ADMIN_PASSWORD": "long enough 8"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        wait_until_served(port, server)
        first = wait_for(lambda: workers_of(server.pid))
        os.kill(next(iter(first)), signal.SIGKILL)
        (second,) = wait_for(lambda: workers_of(server.pid) - first)
        server.send_signal(end)
        server.wait(PATIENCE)
        wait_for(lambda: not is_running(second))
        wait_for(lambda: not others_of(server.pid))  # its web processes would keep the port
    finally:
        with suppress(ProcessLookupError):
            os.killpg(server.pid, signal.SIGKILL)
        server.wait()
