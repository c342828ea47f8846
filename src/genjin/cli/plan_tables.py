"""`genjin import` and `genjin export`: plan tables as files."""

import json
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from genjin.cli.frame import Refused, app, err, out, plain, progress, with_product
from genjin.core.terminal import said

if TYPE_CHECKING:
    from genjin.plantable.reading.result import PlanTable

MOST_SHOWN = 20
DAYS = ["%Y-%m-%d"]


@app.command(
    "import", help=said("Read plan tables, all or nothing per file; says what was understood and what stayed text.")
)
@with_product
def import_files(
    files: Annotated[list[Path], typer.Argument(help=said(".xlsx .xls .csv .docx, or .json that was exported here."))],
    reference_date: Annotated[
        datetime | None,
        typer.Option(
            formats=DAYS,
            help=said("Relative dates count from this day, as 2026-03-31, where a row has none of its own."),
        ),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=said("Read and report; write nothing."))] = False,
    as_json: Annotated[bool, typer.Option("--json", help=said("Report as JSON."))] = False,
) -> None:
    """Read plan tables, all or nothing per file; says what was understood and what stayed text."""
    from django.utils.translation import gettext as _

    from genjin.core import clock
    from genjin.core.errors import DomainError
    from genjin.setup.database import prepare_database

    prepare_database()
    day = reference_date.date() if reference_date else clock.today()
    reports = []
    refused = 0
    for path in files:
        try:
            reports.append({"file": str(path), **_import_file(path, day, dry_run=dry_run)})
        except (DomainError, OSError) as refusal:
            refused += 1
            sentence = plain(refusal) if isinstance(refusal, OSError) else f"{path}: {refusal}"
            reports.append({"file": str(path), "refused": sentence})
            err.print(sentence, markup=False, highlight=False)
    if as_json:
        typer.echo(json.dumps({"files": reports}, ensure_ascii=False, indent=2, default=str))
    else:
        for report in reports:
            _print(report, dry_run=dry_run)
    if refused:
        if len(files) > 1:
            err.print(_("Files refused: %d of %d; they changed nothing.") % (refused, len(files)), markup=False)
        raise typer.Exit(1)


def _import_file(path: Path, day: date, *, dry_run: bool) -> dict[str, Any]:
    from genjin.people.operations.people import local_administrator
    from genjin.plantable.operations.imports import check_plan_table, import_plan_table

    data = path.read_bytes()
    by = local_administrator()
    with progress() as report:
        if dry_run:
            table = check_plan_table(data, path.name, reference=day, by=by, report=report)
        else:
            table = import_plan_table(data, path.name, reference=day, by=by, report=report)
    return _summary(table)


def _summary(table: "PlanTable") -> dict[str, Any]:
    """Return what the report of one file says."""
    from genjin.plantable.wording import sentence_about

    rows = table.rows
    return {
        "rows": len(rows),
        "items": {
            kind: sum(len(getattr(row, kind)) for row in rows)
            for kind in ("actions", "objections", "next_steps", "risks")
        },
        "columns": [
            {"sheet": part.sheet, "letter": column.letter, "header": column.header, "field": column.field}
            for part in table.tables
            for column in part.columns
        ],
        "problems": [
            {
                "sheet": problem.place.sheet,
                "row": problem.place.row,
                "column": problem.place.column,
                "severity": problem.severity,
                "code": problem.code,
                "words": problem.words,
                "sentence": sentence_about(problem),
            }
            for problem in table.problems
        ],
    }


def _print(report: dict[str, Any], *, dry_run: bool) -> None:
    from django.utils.translation import gettext as _

    if "refused" in report:
        return
    items = report["items"]
    counts = {
        "rows": report["rows"],
        "items": sum(items.values()),
        "problems": len(report["problems"]),
        "file": report["file"],
    }
    sentence = (
        _("%(file)s can be read: rows %(rows)d, items understood %(items)d, remarks %(problems)d. Nothing was written.")
        if dry_run
        else _("%(file)s imported: rows %(rows)d, items understood %(items)d, remarks %(problems)d.")
    )
    out.print(sentence % counts, markup=False, highlight=False)
    for column in report["columns"]:
        if column["field"] is None:
            words = _("  %(sheet)s %(letter)s “%(header)s”: kept in the note") % column
            out.print(words, markup=False, highlight=False)
    for problem in report["problems"][:MOST_SHOWN]:
        place = " ".join(str(problem[key]) for key in ("sheet", "row", "column") if problem[key])
        out.print(f"  {place}: {problem['sentence']}", markup=False, highlight=False)
    left = len(report["problems"]) - MOST_SHOWN
    if left > 0:
        out.print(_("  … and %d more; --json lists all.") % left, markup=False, highlight=False)


@app.command("export", help=said("Write the eleven columns to a file."))
@with_product
def export_file(
    form: Annotated[
        Literal["json", "xlsx", "docx", "csv"],
        typer.Option("--format", help=said("The kind of file: json, xlsx, docx or csv.")),
    ],
    to: Annotated[Path, typer.Option("--out", help=said("The file to write."))],
    customer: Annotated[
        str, typer.Option(help=said("Only rows whose customer's or project's name holds these words."))
    ] = "",
    project: Annotated[str, typer.Option(help=said("The same, for the project."))] = "",
    since: Annotated[
        datetime | None, typer.Option(formats=DAYS, help=said("Only rows from this day on, as 2026-03-31."))
    ] = None,
    until: Annotated[
        datetime | None, typer.Option(formats=DAYS, help=said("Only rows up to this day, as 2026-03-31."))
    ] = None,
    order: Annotated[
        Literal["date", "entered"],
        typer.Option(help=said("date: by project and date; entered: as the rows came in.")),
    ] = "date",
) -> None:
    """Write the eleven columns to a file."""
    from django.utils.translation import gettext as _

    from genjin.core.files import appearing_whole
    from genjin.people.operations.audit import write_audit
    from genjin.people.operations.people import local_administrator
    from genjin.planning.queries.plan_view import PlanView
    from genjin.plantable.operations.export import export_plan_table
    from genjin.setup.database import prepare_database

    prepare_database()
    view = PlanView(
        customer_project=f"{customer} {project}".strip(),
        since=since.date() if since else None,
        until=until.date() if until else None,
    )
    if to.is_dir():
        raise Refused(_("%s is a folder; name a file.") % to)
    with appearing_whole(to) as file:
        rows = export_plan_table(local_administrator(), view, form, file, order=order)
    write_audit("export.made", by=None, what="plan_table", format=form, rows=rows, file=str(to.absolute()))
    err.print(_("Rows written to %(file)s: %(rows)d.") % {"rows": rows, "file": to}, markup=False, highlight=False)
