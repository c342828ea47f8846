"""Having the forecast reckoned by whoever works in the background."""

from django.utils.translation import gettext_lazy as _

from genjin.core.errors import NotAllowed
from genjin.forecast.operations.reckoning import refresh_forecast
from genjin.forecast.policies import can_reckon
from genjin.jobs.queries.forecast import Reckoning, reckoning
from genjin.jobs.queries.queue import is_worked_off
from genjin.jobs.tasks import reckon_forecast
from genjin.people.models import User


def ask_for_forecast(*, by: User) -> None:
    """Have the forecast reckoned anew: by a worker where one lives, else here and now. Administrators only.

    Where it is being reckoned already, nothing is added.
    """
    if not can_reckon(by):
        raise NotAllowed(_("Only an administrator can have the forecast calculated again."))
    if not is_worked_off():
        refresh_forecast(by=by, again=True)
    elif reckoning() is not Reckoning.UNDER_WAY:
        reckon_forecast.enqueue(by.pk)
