"""What the server takes to save: from the request to the reply, with the row on the disk."""

import json
import time
from datetime import datetime

from django.urls import reverse
from figures import Sheet
from pages import signed_in_client

from genjin.core import clock
from genjin.people.operations.people import local_administrator
from genjin.planning.models import FollowUp

GOAL = 20
PASTED = 50
STEPS = "1. 提交方案（李娜/下周三）\n2. 约副总见面（王伟/3月27日）"


def measure_saves(sheet: Sheet) -> None:
    """Measure a plain and a packed cell, a row added, and rows pasted over others and as new ones."""
    client, began = signed_in_client(local_administrator()), clock.now()
    rows = list(FollowUp.objects.select_related("project__customer").order_by("-pk")[: PASTED * 10])
    where = f"{rows[0].project.customer} / {rows[0].project.name}"

    def save(number: int, key: str, text: str) -> None:
        reply = client.post(reverse("follow-up-cells", args=[rows[number % len(rows)].pk]), {key: text})
        assert reply.status_code == 200, reply.status_code  # noqa: S101  a refusal must not count as a quick save

    def batch(entries: list[dict[str, object]]) -> None:
        reply = client.post(reverse("plan-cells"), json.dumps(entries), content_type="application/json")
        assert reply.status_code == 200, reply.status_code  # noqa: S101

    def new(number: int, count: int) -> None:
        cells = {"customer_project": where, "goal": f"第 {number} 次", "next_steps": STEPS}
        batch([{"row": None, "cells": cells, "seen": {}}] * count)

    def over(number: int) -> None:
        some = rows[number * PASTED % len(rows) :][:PASTED]
        batch([{"row": row.pk, "cells": {"note": f"粘贴 {time.time_ns()}"}, "seen": {}} for row in some])

    sheet.time("save a cell", lambda number: save(number, "goal", f"第 {time.time_ns()} 次拜访"), goal=GOAL)
    steps = lambda: f"{STEPS}\n3. 第 {time.time_ns()} 版报价"  # noqa: E731  a word for the next line
    sheet.time("save a packed cell", lambda number: save(number, "next_steps", steps()), goal=GOAL)
    sheet.time("add a row", lambda number: new(number, 1), goal=GOAL)
    sheet.time(f"paste {PASTED} new rows", lambda number: new(number, PASTED), rounds=7)
    sheet.time(f"paste over {PASTED} rows", over, rounds=7)
    forget_added(began)


def forget_added(since: datetime) -> None:
    """Take the added rows out again, so that the table keeps its size."""
    FollowUp.objects.filter(logged_at__gte=since).delete()
