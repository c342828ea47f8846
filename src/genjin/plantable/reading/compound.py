"""OLE compound files, the container of old Office formats: just enough to name and read their streams."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_END: Final = 0xFFFFFFFA
"""Sector numbers from here up are marks (end of chain, free), not sectors."""
_MINI_STREAM: Final = 4096
"""Streams shorter than this live in the mini stream."""


@dataclass(frozen=True, slots=True)
class _Entry:
    name: str
    kind: int
    start: int
    size: int


class _Compound:
    def __init__(self, data: bytes) -> None:
        self._data = data
        shift, self._mini_shift = struct.unpack_from("<HH", data, 30)
        self._size = 1 << min(shift, 16)
        self._directory, _, _, self._mini_fat_start = struct.unpack_from("<IIII", data, 48)
        self._fat = self._read_fat()

    def _read_fat(self) -> list[int]:
        sectors = list(struct.unpack_from("<109I", self._data, 76))
        extra, count = struct.unpack_from("<II", self._data, 68)
        seen = set[int]()
        while extra < _END and count and extra not in seen:
            seen.add(extra)
            *more, extra = struct.unpack(f"<{self._size // 4}I", self._sector(extra))
            sectors += more
        fat: list[int] = []
        for sector in sectors:
            if sector < _END:
                fat += struct.unpack(f"<{self._size // 4}I", self._sector(sector))
        return fat

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._size
        sector = self._data[start : start + self._size]
        if not sector:
            raise struct.error("a sector lies outside the file")
        return sector.ljust(self._size, b"\x00")

    def _chain(self, start: int, fat: list[int]) -> Iterator[int]:
        seen = 0
        while start < _END and start < len(fat) and seen <= len(fat):
            yield start
            start, seen = fat[start], seen + 1

    def _sectors(self, start: int) -> bytes:
        return b"".join(self._sector(number) for number in self._chain(start, self._fat))

    def entries(self) -> list[_Entry]:
        directory = self._sectors(self._directory)
        found = []
        for at in range(0, len(directory) - 127, 128):
            length, kind = struct.unpack_from("<HB", directory, at + 64)
            name = directory[at : at + max(0, min(length, 64) - 2)].decode("utf-16-le", errors="replace")
            start, size = struct.unpack_from("<II", directory, at + 116)
            if kind:
                found.append(_Entry(name, kind, start, size))
        return found

    def read(self, name: str) -> bytes:
        entries = self.entries()
        entry = next(each for each in entries if each.name == name)
        if entry.size >= _MINI_STREAM:
            return self._sectors(entry.start)[: entry.size]
        root = next(each for each in entries if each.kind == 5)
        mini = self._sectors(root.start)
        fat_bytes = self._sectors(self._mini_fat_start)
        fat = list(struct.unpack(f"<{len(fat_bytes) // 4}I", fat_bytes))
        width = 1 << self._mini_shift
        return b"".join(mini[each * width : (each + 1) * width] for each in self._chain(entry.start, fat))[: entry.size]


def stream_names(data: bytes) -> set[str]:
    """The names of all streams and storages; empty where the container is damaged."""
    try:
        return {entry.name for entry in _Compound(data).entries()}
    except (struct.error, IndexError, MemoryError):
        return set()


def read_stream(data: bytes, *names: str) -> bytes | None:
    """The bytes of the first of these streams that there is, None where there is none or the file is damaged."""
    try:
        compound = _Compound(data)
        have = {entry.name for entry in compound.entries()}
        return next((compound.read(name) for name in names if name in have), None)
    except (struct.error, IndexError, MemoryError, StopIteration):
        return None
