"""What fills the plans beside their follow-ups, as it stands in `plans/*.toml`: one file for each customer.

Each entry is a table by the names of the model's fields; other entries and people are called by the name under which
people speak of them. Days count in working days from today. An entry is written on the day `on` (else with the customer
or project), by `by` (else by the owner); what happens to it later stands in it under the verb: `finish = {on = -9, …}`.
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).with_name("plans")
LATER = ("edit", "finish", "cancel", "postpone", "reach", "close", "settle")
NAMES = ("key", "called", "name", "title", "content", "contact", "placeholder", "of")


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing that is done: `what` is a kind of entry to add or a verb, `of` the entry's own name.

    `project` is empty for what is done to the customer; `on` and `by` are None and empty where nothing is said.
    `signal` is the beginning of the words of the signal that was taken up by it.
    """

    what: str
    of: str
    values: Mapping[str, Any]
    project: str = ""
    kind: str = ""
    signal: str = ""
    on: int | None = None
    by: str = ""


def planned_deeds(number: str) -> list[Deed]:
    """Return what is done at the customer whose story's file begins with this number, in the order of the file."""
    return [
        deed
        for path in FOLDER.glob(f"{number}_*.toml")
        for deed in _deeds(tomllib.loads(path.read_text(encoding="utf-8")))
    ]


def _deeds(tables: Mapping[str, Any]) -> Iterator[Deed]:
    projects = tables.get("projects", {})
    yield from _of_one({kind: entries for kind, entries in tables.items() if kind != "projects"}, "")
    for name, kinds in projects.items():
        yield from _of_one(kinds, name)


def _of_one(kinds: Mapping[str, Any], project: str) -> Iterator[Deed]:
    for kind, entries in kinds.items():
        for entry in _listed(entries):
            yield from _life(kind, entry, project)


def _life(kind: str, entry: Mapping[str, Any], project: str) -> Iterator[Deed]:
    """Yield that an entry is added, and what happens to it later."""
    of = next((str(entry[name]) for name in NAMES if name in entry), "")
    facts = entry.get("attitudes", ())
    own = {name: value for name, value in entry.items() if name not in {*LATER, "key", "called", "attitudes"}}
    yield _deed(kind, of, own, project, kind)
    for fact in facts:
        yield _deed("attitude", of, {"stakeholder": of, "said_by": of, **fact}, project, "attitude")
    for verb in LATER:
        for values in _listed(entry.get(verb, ())):
            yield _deed(verb, of, values, project, kind)


def _deed(what: str, of: str, values: Mapping[str, Any], project: str, kind: str) -> Deed:
    rest = {name: value for name, value in values.items() if name not in {"on", "by", "signal"}}
    said = {name: values[name] for name in ("on", "by", "signal") if name in values}
    return Deed(what, of, rest, project, kind, **said)


def _listed(entries: Mapping[str, Any] | Sequence[Mapping[str, Any]]) -> Sequence[Mapping[str, Any]]:
    return [entries] if isinstance(entries, Mapping) else entries
