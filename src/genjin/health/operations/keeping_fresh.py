"""What the background does for the health of plans: nobody who opens a page should wait for it."""

from typing import Final

from genjin.core import clock
from genjin.health.operations.medians import refresh_medians
from genjin.health.operations.refresh import refresh_health
from genjin.health.queries.stale_plans import plans_to_look_at
from genjin.pipeline.queries.projects import all_projects

AT_ONCE: Final = 100


def refresh_changed_health() -> bool:
    """Reckon some of the plans that were lately changed, or not yet reckoned today; return whether there were any."""
    return refresh_health(plans_to_look_at(all_projects(), clock.today(), AT_ONCE), limit=AT_ONCE) > 0


def refresh_all_health() -> bool:
    """Learn the usual days anew, and reckon whatever changed, however long ago: for the night."""
    refresh_medians()
    refresh_health()
    return False
