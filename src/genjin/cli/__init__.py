"""The command line: `genjin COMMAND`. Each command tells a short story with the same operations as the pages."""

import os
import sys
from collections.abc import Sequence

import typer

from genjin.cli.frame import app
from genjin.cli.wrong_usage import about_wrong_usage
from genjin.config import env
from genjin.config.env import WrongSetting
from genjin.core.terminal import said

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command that the arguments name; exit status 0 only if all went well, else one sentence on stderr."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "genjin.config.settings")
    from genjin.cli import forecasts, notes, people, plan_books, plan_health, plan_tables, run, upkeep, worker  # noqa: F401  each adds its commands to the app

    typed = list(sys.argv[1:] if arguments is None else arguments)
    try:
        sys.exit(app(typed or ["--help"], prog_name="genjin", standalone_mode=False))
    except typer.TyperException as wrong:
        sys.exit(about_wrong_usage(wrong, typed))
    except WrongSetting as refusal:
        sys.exit(str(refusal))
    except Exception as fault:
        if env.flag("GENJIN_DEBUG"):
            raise
        words = {"fault": f"{type(fault).__name__}: {fault}".partition("\n")[0]}
        sys.exit(said("This is a fault of Genjin's own (%(fault)s); GENJIN_DEBUG=1 shows where.") % words)
