import io
import json
from datetime import date

from hypothesis import given

from genjin.plantable.row import PlanRow
from genjin.plantable.writing import write_json
from genjin.text.cells import ActionItem, AnsweredItem
from tests.plantable.writing.nasty import plain_rows

KEYS = [
    *("seq", "date", "customer", "project", "stage", "goal"),
    *("actions", "feedback", "objections", "next_steps", "risks", "note"),
]


def _written(*rows: PlanRow) -> bytes:
    to = io.BytesIO()
    write_json(iter(rows), to)
    return to.getvalue()


def test_write_json_of_no_rows() -> None:
    assert json.loads(_written()) == {"rows": []}


def test_write_json_has_every_key_in_the_order_of_the_columns() -> None:
    row = json.loads(_written(PlanRow(seq=1)))["rows"][0]
    assert list(row) == KEYS
    assert [row[key] for key in KEYS] == [1, None, None, None, None, None, [], None, [], [], [], None]


def test_write_json_writes_items_and_dates() -> None:
    row = PlanRow(
        seq=7,
        date=date(2026, 3, 10),
        actions=(ActionItem("需求访谈", "张伟", date(2026, 3, 12)),),
        objections=(AnsweredItem("周期太长", "分期上线"),),
        next_steps=(ActionItem("提交方案"),),
        risks=(AnsweredItem("友商低价"),),
    )
    got = json.loads(_written(row))["rows"][0]
    assert got["date"] == "2026-03-10"
    assert got["actions"] == [{"content": "需求访谈", "owner": "张伟", "due": "2026-03-12"}]
    assert got["objections"] == [{"content": "周期太长", "response": "分期上线"}]
    assert got["next_steps"] == [{"content": "提交方案", "owner": None, "due": None}]
    assert got["risks"] == [{"content": "友商低价", "response": None}]


def test_write_json_is_readable() -> None:
    text = _written(PlanRow(seq=1, customer="滨海银行"), PlanRow(seq=2)).decode()
    assert '\n "customer": "滨海银行",\n' in text
    assert text.startswith('{"rows": [\n{\n "seq": 1,')
    assert text.endswith("\n}\n]}\n")


def test_an_unpaired_surrogate_does_not_stop_the_export() -> None:
    assert json.loads(_written(PlanRow(seq=1, note="a\ud800b")))["rows"][0]["note"] == "a\ud800b"


@given(plain_rows)
def test_every_text_comes_back_from_json(row: PlanRow) -> None:
    got = json.loads(_written(row))["rows"][0]
    assert (got["customer"], got["project"], got["stage"]) == (row.customer, row.project, row.stage)
    assert (got["goal"], got["feedback"], got["note"]) == (row.goal, row.feedback, row.note)
