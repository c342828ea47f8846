"""`genjin demo`, `backup`, `restore`, `doctor` and `find-signals`: looking after an installation."""

from pathlib import Path
from typing import Annotated

import typer

from genjin.cli.frame import app, out, progress, with_product
from genjin.core.terminal import said


@app.command(help=said("Fill an empty installation with demo data, and print who can sign in."))
@with_product
def demo() -> None:
    """Fill an empty installation with demo data, and print who can sign in."""
    from django.utils.translation import gettext as _

    from genjin.core import clock
    from genjin.setup.database import prepare_database
    from genjin.setup.demo import load_demo_data

    prepare_database()
    people = load_demo_data(today=clock.today())
    out.print(_("The demo data is there. Sign in as one of:"), markup=False)
    for person in people:
        line = f"  {person.username:<12} {person.password:<14} {person.name}  {person.role}"
        out.print(line, markup=False, highlight=False)


@app.command(
    help=said("Write database and uploaded files to one file, also while the server runs. The secret key is not in it.")
)
@with_product
def backup(
    file: Annotated[Path, typer.Argument(help=said("The .zip file to write."))],
    force: Annotated[bool, typer.Option("--force", help=said("Overwrite the file if it exists."))] = False,
    portable: Annotated[
        bool, typer.Option("--portable", help=said("Write rows that PostgreSQL can restore, too, not the SQLite file."))
    ] = False,
) -> None:
    """Write database and uploaded files to one file, also while the server runs. The secret key is not in it."""
    from django.core.files.storage import default_storage
    from django.utils.translation import gettext as _

    from genjin.people.operations.audit import write_audit
    from genjin.setup.backup import make_backup
    from genjin.setup.database import prepare_database

    prepare_database()
    manifest = make_backup(file, overwrite=force, portable=portable)
    write_audit("backup.made", by=None, file=str(file.absolute()))
    words = _("%(file)s: follow-ups %(rows)d, uploaded files %(files)d. Not in it: the secret key.") % {
        "file": file,
        "rows": manifest.counts.get("planning.FollowUp", 0),
        "files": len(manifest.entries) - 1,
    }
    out.print(words, markup=False, highlight=False)
    if bucket := getattr(default_storage, "bucket_name", ""):
        words = _("The files in the bucket %(bucket)s are not in it: copy the bucket now.") % {"bucket": bucket}
        out.print(words, markup=False, highlight=False)


@app.command(help=said("Bring a backup back, all of it or nothing; what is there now is backed up first."))
@with_product
def restore(file: Annotated[Path, typer.Argument(help=said("A file that `genjin backup` wrote."))]) -> None:
    """Bring a backup back, all of it or nothing; what is there now is backed up first."""
    from django.utils.translation import gettext as _

    from genjin.setup.restore import restore_backup

    manifest, saved = restore_backup(file)
    if saved:
        out.print(_("What was there before: %(file)s") % {"file": saved}, markup=False, highlight=False)
    words = _("Restored from %(file)s, made at %(when)s: follow-ups %(rows)d, uploaded files %(files)d.") % {
        "file": file,
        "when": manifest.made_at,
        "rows": manifest.counts.get("planning.FollowUp", 0),
        "files": len(manifest.entries) - 1,
    }
    out.print(words, markup=False, highlight=False)


@app.command(help=said("Check the installation and say what to mend; exit status 1 if anything is broken."))
@with_product
def doctor(
    repair: Annotated[
        bool, typer.Option("--repair", help=said("Make the search index anew if it is not complete."))
    ] = False,
) -> None:
    """Check the installation and say what to mend; exit status 1 if anything is broken."""
    from genjin.setup.doctor import examine

    findings = examine(repair=repair)
    for finding in findings:
        out.print(f"{'✓' if finding.is_fine else '✗'} {finding.sentence}", markup=False, highlight=False)
    if not all(finding.is_fine for finding in findings):
        raise typer.Exit(1)


@app.command(
    "find-signals", help=said("Look for decision signals in all rows anew; what people decided on them stays as it is.")
)
@with_product
def find_signals() -> None:
    """Look for decision signals in all rows anew; what people decided on them stays as it is."""
    from django.utils.translation import gettext as _

    from genjin.setup.database import prepare_database
    from genjin.setup.earlier_rows import find_signals_in_earlier_rows, rows_to_read

    prepare_database()
    read = 0
    total = rows_to_read()
    with progress() as report:
        for count in find_signals_in_earlier_rows():
            read += count
            report(read, total)
    out.print(_("Rows read: %(count)d.") % {"count": read}, markup=False, highlight=False)
