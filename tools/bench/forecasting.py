"""How long the forecast engine takes: reading, fitting, predicting, for a simulated firm and in memory."""

import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))  # the simulator stands with the tests that it was made for

import numpy as np  # noqa: E402
from figures import Sheet  # noqa: E402

from genjin.forecast.engine.model import fit, predict  # noqa: E402
from genjin.forecast.engine.outlook import Outlook  # noqa: E402
from genjin.forecast.engine.reading import read_history  # noqa: E402
from genjin.forecast.engine.record import Shock  # noqa: E402
from genjin.forecast.engine.rollup import roll_up  # noqa: E402
from tests.forecast.simulator import firm_named, simulate  # noqa: E402

T = TypeVar("T")
MONTHS = [30.4 * month for month in range(1, 13)]


def measure_forecast(sheet: Sheet) -> None:
    """Print seconds of processor time: 10,000 closed deals to learn from, 1,000 open ones over twelve months."""
    firm = firm_named("plain", deals=11_500, years=3.0)
    data = simulate(firm).csv().encode()
    history = timed(sheet, "forecast: read a CSV of 11,500 deals", lambda: read_history(data, order=firm.stages))
    past = history.until(int(history.at.max()))
    timed(sheet, f"forecast: fit to {int(past.is_closed.sum()):,} closed deals", lambda: fit(past), limit=5)
    slow = replace(firm, deals=4000, years=1.5, cycle=150)
    busy = read_history(simulate(slow).csv().encode(), order=slow.stages)
    now = busy.until(int(busy.at.max()))
    model = fit(now)
    count = int((~now.is_closed).sum())
    timed(sheet, f"forecast: {count:,} deals × 12 months × 10,000", lambda: predict(model, now, MONTHS), limit=2)
    outlook = _thousand()
    timed(sheet, "forecast: roll up 1,000 of them", lambda: roll_up(outlook, [Shock()] * 12, [0.0] * 12), limit=2)


def _thousand() -> Outlook:
    random = np.random.default_rng(1)
    return Outlook(
        days=np.array(MONTHS),
        won_by=np.sort(random.random((1000, 12)) * 0.6, axis=1),
        amount=np.exp(random.normal(11, 1, 1000)),
        owner=random.integers(0, 8, 1000),
        new_wins=np.cumsum(np.ones((9, 12)) * 3, axis=1),
        amounts=np.exp(random.normal(11, 1, 400)),
    )


def timed(sheet: Sheet, words: str, work: Callable[[], T], *, limit: float | None = None) -> T:
    """Run something, keep how many seconds of processor time it took, and return what it gave."""
    since = time.process_time()
    result = work()
    sheet.put(words, time.process_time() - since, "s", limit, grows=False)
    return result


if __name__ == "__main__":
    measure_forecast(Sheet(0))
