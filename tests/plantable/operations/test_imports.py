"""Importing: all or nothing, undone and redone as a whole, and back out as it came in."""

import io
import json
from datetime import date
from pathlib import Path

import pytest

from genjin.activity.models import ActivityEvent
from genjin.core.errors import NotAllowed, RuleBroken, WrongState
from genjin.customers.models import Customer
from genjin.people.models import User
from genjin.pipeline.models import Project
from genjin.planning.models import FollowUp
from genjin.planning.operations.follow_ups import delete_follow_ups
from genjin.planning.queries.plan_view import PlanView
from genjin.plantable.models import ImportedRow, ImportState, PlanImport
from genjin.plantable.operations.drafts import choose_matches, read_draft, upload_plan_table
from genjin.plantable.operations.export import export_plan_table
from genjin.plantable.operations.imports import (
    apply_import,
    check_plan_table,
    import_plan_table,
    redo_import,
    undo_import,
)
from genjin.plantable.writing.formats import Format
from tests.cast import Cast

SAMPLES = Path(__file__).parents[1] / "samples"
DAY = date(2026, 3, 16)
HEAD = "跟进日期,客户名称,项目名称,当前阶段,主要行动与内容,下一步计划\n"
CSV = HEAD + "2026-03-10,甲公司,MES,需求调研,访谈（小凌/3-12）,方案（凌薇/3-20）\n2026-03-11,甲公司,ERP,,,\n"


def draft_of(by: User, text: str = CSV) -> PlanImport:
    return upload_plan_table(text.encode(), "周报.csv", reference=DAY, by=by)[0]


def applied(by: User, text: str = CSV) -> PlanImport:
    draft = draft_of(by, text)
    apply_import(draft, read_draft(draft, by=by), by=by)
    return draft


def visible() -> int:
    return FollowUp.objects.filter(deleted_at__isnull=True).count()


def test_import_writes_rows_sources_and_the_event(cast: Cast) -> None:
    draft = applied(cast.ling)
    draft.refresh_from_db()
    assert (draft.state, draft.row_count) == (ImportState.APPLIED, 2)
    first = FollowUp.objects.order_by("pk")[0]
    assert (str(first.project.customer), first.project.name, str(first.stage)) == ("甲公司", "MES", "需求调研")
    source = first.imported_from
    assert (source.row, source.cells["主要行动与内容"]) == (2, "访谈（小凌/3-12）")
    assert [action.owner_words for action in first.actions.all()] == ["小凌", "凌薇"]
    event = ActivityEvent.objects.get(kind="import.applied")
    assert (event.by, event.detail["rows"]) == (cast.ling, 2)


