"""An entry of a calendar as plain values."""

import hashlib
import json
from dataclasses import astuple, dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """One whole day on which something is due. `lines` say more; `is_done` is told, and not left out.

    `kind` and `pk` name it for as long as it is there.
    """

    kind: str
    pk: int
    day: date
    title: str
    project: int
    lines: tuple[str, ...] = ()
    is_done: bool = False

    @property
    def name(self) -> str:
        """Return the name under which a feed knows it."""
        return f"{self.kind}-{self.pk}"

    @property
    def digest(self) -> str:
        """Return what differs as soon as anything of it does."""
        return hashlib.sha256(json.dumps(astuple(self), default=str).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class ToldEntry:
    """An entry as a feed tells it; `entry` is None where it is cancelled, and nothing but its day is told."""

    uid: str
    day: date
    sequence: int
    changed_at: datetime
    entry: CalendarEntry | None
