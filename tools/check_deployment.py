"""Refuse forgotten migrations, and settings that Django calls unsafe for a server on the internet."""

import os
import subprocess
import sys
import tempfile

DJANGO = [sys.executable, "-W", "error", "-m", "django"]
DEPLOYED = {
    "DJANGO_SETTINGS_MODULE": "genjin.config.settings",
    "GENJIN_SECRET_KEY": "long-enough-and-random-enough-for-this-one-check-0123456789",
    "GENJIN_HTTPS": "1",
    "GENJIN_HOSTS": "genjin.example",
}


def main() -> int:
    """Return the exit status: 0 when both commands are content."""
    with tempfile.TemporaryDirectory(prefix="genjin-check-") as data:
        environment = {**os.environ, **DEPLOYED, "GENJIN_DATA": data}
        environment.pop("DATABASE_URL", None)
        # an empty database: Django asks it for its history
        commands = (["makemigrations", "--check", "--dry-run"], ["check", "--deploy", "--fail-level", "WARNING"])
        return max(subprocess.run([*DJANGO, *command], check=False, env=environment).returncode for command in commands)


if __name__ == "__main__":
    sys.exit(main())