def test_many_rows_are_written_in_the_files_order(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("genjin.plantable.operations.imports.BATCH", 7)
    rows = "".join(f"2026-03-10,甲公司,MES,,第 {number} 步,\n" for number in range(30))
    applied(cast.ling, HEAD + rows)
    written = FollowUp.objects.order_by("pk")
    assert [row.actions.get().content for row in written] == [f"第 {number} 步" for number in range(30)]
    assert [row.number for row in written] == list(range(1, 31))


def test_checking_writes_nothing(cast: Cast) -> None:
    assert len(check_plan_table(CSV.encode(), "x.csv", reference=DAY, by=cast.ling).rows) == 2
    assert not PlanImport.objects.exists()
    assert not Customer.objects.filter(name="甲公司").exists()


def test_similar_names_are_never_merged_by_themselves(cast: Cast) -> None:
    similar = HEAD + "2026-03-10,华东精密,MES二期,,,\n2026-03-11,华东精密制造集团,MES 三期,,,\n"
    applied(cast.ling, similar)
    assert Customer.objects.filter(name__startswith="华东精密").count() == 2
    assert cast.customer.projects.filter(name="MES 三期").exists()
    assert not cast.project.follow_ups.exists()


def test_same_names_in_other_width_and_case_are_the_same(cast: Cast) -> None:
    applied(cast.ling, HEAD + "2026-03-10,华东精密制造集团,ｍｅｓ二期,,,\n")
    assert cast.project.follow_ups.count() == 1


def test_chosen_customer_project_and_colleague_are_taken(cast: Cast) -> None:
    draft = draft_of(cast.ling, HEAD + "2026-03-10,华东厂,MES 升级,,访谈（小凌/3-12）,\n")
    choices = {
        "customers": {"华东厂": str(cast.customer.pk)},
        "projects": {"华东厂 / MES 升级": str(cast.project.pk)},
        "people": {"小凌": str(cast.ling.pk)},
    }
    choose_matches(draft, choices, by=cast.ling)
    apply_import(draft, read_draft(draft, by=cast.ling), by=cast.ling)
    action = cast.project.follow_ups.get().actions.get()
    assert action.owner_words == "小凌"
    assert list(action.doers.all()) == [cast.ling]
    draft.refresh_from_db()
    assert draft.added == {"customers": [], "projects": []}


def test_failing_row_leaves_nothing_and_is_named(cast: Cast) -> None:
    draft = draft_of(cast.ling, CSV + f"2026-03-12,甲公司,{'长' * 301},,,\n")
    with pytest.raises(RuleBroken, match="4"):
        apply_import(draft, read_draft(draft, by=cast.ling), by=cast.ling)
    draft.refresh_from_db()
    assert draft.state == ImportState.DRAFT
    assert not FollowUp.objects.exists()
    assert not Customer.objects.filter(name="甲公司").exists()
    assert not ActivityEvent.objects.filter(
        kind__in=["import.applied", "customer.added"], detail__name="甲公司"
    ).exists()


def test_breakdown_in_a_later_batch_leaves_nothing(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("genjin.plantable.operations.imports.BATCH", 1)
    draft = draft_of(cast.ling)
    table = read_draft(draft, by=cast.ling)
    table.tables[0].rows[1].actions.append(None)  # type: ignore[arg-type]
    with pytest.raises(AttributeError):
        apply_import(draft, table, by=cast.ling)
    assert not FollowUp.objects.exists()
    assert not ImportedRow.objects.exists()
    assert PlanImport.objects.get().state == ImportState.DRAFT


def test_import_at_once_of_a_bad_file_leaves_nothing(cast: Cast) -> None:
    with pytest.raises(RuleBroken):
        import_plan_table((HEAD + f"2026-03-12,{'长' * 301},,,,\n").encode(), "x.csv", reference=DAY, by=cast.ling)
    assert not PlanImport.objects.exists()


def test_draft_is_imported_once(cast: Cast) -> None:
    draft = draft_of(cast.ling)
    table = read_draft(draft, by=cast.ling)
    twin = PlanImport.objects.get(pk=draft.pk)
    apply_import(draft, table, by=cast.ling)
    for again in (draft, twin):
        with pytest.raises(WrongState):
            apply_import(again, table, by=cast.ling)
    assert visible() == 2


def test_only_its_owner_and_administrators_decide(cast: Cast) -> None:
    draft = draft_of(cast.ling)
    table = read_draft(draft, by=cast.ling)
    for person in (cast.bo, cast.wei, cast.max, cast.ada):
        with pytest.raises(NotAllowed):
            apply_import(draft, table, by=person)
    apply_import(draft, table, by=cast.ling)
    with pytest.raises(NotAllowed):
        undo_import(draft, by=cast.bo)
    assert undo_import(draft, by=cast.root) == 2


def test_undo_hides_rows_and_what_the_import_alone_added(cast: Cast) -> None:
    done = applied(cast.ling, CSV + "2026-03-10,华东精密制造集团,MES 二期,,,\n")
    kept = cast.log(project=Project.objects.get(name="ERP"))
    assert undo_import(done, by=cast.ling) == 3
    assert visible() == 1
    assert Project.objects.filter(name="ERP", deleted_at__isnull=True).exists()
    assert Project.objects.filter(name="MES", deleted_at__isnull=False).exists()
    assert Customer.objects.filter(name="甲公司", deleted_at__isnull=True).exists()
    assert Project.objects.filter(pk=cast.project.pk, deleted_at__isnull=True).exists()
    assert kept.project.name == "ERP"
    assert ActivityEvent.objects.get(kind="import.undone").detail["rows"] == 3


def test_undo_hides_an_added_customer_that_is_left_empty(cast: Cast) -> None:
    undo_import(applied(cast.ling), by=cast.ling)
    assert Customer.objects.filter(name="甲公司", deleted_at__isnull=False).exists()


def test_redo_shows_everything_again_but_what_was_deleted_before(cast: Cast) -> None:
    done = applied(cast.ling)
    delete_follow_ups(FollowUp.objects.filter(project__name="ERP").select_related("project"), by=cast.ling)
    assert undo_import(done, by=cast.ling) == 1
    done.refresh_from_db()
    assert redo_import(done, by=cast.ling) == 1
    assert visible() == 1
    assert Customer.objects.filter(name="甲公司", deleted_at__isnull=True).exists()
    assert undo_import(done, by=cast.ling) == 1
    assert redo_import(done, by=cast.ling) == 1


def test_undo_and_redo_refuse_the_wrong_state(cast: Cast) -> None:
    draft = draft_of(cast.ling)
    with pytest.raises(WrongState):
        undo_import(draft, by=cast.ling)
    with pytest.raises(WrongState):
        redo_import(draft, by=cast.ling)
    apply_import(draft, read_draft(draft, by=cast.ling), by=cast.ling)
    with pytest.raises(WrongState):
        redo_import(draft, by=cast.ling)
    undo_import(draft, by=cast.ling)
    with pytest.raises(WrongState):
        undo_import(draft, by=cast.ling)


def test_characters_that_no_database_keeps_are_replaced(cast: Cast) -> None:
    row = {
        "customer": "甲\\u0000",
        "goal": "a\\ud800b",
        "actions": [{"content": "x\\u0000", "owner": "凌\\udc00"}],
        "risks": [{"content": "r\\u0000", "response": None}],
    }
    data = json.dumps({"rows": [row]}, ensure_ascii=False).replace("\\\\u", "\\u").encode()
    import_plan_table(data, "plan.json", reference=DAY, by=cast.ling)
    stored = FollowUp.objects.get()
    assert (stored.project.customer.name, stored.goal) == ("甲\ufffd", "a\ufffdb")
    assert [action.content for action in stored.actions.all()] == ["x\ufffd"]


def exported(by: User, form: Format) -> bytes:
    file = io.BytesIO()
    export_plan_table(by, PlanView(), form, file, order="entered")
    return file.getvalue()


@pytest.mark.parametrize("form", ["json", "xlsx", "docx", "csv"])
@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.[xcd]*")), ids=lambda path: path.stem)
def test_what_was_imported_comes_back_through_every_format(cast: Cast, path: Path, form: Format) -> None:
    import_plan_table(path.read_bytes(), path.name, reference=DAY, by=cast.ling)
    first = exported(cast.ling, "json")
    data = exported(cast.ling, form)
    import_plan_table(data, f"again.{form}", reference=DAY, by=cast.wei)
    again = exported(cast.wei, "json")
    assert json.loads(again) == json.loads(first)
