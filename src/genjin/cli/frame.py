"""What every command stands in: the product set up, the language, and refusals said in one sentence."""

import os
import sys
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

import typer
from rich.console import Console

app = typer.Typer(
    help="Genjin 跟进: the follow-up plan table of a key-account team.",
    no_args_is_help=True,
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

        from genjin.core.errors import DomainError

        english = os.environ.get("LC_ALL", os.environ.get("LANG", "")).startswith("en")
        with translation.override("en" if english else settings.LANGUAGE_CODE):
            try:
                return command(*args, **kwargs)
            except ValidationError as refusal:
                return _refuse(" ".join(refusal.messages))
            except (DomainError, Refused, OSError, DatabaseError) as refusal:
                return _refuse(str(refusal))

    return inner


def _refuse(sentence: str) -> R:  # type: ignore[type-var]
    sys.stderr.write(f"{sentence.strip()}\n")
    raise typer.Exit(1)
