"""What it takes to write 10,000 rows to Excel and to read them in again."""

import os
import resource
import subprocess
import sys
import tempfile
import time
from io import BytesIO
from pathlib import Path

from django.db import transaction
from figures import Sheet
from filling import excel_days

from genjin.core import clock
from genjin.people.operations.people import local_administrator
from genjin.planning.queries.plan_view import PlanView
from genjin.plantable.operations.export import export_plan_table
from genjin.plantable.operations.imports import import_plan_table

ROOT = Path(__file__).resolve().parents[2]
FULL = 10_000
EXPORT_GOAL, IMPORT_GOAL = 3, 12


def measure_files(sheet: Sheet) -> None:
    """Export 10,000 rows; import them into the full table, and by the command line into an empty installation."""
    by, file = local_administrator(), BytesIO()
    since, until = excel_days()
    view = PlanView(since=since, until=until)
    for form, goal in (("xlsx", EXPORT_GOAL), ("docx", None), ("csv", None), ("json", None)):
        buffer = file if form == "xlsx" else BytesIO()
        began = time.perf_counter()
        count = export_plan_table(by, view, form, buffer)
        put(sheet, f"export 10,000 rows to .{form}", time.perf_counter() - began, count, goal)
    data = file.getvalue()
    began = time.perf_counter()
    with transaction.atomic():
        count = len(import_plan_table(data, f"{time.time_ns()}.xlsx", reference=clock.today(), by=by).rows)
        spent = time.perf_counter() - began
        transaction.set_rollback(True)  # so that the table keeps its size
    put(sheet, "import 10,000 rows from .xlsx", spent, count, IMPORT_GOAL)
    measure_command(sheet, data)


def put(sheet: Sheet, name: str, seconds: float, count: int, goal: float | None) -> None:
    """Keep a figure as it is for 10,000 rows: the days chosen hold a few more or less."""
    sheet.put(name, seconds * FULL / count, "s", goal)


def measure_command(sheet: Sheet, data: bytes) -> None:
    """Measure `genjin import` from the shell to the last row on the disk; SQLite, an installation of its own."""
    with tempfile.TemporaryDirectory(prefix="genjin-bench-") as folder:
        path = Path(folder) / "计划表.xlsx"
        path.write_bytes(data)
        environment = {**os.environ, "GENJIN_DATA": f"{folder}/data"}
        environment.pop("DATABASE_URL", None)
        command = [str(ROOT / ".venv" / "bin" / "genjin"), "import", str(path)]
        # the first command of all makes the database, which is not what is measured
        first = [command[0], "export", "--format", "csv", "--out", f"{folder}/empty.csv"]
        subprocess.run(first, env=environment, stdout=subprocess.DEVNULL, check=False)
        began = time.perf_counter()
        if subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=False).returncode:
            sys.exit("bench: genjin import failed")
        sheet.put("genjin import of them, empty installation", time.perf_counter() - began, "s", IMPORT_GOAL)
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        sheet.put("its memory at most", peak, "MB")
