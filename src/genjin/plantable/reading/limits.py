"""How much is read at most: far beyond any real plan, well within a small server's memory."""

from typing import Final

MEGABYTE: Final = 1024 * 1024
FILE_BYTES: Final = 100 * MEGABYTE
UNPACKED_BYTES: Final = 300 * MEGABYTE
"""All parts of a package together that are really unpacked; each is read as a stream."""
SMALL_PART_BYTES: Final = 16 * MEGABYTE
"""A part that is held as a tree: styles, relations, comments."""
PACKAGE_RATIO: Final = 400
"""Declared size against packed size; ordinary sheets reach 10 to 60, repeated empty rows 200."""
PACKAGE_PARTS: Final = 20_000
ROWS: Final = 100_000
"""Filled rows of one sheet or table."""
COLUMNS: Final = 1_024
CELLS: Final = 1_500_000
"""Filled cells of a whole file."""
CHARACTERS: Final = 60_000_000
SHARED_STRINGS: Final = 1_500_000
WORD_ROW_BYTES: Final = 4 * MEGABYTE
