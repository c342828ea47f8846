"""Which characters of a text are already taken."""

from collections.abc import Iterable

Span = tuple[int, int]


class Occupied:
    """A text's characters, free or taken; asking costs no more than the span is long."""

    def __init__(self, length: int, spans: Iterable[Span] = ()) -> None:
        self._taken = bytearray(length)
        for start, end in spans:
            self.take(start, end)

    def take(self, start: int, end: int) -> None:
        """Take the characters of a span."""
        self._taken[start:end] = b"\x01" * (end - start)

    def touches(self, start: int, end: int) -> bool:
        """Tell whether any character of a span is taken."""
        return self._taken.find(1, start, end) >= 0
