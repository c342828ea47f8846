"""What a file gave when it was read, kept beside it: a preview turns its pages without reading the file again.

One line of JSON about the whole, then one line for each row, so that a page of rows costs a page of rows. It can be
thrown away at any time: the file itself is the truth, and reading it again gives the same.
"""

import json
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from itertools import chain
from typing import IO, Any, Literal

from genjin.plantable.reading.result import Place, PlanTable, Problem, ReadColumn, ReadRow, ReadTable
from genjin.text.cells import ActionItem, AnsweredItem

Words = tuple[str, str]
ITEM_FIELDS = ("actions", "objections", "next_steps", "risks")
LEFT_OUT = "row_left_out"
LONGEST_SAMPLE = 60


@dataclass(frozen=True, slots=True)
class TableOverview:
    """One table but for its rows, which are those from `first` on; `samples` is a text of each column by header."""

    sheet: str
    fingerprint: str
    columns: list[ReadColumn]
    first: int
    count: int
    samples: dict[str, str]


@dataclass(frozen=True, slots=True)
class Overview:
    """All that a file gave but the rows, which are counted from 0.

    `remarks` are the places in `problems` by the row they concern; `names` and `doers` say how many rows name each
    customer with project and each doer; `items` counts the items of each packed column.
    """

    tables: list[TableOverview]
    problems: list[Problem]
    remarks: dict[int, list[int]]
    names: dict[Words, int]
    doers: dict[str, int]
    items: dict[str, int]

    @property
    def row_count(self) -> int:
        """How many rows the file gave."""
        return sum(table.count for table in self.tables)


def overview_of(table: PlanTable) -> Overview:
    """Return all about a read file but its rows."""
    rows = table.rows
    return Overview(
        tables=list(_tables(table.tables)),
        problems=table.problems,
        remarks=_remarks(rows, table.problems),
        names=dict(Counter((row.customer or "", row.project or "") for row in rows)),
        doers=dict(Counter(owner for row in rows for owner in sorted(_doers(row)))),
        items={key: sum(len(getattr(row, key)) for row in rows) for key in ITEM_FIELDS},
    )


def write_reading(table: PlanTable, to: IO[bytes]) -> Overview:
    """Write what a file gave, and return all about it but the rows."""
    overview = overview_of(table)
    lines: Iterable[object] = chain([_overview_to_json(overview)], map(_row_to_json, table.rows))
    for line in lines:
        to.write(json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass") + b"\n")
    return overview


def read_overview(file: IO[bytes]) -> Overview:
    """Return what `write_reading` wrote about the whole."""
    return _overview_from_json(json.loads(file.readline()))


def read_kept_rows(file: IO[bytes], numbers: Sequence[int]) -> Iterator[ReadRow]:
    """Return these rows; `numbers` ascend, and the file stands behind its first line."""
    wanted = iter(numbers)
    following = next(wanted, None)
    for number, line in enumerate(file):
        if following is None:
            return
        if number == following:
            yield _row_from_json(json.loads(line))
            following = next(wanted, None)


def read_whole(file: IO[bytes]) -> PlanTable:
    """Return everything as it was read from the file."""
    overview = read_overview(file)
    rows = list(read_kept_rows(file, range(overview.row_count)))
    tables = [
        ReadTable(table.sheet, table.fingerprint, table.columns, rows[table.first : table.first + table.count])
        for table in overview.tables
    ]
    return PlanTable(tables, overview.problems)


def _tables(tables: Iterable[ReadTable]) -> Iterator[TableOverview]:
    first = 0
    for table in tables:
        samples: dict[str, str] = {}
        for row in table.rows:
            for header, text in row.cells.items():
                samples.setdefault(header, " ".join(text[: LONGEST_SAMPLE * 2].split())[:LONGEST_SAMPLE])
        yield TableOverview(table.sheet, table.fingerprint, table.columns, first, len(table.rows), samples)
        first += len(table.rows)


def _doers(row: ReadRow) -> set[str]:
    return {item.owner for item in (*row.actions, *row.next_steps) if item.owner}


def _remarks(rows: Sequence[ReadRow], problems: Sequence[Problem]) -> dict[int, list[int]]:
    """Give each problem to the follow-up it stands in; a line left out, to the one above it, else to the first."""
    by_sheet: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for number, row in enumerate(rows):
        by_sheet[row.place.sheet].append((row.place.row or 0, number))
    for places in by_sheet.values():
        places.sort()
    found: dict[int, list[int]] = defaultdict(list)
    for at, problem in enumerate(problems):
        places = by_sheet.get(problem.place.sheet, [])
        if problem.place.row is None or not places:
            continue
        above = bisect_right(places, (problem.place.row, len(rows))) - 1
        found[places[max(above, 0)][1]].append(at)
    return dict(sorted(found.items()))


def _overview_to_json(overview: Overview) -> dict[str, Any]:
    return {
        "tables": [asdict(table) for table in overview.tables],
        "problems": [
            [p.code, p.place.sheet, p.place.row, p.place.column, p.words, p.severity] for p in overview.problems
        ],
        "remarks": list(overview.remarks.items()),
        "names": [[*words, count] for words, count in overview.names.items()],
        "doers": overview.doers,
        "items": overview.items,
    }


def _overview_from_json(found: Mapping[str, Any]) -> Overview:
    return Overview(
        tables=[
            TableOverview(**{**table, "columns": [ReadColumn(**column) for column in table["columns"]]})
            for table in found["tables"]
        ],
        problems=[
            Problem(code, Place(sheet, row, column), words, _severity(severity))
            for code, sheet, row, column, words, severity in found["problems"]
        ],
        remarks={number: list(places) for number, places in found["remarks"]},
        names={(customer, project): count for customer, project, count in found["names"]},
        doers=found["doers"],
        items=found["items"],
    )


def _severity(word: str) -> Literal["note", "warning"]:
    return "warning" if word == "warning" else "note"


def _row_to_json(row: ReadRow) -> list[object]:
    return [
        [row.place.sheet, row.place.row, row.place.column],
        row.date.isoformat() if row.date else None,
        [row.customer, row.project, row.stage, row.goal, row.feedback, row.note],
        *(_actions_to_json(items) for items in (row.actions, row.next_steps)),
        *([[item.content, item.response] for item in items] for items in (row.objections, row.risks)),
        row.cells,
    ]


def _actions_to_json(items: Iterable[ActionItem]) -> list[object]:
    return [[item.content, item.owner, item.due.isoformat() if item.due else None] for item in items]


def _row_from_json(found: list[Any]) -> ReadRow:
    place, day, texts, actions, next_steps, objections, risks, cells = found
    customer, project, stage, goal, feedback, note = texts
    return ReadRow(
        place=Place(*place),
        date=date.fromisoformat(day) if day else None,
        customer=customer,
        project=project,
        stage=stage,
        goal=goal,
        actions=_actions_from_json(actions),
        feedback=feedback,
        objections=[AnsweredItem(*item) for item in objections],
        next_steps=_actions_from_json(next_steps),
        risks=[AnsweredItem(*item) for item in risks],
        note=note,
        cells=cells,
    )


def _actions_from_json(items: list[Any]) -> list[ActionItem]:
    return [ActionItem(content, owner, date.fromisoformat(due) if due else None) for content, owner, due in items]
