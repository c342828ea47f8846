"""What every test of calendar feeds needs."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from genjin.core import clock

NOON = datetime(2026, 3, 10, 12, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture(autouse=True)
def _noon() -> object:
    with clock.stopped_at(NOON):
        yield
