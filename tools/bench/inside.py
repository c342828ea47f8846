"""What the server itself takes for pages, saves and files, without the network."""

import time
from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO

from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import reverse
from figures import figure, report
from filling import TODAY

from genjin.people.models import User
from genjin.people.operations.people import local_administrator
from genjin.planning.models import FollowUp
from genjin.planning.operations.cells import TypedRow, write_cells
from genjin.planning.queries.grid import Cursor, grid_page
from genjin.planning.queries.plan_view import PlanView
from genjin.plantable.operations.export import export_plan_table
from genjin.plantable.operations.imports import import_plan_table

IMPORTED = 10_000
PASTED = 50


def measure_pages() -> None:
    """Measure server time of pages, searches and saves, without the network."""
    settings.ALLOWED_HOSTS = ["*"]
    by = local_administrator()
    client = Client()
    client.force_login(by, backend=settings.AUTHENTICATION_BACKENDS[0])
    plan = reverse("plan")

    def page(query: str) -> Callable[[int], None]:
        def ask(_round: int) -> None:
            reply = client.get(f"{plan}?{query}")
            assert reply.status_code == 200, reply.status_code  # noqa: S101  a wrong page must not count as a quick one

        return ask

    figure("plan table, first page, by project", page(""), limit=25)
    figure("plan table, first page, flat", page("group=none"), limit=25)
    figure("plan table, one stage", page("group=none&stage=商务谈判"), limit=25)
    figure("plan table, overdue next steps", page("scope=overdue"), limit=25)
    figure("plan table, words in one column", page("feedback=预算"), limit=25)
    figure("search, two characters", page("q=预算"), limit=30)
    figure("search, eight characters", page("q=等待客户组织评审"), limit=30)
    figure("search, no hit", page("q=量子计算机"), limit=30)
    measure_depth(by)


def measure_depth(by: User) -> None:
    """Measure the rows of a page at nine tenths of the table."""
    rows = FollowUp.objects.order_by("-listed_on", "-pk")
    deep = rows[rows.count() * 9 // 10]
    cursor = Cursor("", deep.listed_on, deep.pk)
    flat = PlanView(group="none")
    figure("rows of the first page", lambda _round: grid_page(by, flat))
    figure("rows of a page at 90 % depth", lambda _round: grid_page(by, flat, after=cursor))


def measure_saves() -> None:
    """Measure one cell saved and one row added, to the disk."""
    by = local_administrator()

    rows = list(FollowUp.objects.select_related("project")[:40])
    name = str(rows[0].project.customer)

    def save(number: int) -> None:
        row = rows[number % len(rows)]
        write_cells([TypedRow(row, {"next_steps": f"1. 提交第 {time.time_ns()} 版方案（李娜/3月27日）"})], by=by)

    def add(number: int) -> None:
        write_cells([TypedRow(None, {"customer_project": name, "goal": f"第 {number} 次拜访"})], by=by)

    def paste(number: int) -> None:
        texts = {"customer_project": name, "goal": f"第 {number} 次", "next_steps": "1. 报价（李娜/下周三）\n2. 约副总"}
        write_cells([TypedRow(None, texts)] * PASTED, by=by)

    figure("save a cell", save, limit=20)
    figure("add a row", add, limit=20)
    figure(f"paste {PASTED} new rows", paste, rounds=5)


def measure_files() -> None:
    """Measure 10,000 rows out to Excel and in again."""
    by = local_administrator()
    file, since = BytesIO(), TODAY - timedelta(days=719)
    began, count = time.perf_counter(), 0
    count = export_plan_table(by, PlanView(since=since, until=first_days(since)), "xlsx", file)
    report(f"export {count:,} rows to .xlsx", time.perf_counter() - began, 3 * count / IMPORTED, "s")
    began = time.perf_counter()
    with transaction.atomic():
        rows = len(import_plan_table(file.getvalue(), f"bench-{time.time_ns()}.xlsx", reference=TODAY, by=by).rows)
        spent = time.perf_counter() - began
        transaction.set_rollback(True)
    report(f"import {rows:,} rows from .xlsx", spent, 12 * rows / IMPORTED, "s")


def first_days(since: date) -> date:
    """Return the day by which about 10,000 rows have happened."""
    days = FollowUp.objects.filter(listed_on__gte=since).order_by("listed_on").values_list("listed_on", flat=True)
    return days[min(IMPORTED, days.count()) - 1]
