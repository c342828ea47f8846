"""A customer's own rhythm of answers (DOMAIN §2, P3)."""

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import pairwise
from statistics import median

from genjin.core.working_days import working_days

ENOUGH_GAPS = 6
GAP_FACTOR = 3


def usual_silence(days: Iterable[date]) -> int | None:
    """Return how many working days of silence are usual, from the days on which the customer took part.

    Three times the median of the gaps between them; None while fewer than six gaps are known.
    """
    gaps = [working_days(one + timedelta(days=1), other) for one, other in pairwise(sorted(set(days)))]
    return max(1, round(median(gaps) * GAP_FACTOR)) if len(gaps) >= ENOUGH_GAPS else None
