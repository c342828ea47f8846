"""`genjin plan-book`: the whole plan of a project as a document."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from genjin.cli.frame import Refused, app, err, with_product
from genjin.core.terminal import said


@app.command(
    "plan-book", help=said("Write the plan of a project, its six modules and the plan table, as .docx or .pdf.")
)
@with_product
def write_plan_book(
    project: Annotated[str, typer.Argument(help=said("The project's name, “customer / project”, or its number."))],
    to: Annotated[Path, typer.Option("--out", help=said("The file to write: .docx or .pdf."))],
    on: Annotated[
        datetime | None,
        typer.Option("--on", formats=["%Y-%m-%d"], help=said("The plan as it stood at the end of this day.")),
    ] = None,
) -> None:
    """Write the plan of a project, its six modules and the plan table, as .docx or .pdf."""
    from django.utils.translation import gettext as _

    from genjin.core import clock
    from genjin.people.operations.audit import write_audit
    from genjin.people.operations.people import local_administrator
    from genjin.pipeline.queries.named import projects_called
    from genjin.planbook.operations.export import export_plan_book
    from genjin.setup.database import prepare_database

    prepare_database()
    by = local_administrator()
    form = to.suffix.lower().lstrip(".")
    if form not in {"docx", "pdf"}:
        raise Refused(_("%s: name a file that ends with .docx or .pdf.") % to)
    found = projects_called(project, by)
    if not found:
        raise Refused(_("No project is called “%s”.") % project)
    if len(found) > 1:
        names = ", ".join(f"{entry.pk} {entry}" for entry in found[:5])
        raise Refused(_("Several projects are called “%(name)s”: %(found)s.") % {"name": project, "found": names})
    part = to.with_name(f".{to.name}.part")
    try:
        with part.open("wb") as file:
            at = clock.end_of(on.date()) if on else None
            export_plan_book(found[0], "pdf" if form == "pdf" else "docx", file, by=by, at=at)
        part.replace(to)
        write_audit("export.made", by=None, target=found[0], what="plan_book", file=str(to.absolute()))
    finally:
        part.unlink(missing_ok=True)
    words = _("The plan book of %(project)s was written to %(file)s.") % {"project": found[0], "file": to}
    err.print(words, markup=False, highlight=False)
