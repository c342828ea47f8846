"""The plan tables that teams really sent, scored against what a careful assistant keyed in from them."""

import json
from datetime import date
from pathlib import Path

import pytest

from genjin.plantable.reading import PlanTable, read_plan_table
from tests.plantable import score

SAMPLES = sorted(path for path in (Path(__file__).parents[1] / "samples").iterdir() if path.suffix != ".json")


def as_json(table: PlanTable) -> list[dict[str, object]]:
    return [
        {
            "date": row.date and row.date.isoformat(),
            "customer": row.customer,
            "project": row.project,
            "stage": row.stage,
            "goal": row.goal,
            "actions": [
                {"content": each.content, "owner": each.owner, "due": each.due and each.due.isoformat()}
                for each in row.actions
            ],
            "feedback": row.feedback,
            "objections": [{"content": each.content, "response": each.response} for each in row.objections],
            "next_steps": [
                {"content": each.content, "owner": each.owner, "due": each.due and each.due.isoformat()}
                for each in row.next_steps
            ],
            "risks": [{"content": each.content, "response": each.response} for each in row.risks],
            "note": row.note,
        }
        for row in table.rows
    ]


def scored(path: Path) -> tuple[float, float, int, int]:
    """Share of right fields, share of lost text, rows got and rows due."""
    truth = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    got = as_json(read_plan_table(path.read_bytes(), path.name, reference=date.fromisoformat(truth["reference_date"])))
    pairs = dict(score.align_rows(truth["rows"], got))
    total = score.Score()
    characters = gone = 0
    for at, row in enumerate(truth["rows"]):
        read = got[pairs[at]] if at in pairs else None
        score.compare(total, at + 1, row, read or {})
        count, missing, _ = score.lost(row, read)
        characters, gone = characters + count, gone + missing
    for at in set(range(len(got))) - set(pairs.values()):
        score.compare(total, at + 1, {}, got[at])
    return sum(total.ok.values()) / sum(total.n.values()), gone / characters, len(got), len(truth["rows"])


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_reads_sample_as_keyed_in(path: Path) -> None:
    fields, lost, got, due = scored(path)
    assert fields >= 0.98
    assert lost == 0
    assert got == due
