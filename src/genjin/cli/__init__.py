"""The command line: `genjin COMMAND`. Each command tells a short story with the same operations as the pages."""

import os
import sys

from genjin.cli.frame import app
from genjin.config.env import WrongSetting

__all__ = ["main"]


def main() -> None:
    """Run the command that the arguments name; exit status 0 only if all went well."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "genjin.config.settings")
    from genjin.cli import forecasts, notes, plan_books, plan_tables, run, upkeep  # noqa: F401  each adds its commands to the app

    try:
        app()
    except WrongSetting as refusal:
        sys.stderr.write(f"{refusal}\n")
        sys.exit(1)
