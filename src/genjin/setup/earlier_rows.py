"""Looking for decision signals in rows that were logged before the product did so, or by an older detector."""

from collections.abc import Iterator

from genjin.planning.models import FollowUp
from genjin.planning.operations.find_signals import find_signals_again

BATCH = 200
# An upgrade reads the latest rows, within a minute or so; `genjin find-signals` reads all.
MOST_AT_UPGRADE = 20_000


def rows_to_read() -> int:
    """Return how many rows there are to read."""
    return FollowUp.objects.filter(deleted_at=None).count()


def find_signals_in_earlier_rows(most: int | None = None) -> Iterator[int]:
    """Read rows in short transactions, the latest first; yields how many were read each time.

    It may be stopped and begun again at any time: what is found follows the words, what people decided stays.
    """
    rows = FollowUp.objects.filter(deleted_at=None).order_by("-pk")
    left, last = most, None
    while left is None or left > 0:
        size = BATCH if left is None else min(BATCH, left)
        earlier = rows if last is None else rows.filter(pk__lt=last)
        pks = list(earlier.values_list("pk", flat=True)[:size])
        if not pks:
            return
        find_signals_again(pks)
        last = pks[-1]
        left = None if left is None else left - len(pks)
        yield len(pks)
