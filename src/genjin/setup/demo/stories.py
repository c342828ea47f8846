"""The stories that the demo data tells, as they stand in `stories/*.toml`: one file for each customer.

Days count in working days: a row's `on` from today (so it is below zero), `{+3}` in a row's texts from the row's own
day. Packed cells are written as people type them.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).with_name("stories")
PHRASES = "phrases.toml"


@dataclass(frozen=True, slots=True)
class RowStory:
    """One follow-up. `left_open`: its next steps were never done, though others were logged later.

    `quiet`: until the next row that is told, everyday contacts would contradict what this one says.
    """

    on: int
    goal: str
    stage: str = ""
    actions: str = ""
    feedback: str = ""
    objections: str = ""
    next_steps: str = ""
    risks: str = ""
    note: str = ""
    by: str = ""
    left_open: bool = False
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class ProjectStory:
    """One project: `close` in working days from today, `fill` the number of everyday contacts between the rows told.

    `team` says who of us has which part, `duties` what each of them does.

    `words` are the names, places and things that the everyday contacts speak of.
    """

    name: str
    owner: str
    amount: int
    close: int
    fill: int
    background: str
    words: Mapping[str, Sequence[str]]
    rows: Sequence[RowStory]
    team: Mapping[str, str] = field(default_factory=dict)
    duties: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CustomerStory:
    """One customer with its projects. `heard` are sentences that people there say in passing.

    `number` is that of the file, which the file with the rest of its plans begins with as well.
    """

    number: str
    name: str
    industry: str
    owner: str
    heard: Sequence[str]
    projects: Sequence[ProjectStory]


def all_stories() -> list[CustomerStory]:
    """Return every customer's story, in the order of the files' names."""
    return [_customer(path.name[:2], _read(path)) for path in sorted(FOLDER.glob("[0-9]*.toml"))]


def everyday_phrases() -> dict[str, list[dict[str, str]]]:
    """Return the patterns of everyday contacts by stage; words in braces are taken from the project."""
    return _read(FOLDER / PHRASES)


def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _customer(number: str, values: dict[str, Any]) -> CustomerStory:
    return CustomerStory(**{"number": number, **values, "projects": [_project(entry) for entry in values["projects"]]})


def _project(values: dict[str, Any]) -> ProjectStory:
    return ProjectStory(**{**values, "rows": _rows(values["rows"])})


def _rows(entries: Sequence[dict[str, Any]]) -> list[RowStory]:
    """Return the rows; a row that names no stage stands in the one before."""
    stage = ""
    rows = []
    for entry in entries:
        stage = entry.get("stage", stage)
        rows.append(RowStory(**{**entry, "stage": stage}))
    return rows
