"""What every command stands in: the product set up, the language, and refusals said in one sentence."""

import errno
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import ParamSpec, TypeVar

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from genjin.core.terminal import said, speaks_english

app = typer.Typer(
    help=said("Genjin 跟进: the follow-up plan table of a key-account team."),
    add_completion=False,
    pretty_exceptions_enable=False,
)
out = Console(soft_wrap=True)
err = Console(stderr=True, soft_wrap=True)

P = ParamSpec("P")
R = TypeVar("R")


class Refused(Exception):
    """A command cannot do what was asked; the message is the one sentence that the user reads."""


def with_product(command: Callable[P, R]) -> Callable[P, R]:
    """Set the product up before a command (settings, language), and turn refusals into one sentence on stderr."""

    @wraps(command)
    def inner(*args: P.args, **kwargs: P.kwargs) -> R:
        import django

        django.setup()
        from django.conf import settings
        from django.core.exceptions import ValidationError
        from django.db import Error as DatabaseError
        from django.utils import translation
        from django.utils.translation import gettext

        from genjin.core.errors import DomainError

        with translation.override("en" if speaks_english() else settings.LANGUAGE_CODE):
            try:
                return command(*args, **kwargs)
            except ValidationError as refusal:
                return _refuse(" ".join(refusal.messages))
            except (DomainError, Refused) as refusal:
                return _refuse(str(refusal))
            except OSError as error:
                return _refuse(plain(error))
            except DatabaseError as error:
                return _refuse(
                    gettext("The database refused: %(reason)s") % {"reason": str(error).strip().partition("\n")[0]}
                )

    return inner


@contextmanager
def progress() -> Iterator[Callable[[int, int], None]]:
    """Show how many of how many have been done, on a terminal only."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as bar:
        task = bar.add_task("", total=None)

        def report(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total)

        yield report


def plain(error: OSError) -> str:
    """Return one sentence about a file that cannot be read or written."""
    from django.utils.translation import gettext

    forbidden = gettext("You may not read or write %(file)s.")
    sentences = {
        errno.ENOENT: gettext("There is no %(file)s."),
        errno.EISDIR: gettext("%(file)s is a folder; name a file."),
        errno.ENOTDIR: gettext("%(file)s cannot be: a part of its path is a file, not a folder."),
        errno.EACCES: forbidden,
        errno.EPERM: forbidden,
        errno.EROFS: gettext("Nothing can be written where %(file)s would stand."),
        errno.ENOSPC: gettext("The disk is full."),
        errno.ENAMETOOLONG: gettext("The name of %(file)s is too long."),
    }
    other = "%(file)s: %(reason)s" if error.filename else "%(reason)s"
    words = {"file": error.filename or "", "reason": error.strerror or str(error)}
    return sentences.get(error.errno or 0, other) % words


def _refuse(sentence: str) -> R:  # type: ignore[type-var]
    sys.stderr.write(f"{sentence.strip()}\n")
    raise typer.Exit(1)
