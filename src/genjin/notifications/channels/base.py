"""What every channel is made of, and what it may answer."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from genjin.core.errors import Wording
from genjin.notifications.models import Channel


@dataclass(frozen=True, slots=True)
class Paragraph:
    """News of one thing: its heading, where it leads to (empty: nowhere), and the lines under it."""

    heading: str
    address: str
    lines: Sequence[str]


@dataclass(frozen=True, slots=True)
class Message:
    """What is sent, in the language of whoever gets it. `key` is the same when it is sent again."""

    key: str
    title: str
    text: str = ""
    paragraphs: Sequence[Paragraph] = field(default_factory=tuple)
    language: str = "zh-hans"
    settings_address: str = ""
    off_address: str = ""

    @property
    def plain(self) -> str:
        """Return all of it but the title, as plain text."""
        parts = [self.text] if self.text else []
        for paragraph in self.paragraphs:
            lines = [paragraph.heading, *(f"· {line}" for line in paragraph.lines)]
            parts.append("\n".join([*lines, paragraph.address] if paragraph.address else lines))
        return "\n\n".join(parts)


class NotSent(Exception):
    """It certainly did not arrive; the message says why, for the administrator."""


class TryLater(NotSent):
    """The other end takes no more for `seconds`: nobody's failure, unless it says so for more than a day."""

    def __init__(self, message: str, *, seconds: int) -> None:
        super().__init__(message)
        self.seconds = seconds


class PerhapsSent(Exception):
    """It was handed over, and no answer came: it may have arrived."""


class ChannelType(Protocol):
    """One kind of channel; named in `channels/__init__.py`; docs/how-to tells how to add one.

    `is_repeatable`: whoever gets the same message twice can tell so by its key, so that one that was perhaps sent is
    sent again.
    """

    @property
    def is_repeatable(self) -> bool:
        """Tell whether the same message may be sent twice."""
        ...

    def problem(self, address: str, /) -> Wording | None:
        """Return what is wrong with an address, None where it may be used. Touches no network."""
        ...

    def send(self, channel: Channel, message: Message) -> None:
        """Send it, in a bounded time. Raises NotSent, TryLater or PerhapsSent."""
        ...
