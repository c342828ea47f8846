"""The forecast of the demo data: an old system's history, targets, numbers, and snapshots of the last weeks."""

import csv
import io
import random
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from genjin.forecast.engine.reading import COLUMNS
from genjin.forecast.operations.numbers import adjust_number, say_number
from genjin.forecast.operations.past_logs import bring_history
from genjin.forecast.operations.reckoning import refresh_forecast
from genjin.forecast.operations.targets import set_target
from genjin.forecast.periods import Period, period_of
from genjin.people.models import User

SNAPSHOTS: Final = (-5, -1)
"""Working days before today on whose evening the forecast is reckoned."""
SAID: Final = (("zhangwei", 18_000_000, 13_500_000, 9_600_000), ("wanglei", 9_000_000, 7_200_000, 4_000_000))
"""Of each seller the target, the own number, and that of the quarter before."""
SEED: Final = 20_260_301
DEALS: Final = 320
LATEST, EARLIEST = 300, 1000  # days before today on which the old system's deals began
STAGES: Final = ("初步接洽", "需求调研", "方案制定", "商务谈判", "合同签署")
STAYS: Final = (18, 26, 30, 24, 12)  # days in each stage, about
KEEN: Final = 0.6
STAYS_KEEN: Final = 0.88
GOES_ON_KEEN: Final = 0.9
GOES_ON_ELSE: Final = 0.5


def tell_forecast(offset: int, people: Mapping[str, User], today: date) -> None:
    """Do what belongs to the forecast on the evening of a working day before today."""
    if offset not in SNAPSHOTS:
        return
    if offset == SNAPSHOTS[0]:
        text = old_history(today).encode()
        bring_history("旧系统商机.csv", text, by=people["admin"])
        _say_what_is_expected(people, period_of(today, "quarter"))
    refresh_forecast(by=None, again=True)


def _say_what_is_expected(people: Mapping[str, User], this_quarter: Period) -> None:
    manager, quarter = people["chenjing"], this_quarter.key
    last_quarter = period_of(this_quarter.start - timedelta(days=1), "quarter").key
    for seller, target, said, said_then in SAID:
        set_target(quarter, Decimal(target), by=people["admin"], person=people[seller])
        say_number(quarter, Decimal(said), by=people[seller])
        say_number(last_quarter, Decimal(said_then), by=people[seller])
    if manager.managed_departments.filter(people=people["zhangwei"]).exists():
        words = "审计部的口径未定，先按一期估"
        adjust_number(people["zhangwei"], quarter, Decimal(10_500_000), reason=words, by=manager)


def old_history(today: date) -> str:
    """Return the log of the deals that the demo company had in its old system; the same day gives the same log."""
    dice = random.Random(SEED)  # noqa: S311  demo data
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow(COLUMNS)
    for number in range(DEALS):
        day = today - timedelta(days=dice.randint(LATEST, EARLIEST))
        deal, owner = f"old-{number:03d}", dice.choice(("赵敏", "钱峰", "孙宁"))
        amount = round(dice.lognormvariate(15.2, 0.8), -4)
        is_keen = dice.random() < KEEN
        for place, stage in enumerate(STAGES):
            writer.writerow((deal, day.isoformat(), "stage", stage, owner))
            if place == 0:
                writer.writerow((deal, day.isoformat(), "amount", f"{amount:.0f}", owner))
            # a customer who has lost interest lets us wait, and is heard of less
            is_keen = is_keen and dice.random() < STAYS_KEEN
            stay = max(2, round(dice.gammavariate(2.0, STAYS[place] / (3 if is_keen else 1.2))))
            for _ in range(dice.randint(3, 6) if is_keen else dice.randint(0, 2)):
                touched = day + timedelta(days=dice.randint(0, stay))
                writer.writerow((deal, touched.isoformat(), "activity", "", owner))
            day += timedelta(days=stay)
            if dice.random() > (GOES_ON_KEEN if is_keen else GOES_ON_ELSE):
                writer.writerow((deal, day.isoformat(), "lost", "", owner))
                break
        else:
            writer.writerow((deal, day.isoformat(), "won", "", owner))
    return buffer.getvalue()
