"""One sentence about a command line that cannot be understood."""

from collections.abc import Sequence

import typer

from genjin.core.terminal import said


def about_wrong_usage(wrong: typer.TyperException, typed: Sequence[str]) -> str:
    """Return one sentence about a command line that cannot be understood."""
    context = getattr(wrong, "ctx", None)
    words = {
        "command": context.command_path if context else "genjin",
        "name": getattr(wrong, "option_name", "") or _name_of(getattr(wrong, "param", None)),
        "value": _value_of(wrong),
        "typed": " ".join(typed),
    }
    # told apart by name: typer keeps the classes themselves private
    kind = type(wrong).__name__
    if kind == "MissingParameter":
        return said("%(name)s is missing; %(command)s --help says more.") % words
    if kind == "BadParameter" and words["value"]:
        return said("%(name)s cannot be “%(value)s”; %(command)s --help says what it can be.") % words
    if kind == "NoSuchOption":
        return said("There is no option %(name)s; %(command)s --help lists all.") % words
    if kind == "BadOptionUsage":
        return said("%(name)s needs a value; %(command)s --help says more.") % words
    return said("“genjin %(typed)s” cannot be understood; %(command)s --help says what can.") % words


def _name_of(parameter: object) -> str:
    """Return an option as it is typed, an argument as the help calls it."""
    options = [name for name in getattr(parameter, "opts", ()) if name.startswith("-")]
    return options[0] if options else str(getattr(parameter, "name", None) or "").upper()


def _value_of(wrong: BaseException) -> str:
    """Return what was typed for a parameter; pydantic, which read it, keeps it."""
    errors: list[dict[str, object]] = getattr(wrong.__cause__, "errors", list)()
    return str(errors[0]["input"]) if errors else ""
