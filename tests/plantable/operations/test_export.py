"""Exporting: what one may see, of a view or all, in the language in force."""

import io
import json
from datetime import date

import pytest
from django.utils import translation

from genjin.activity.models import ActivityEvent
from genjin.people.models import User
from genjin.planning.queries.plan_view import PlanView
from genjin.plantable.operations.export import export_plan_table
from genjin.plantable.queries.export import ExportOrder
from genjin.text.cells import ActionItem
from tests.cast import Cast


def rows_of(by: User, view: PlanView | None = None, order: ExportOrder = "date") -> list[dict[str, object]]:
    file = io.BytesIO()
    export_plan_table(by, view or PlanView(), "json", file, order=order)
    rows: list[dict[str, object]] = json.loads(file.getvalue())["rows"]
    return rows


def test_export_writes_every_cell_and_records_who_took_it(cast: Cast) -> None:
    cast.log(goal="目标", next_steps=[ActionItem("方案", "凌薇", date(2026, 3, 20))])
    assert rows_of(cast.ling) == [
        {
            "seq": 1,
            "date": "2026-03-10",
            "customer": "华东精密制造集团",
            "project": "MES 二期",
            "stage": None,
            "goal": "目标",
            "actions": [],
            "feedback": None,
            "objections": [],
            "next_steps": [{"content": "方案", "owner": "凌薇", "due": "2026-03-20"}],
            "risks": [],
            "note": None,
        }
    ]
    event = ActivityEvent.objects.get(kind="plan_table.exported")
    assert (event.by, event.detail["rows"], event.detail["format"]) == (cast.ling, 1, "json")


@pytest.mark.parametrize(("who", "count"), [("ling", 1), ("bo", 1), ("max", 1), ("ada", 1), ("root", 1), ("wei", 0)])
def test_export_holds_only_what_one_may_see(cast: Cast, who: str, count: int) -> None:
    cast.log()
    assert len(rows_of(getattr(cast, who))) == count


def test_export_of_a_view_leaves_out_what_it_filters(cast: Cast) -> None:
    cast.log(goal="预算")
    cast.log(goal="拜访")
    assert [row["goal"] for row in rows_of(cast.ling, PlanView(contains={"goal": "预算"}))] == ["预算"]


def test_order_is_by_date_or_as_entered(cast: Cast) -> None:
    cast.log(goal="后", date=date(2026, 3, 12))
    cast.log(goal="前", date=date(2026, 3, 11))
    assert [row["goal"] for row in rows_of(cast.ling)] == ["前", "后"]
    assert [row["goal"] for row in rows_of(cast.ling, order="entered")] == ["后", "前"]


@pytest.mark.parametrize(("language", "heading"), [("zh-hans", "跟进日期"), ("en", "Customer / project")])
def test_headings_are_in_the_language_in_force(cast: Cast, language: str, heading: str) -> None:
    file = io.BytesIO()
    with translation.override(language):
        export_plan_table(cast.ling, PlanView(), "csv", file)
    assert heading in file.getvalue().decode("utf-8-sig")
