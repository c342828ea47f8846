"""Every check, in the order of DOMAIN §2."""

from collections.abc import Mapping

from genjin.health.engine import competition, execution, progress, relationship, value
from genjin.health.engine.check import Check

CHECKS: Mapping[str, Check] = {
    check.key: check
    for check in (
        *relationship.CHECKS,
        *progress.CHECKS,
        *value.CHECKS,
        *competition.CHECKS,
        *execution.CHECKS,
    )
}
