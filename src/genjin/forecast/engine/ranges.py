"""What a kept range says of an amount in between: only P10, P50 and P90 are left of the draws."""

from math import erf, log, sqrt
from typing import Final

OUTER: Final = 1.2816
"""Normal quantile of 90 %."""


def chance_to_reach(low: float, middle: float, high: float, amount: float) -> float:
    """Return the chance that at least `amount` comes, given P10, P50 and P90.

    Each half is taken as normal, of the logarithm where all three are amounts; so it is right at the three points and
    near them, and a good guess elsewhere. A range without width is taken at its word.
    """
    if amount <= 0:
        return 1.0
    if high <= low:
        return 1.0 if middle >= amount else 0.0
    if low > 0:
        low, middle, high, amount = log(low), log(middle), log(high), log(amount)
    half = high - middle if amount > middle else middle - low
    if half <= 0:
        return 0.0 if amount > middle else 1.0
    return 0.5 * (1 - erf(OUTER * (amount - middle) / half / sqrt(2)))
