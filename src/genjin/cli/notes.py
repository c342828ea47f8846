"""`genjin read-notes`: what follow-up notes say, as lines of JSON."""

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from genjin.cli.frame import Refused, app, with_product
from genjin.core.terminal import said

if TYPE_CHECKING:
    from genjin.text.notes.lines import BrokenLine


@app.command(
    "read-notes",
    help=said("Read follow-up notes, one a line: date, customer, channel, contacts, next steps, objections, signals."),
)
@with_product
def read_notes(
    source: Annotated[
        Path, typer.Argument(metavar="IN.jsonl", help=said("Notes: id, today, customers, people, text."))
    ],
    target: Annotated[Path, typer.Argument(metavar="OUT.jsonl", help=said("For each note its log and its signals."))],
) -> None:
    """Read follow-up notes, one a line: date, customer, channel, contacts, next steps, objections, signals."""
    from django.utils.translation import ngettext

    from genjin.text.notes.lines import BrokenLine, answer, notes_in

    descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    count = 0
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as out, source.open(encoding="utf-8-sig") as lines:
            for note in notes_in(lines):
                out.write(answer(note) + "\n")
                count += 1
        Path(name).replace(target)
    except BrokenLine as broken:
        raise Refused(_sentence(source, broken)) from None
    except UnicodeDecodeError:
        from django.utils.translation import gettext as _

        raise Refused(_("%(file)s is not UTF-8 text.") % {"file": source}) from None
    finally:
        Path(name).unlink(missing_ok=True)
    typer.echo(ngettext("%d note read.", "%d notes read.", count) % count)


def _sentence(source: Path, broken: "BrokenLine") -> str:
    """Say in one sentence what is wrong with which line."""
    from django.utils.translation import gettext as _

    wrong = {
        "json": _("it is not JSON"),
        "object": _("it is not an object"),
        "id": _("the id is missing"),
        "twice": _("the id stands there twice"),
        "text": _("the text is missing"),
        "today": _("today is not a day such as 2026-03-10"),
        "names": _("customers and people have to be lists of names"),
    }[broken.fault]
    return _("%(file)s, line %(line)d: %(wrong)s; nothing was written.") % {
        "file": source,
        "line": broken.number,
        "wrong": wrong,
    }
