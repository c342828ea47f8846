"""How a figure is measured and printed."""

import statistics
import time
from collections.abc import Callable


def figure(name: str, act: Callable[[int], object], *, limit: float | None = None, rounds: int = 25) -> None:
    """Measure the median of some rounds in milliseconds, after three to warm up."""
    spent = []
    for number in range(rounds + 3):
        began = time.perf_counter()
        act(number)
        spent.append((time.perf_counter() - began) * 1000)
    report(name, statistics.median(spent[3:]), limit)


def report(name: str, value: float, limit: float | None, unit: str = "ms") -> None:
    """Print one line, marked where it misses its aim."""
    aim = "" if limit is None else f"  (aim ≤ {limit:.3g}){'' if value <= limit else '  MISSED'}"
    print(f"  {name:44} {value:8.1f} {unit}{aim}", flush=True)
