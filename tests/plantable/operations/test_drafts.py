"""A file before it is imported: keeping, reading, correcting, throwing away."""

from datetime import date

import pytest

from genjin.core.errors import DomainError, NotAllowed, RuleBroken, WrongState
from genjin.customers.models import Customer
from genjin.planning.models import FollowUp
from genjin.plantable.models import ColumnMapping, PlanImport
from genjin.plantable.operations.drafts import (
    choose_matches,
    count_from,
    discard_draft,
    forget_columns,
    kept_reading,
    map_columns,
    read_draft,
    upload_plan_table,
)
from genjin.plantable.operations.imports import apply_import
from tests.cast import Cast

DAY = date(2026, 3, 16)
CSV = "跟进日期,客户名称,项目名称,本次跟进目标,下一步计划,竞争对手\n,甲公司,MES,调研,提交方案（小凌/明天）,友商A\n"


def upload(cast: Cast, text: str = CSV) -> PlanImport:
    return upload_plan_table(text.encode(), "周报.csv", reference=DAY, by=cast.ling)[0]


def fingerprint_of(draft: PlanImport, cast: Cast) -> str:
    return read_draft(draft, by=cast.ling).tables[0].fingerprint


def test_upload_keeps_the_file_and_writes_no_rows(cast: Cast) -> None:
    draft = upload(cast)
    with draft.file.open("rb") as file:
        assert file.read() == CSV.encode()
    assert (draft.row_count, draft.file_name, draft.by) == (1, "周报.csv", cast.ling)
    assert not FollowUp.objects.exists()


