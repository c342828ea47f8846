"""People written one a line: name, title, unit, and the role in between or anywhere."""

import re
from dataclasses import dataclass

BETWEEN = re.compile(r"[,，、;；|｜\t·]+")
BLANKS = re.compile(r"\s+")
CHINESE = re.compile(r"[㐀-鿿]")
ROLE = re.compile(r"(?<![A-Za-z])(KDM|KI|KU)(?![A-Za-z])", re.IGNORECASE)
NUMBERING = re.compile(r"^\s*(?:[-*•]|\d{1,3}[.、)）](?!\d))\s*")
LONGEST = 100


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One person as written; `role` is KDM, KI, KU or nothing."""

    name: str
    title: str = ""
    unit: str = ""
    role: str = ""


def read_people_lines(text: str) -> list[PersonLine]:
    """Read `刘总，采购总监，采购部，KDM` line by line; a Chinese line may be written with blanks alone.

    What stands after the unit belongs to the title, so that nothing is lost.
    """
    return [person for line in text.splitlines() if (person := _read(line)) is not None]


def _read(line: str) -> PersonLine | None:
    found = ROLE.search(line)
    rest = line if found is None else f"{line[: found.start()]}，{line[found.end() :]}"
    rest = NUMBERING.sub("", rest)
    parts = [part.strip(" ()（）") for part in BETWEEN.split(rest)]
    parts = [part for part in parts if part]
    if len(parts) == 1 and CHINESE.search(parts[0]):
        parts = BLANKS.split(parts[0])
    if not parts:
        return None
    name, title, unit, *more = [*parts, "", ""][: max(3, len(parts))]
    title = " ".join(part for part in (title, *more) if part)
    return PersonLine(name[:LONGEST], title[:LONGEST], unit[:LONGEST], found[1].upper() if found else "")
