"""How background work leaves room for people: it rests for as long as it worked.

SQLite has one writer, and who waits for it looks only now and then (every tenth of a second): work that takes the lock
again at once would keep people waiting for as long as there is work.
"""

from typing import Final

LONGEST_REST: Final = 0.25  # seconds


def rest_after(seconds: float) -> float:
    """Return how long to rest after work of so many seconds."""
    return min(seconds, LONGEST_REST)