def test_upload_refuses_a_guest(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        upload_plan_table(CSV.encode(), "x.csv", reference=DAY, by=cast.ada)


def test_upload_of_no_plan_table_leaves_nothing(cast: Cast) -> None:
    with pytest.raises(RuleBroken) as refusal:
        upload(cast, "姓名,电话\n张三,1\n")
    assert refusal.value.code == "no_table"
    assert not PlanImport.objects.exists()


def test_reading_is_kept_and_made_anew_when_lost(cast: Cast) -> None:
    draft = upload(cast)
    before = read_draft(draft, by=cast.ling)
    kept_reading(draft, by=cast.ling).unlink()
    assert read_draft(draft, by=cast.ling) == before


def test_mapped_column_is_remembered_for_the_next_file(cast: Cast) -> None:
    draft = upload(cast)
    map_columns(draft, fingerprint_of(draft, cast), {"竞争对手": "feedback"}, by=cast.ling)
    assert read_draft(draft, by=cast.ling).rows[0].feedback == "友商A"
    assert read_draft(upload(cast), by=cast.ling).rows[0].feedback == "友商A"


def test_mapping_is_each_persons_own(cast: Cast) -> None:
    draft = upload(cast)
    map_columns(draft, fingerprint_of(draft, cast), {"竞争对手": "feedback"}, by=cast.ling)
    other, _table = upload_plan_table(CSV.encode(), "x.csv", reference=DAY, by=cast.bo)
    assert read_draft(other, by=cast.bo).rows[0].feedback is None


def test_forgotten_columns_are_read_by_their_headers_again(cast: Cast) -> None:
    draft = upload(cast)
    fingerprint = fingerprint_of(draft, cast)
    map_columns(draft, fingerprint, {"竞争对手": "feedback"}, by=cast.ling)
    forget_columns(draft, fingerprint, by=cast.ling)
    assert read_draft(draft, by=cast.ling).rows[0].feedback is None
    assert not ColumnMapping.objects.exists()


def test_column_may_be_kept_in_the_note(cast: Cast) -> None:
    draft = upload(cast)
    map_columns(draft, fingerprint_of(draft, cast), {"本次跟进目标": ""}, by=cast.ling)
    row = read_draft(draft, by=cast.ling).rows[0]
    assert row.goal is None
    assert "本次跟进目标：调研" in (row.note or "")


@pytest.mark.parametrize("fields", [{"竞争对手": "nonsense"}, {"竞争对手": "goal"}])
def test_mapping_refuses_unknown_and_doubled_columns(cast: Cast, fields: dict[str, str]) -> None:
    draft = upload(cast)
    with pytest.raises(RuleBroken):
        map_columns(draft, fingerprint_of(draft, cast), fields, by=cast.ling)
    assert not ColumnMapping.objects.exists()


def test_mapping_that_leaves_no_table_is_refused_and_forgotten(cast: Cast) -> None:
    draft = upload(cast)
    before = read_draft(draft, by=cast.ling)
    headers = [column.header for column in before.tables[0].columns]
    with pytest.raises(RuleBroken):
        map_columns(draft, before.tables[0].fingerprint, dict.fromkeys(headers, ""), by=cast.ling)
    assert not ColumnMapping.objects.exists()
    assert read_draft(draft, by=cast.ling) == before


def test_relative_dates_count_from_another_day(cast: Cast) -> None:
    draft = upload(cast)
    assert read_draft(draft, by=cast.ling).rows[0].next_steps[0].due == date(2026, 3, 17)
    count_from(draft, date(2025, 5, 5), by=cast.ling)
    assert read_draft(draft, by=cast.ling).rows[0].next_steps[0].due == date(2025, 5, 6)


def test_choices_are_chosen_again_for_the_same_names(cast: Cast) -> None:
    draft = upload(cast)
    choose_matches(
        draft, {"customers": {"甲公司": str(cast.customer.pk)}, "people": {"小凌": str(cast.ling.pk)}}, by=cast.ling
    )
    apply_import(draft, read_draft(draft, by=cast.ling), by=cast.ling)
    assert upload(cast).choices == {
        "customers": {"甲公司": str(cast.customer.pk)},
        "projects": {},
        "people": {"小凌": str(cast.ling.pk)},
    }


def test_choice_of_what_is_gone_is_not_chosen_again(cast: Cast) -> None:
    draft = upload(cast)
    choose_matches(draft, {"customers": {"甲公司": str(cast.customer.pk)}}, by=cast.ling)
    apply_import(draft, read_draft(draft, by=cast.ling), by=cast.ling)
    Customer.objects.filter(pk=cast.customer.pk).update(deleted_at="2026-03-01T00:00Z")
    assert not upload(cast).choices.get("customers")


def test_choice_of_a_customer_one_cannot_see_is_refused(cast: Cast) -> None:
    draft, _table = upload_plan_table(CSV.encode(), "x.csv", reference=DAY, by=cast.wei)
    with pytest.raises(RuleBroken):
        choose_matches(draft, {"customers": {"甲公司": str(cast.customer.pk)}}, by=cast.wei)


def test_thrown_away_draft_leaves_nothing(cast: Cast) -> None:
    draft = upload(cast)
    storage, name = draft.file.storage, draft.file.name
    reading = kept_reading(draft, by=cast.ling)
    discard_draft(draft, by=cast.ling)
    assert not PlanImport.objects.exists()
    assert not storage.exists(name)
    assert not reading.exists()


@pytest.mark.parametrize("deed", ["map", "forget", "choose", "count", "discard"])
@pytest.mark.parametrize(("who", "refusal"), [("bo", NotAllowed), ("ada", NotAllowed), ("ling", WrongState)])
def test_corrections_refuse_others_and_what_is_imported_already(
    cast: Cast, deed: str, who: str, refusal: type[DomainError]
) -> None:
    draft = upload(cast)
    if refusal is WrongState:
        apply_import(draft, read_draft(draft, by=cast.ling), by=cast.ling)
    by = getattr(cast, who)
    deeds = {
        "map": lambda: map_columns(draft, "f", {}, by=by),
        "forget": lambda: forget_columns(draft, "f", by=by),
        "choose": lambda: choose_matches(draft, {}, by=by),
        "count": lambda: count_from(draft, DAY, by=by),
        "discard": lambda: discard_draft(draft, by=by),
    }
    with pytest.raises(refusal):
        deeds[deed]()
