"""Who is at work on the data folder: servers share it, a restore or an upgrade wants it alone.

The lock is the operating system's own on an open file, so that it ends with the process, however that ends.
"""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from genjin.core.errors import WrongState

PAUSE = 0.1  # seconds between two attempts
PATIENCE = 30.0  # seconds that a server waits for a restore to end

if sys.platform == "win32":
    import msvcrt

    SERVERS = 16  # Windows locks bytes, never shared: each server takes one of so many, the lone one takes them all

    def _try_lock(handle: int, *, alone: bool) -> bool:
        for first in [0] if alone else range(SERVERS):
            os.lseek(handle, first, os.SEEK_SET)
            try:
                msvcrt.locking(handle, msvcrt.LK_NBLCK, SERVERS if alone else 1)
            except OSError:
                continue
            return True
        return False

else:
    import fcntl

    def _try_lock(handle: int, *, alone: bool) -> bool:
        try:
            fcntl.flock(handle, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


def lock_file() -> Path:
    """Return the file whose lock says that the data is in use."""
    return Path(settings.DATA) / "in-use.lock"


@contextmanager
def data_in_use() -> Iterator[None]:
    """Hold the data as a server does: several may, but no restore and no upgrade meanwhile."""
    with _held(alone=False, wait=PATIENCE):
        yield


@contextmanager
def data_to_itself(*, wait: float = 0.0) -> Iterator[None]:
    """Hold the data alone; refuses when a server still uses it after `wait` seconds."""
    with _held(alone=True, wait=wait):
        yield


@contextmanager
def _held(*, alone: bool, wait: float) -> Iterator[None]:
    handle = os.open(lock_file(), os.O_RDWR | os.O_CREAT, 0o600)
    try:
        deadline = time.monotonic() + wait
        while not _try_lock(handle, alone=alone):
            if time.monotonic() >= deadline:
                raise WrongState(
                    _("Genjin is running on this data; stop it first.")
                    if alone
                    else _("This data is being restored or upgraded; try again when that is done.")
                )
            time.sleep(PAUSE)
        yield
    finally:
        os.close(handle)
