"""`genjin health`: reckoning the health of every plan, as a nightly timer does."""

from typing import Annotated

import typer

from genjin.cli.frame import app, out, with_product
from genjin.core.terminal import said


@app.command(
    help=said("Calculate the health of plans that changed, and list those in danger; a worker does so by itself.")
)
@with_product
def health(
    most: Annotated[int, typer.Option(min=0, help=said("How many plans in danger to list."))] = 20,
) -> None:
    """Calculate the health of plans that changed, and list those in danger; a worker does so by itself."""
    from django.utils.translation import gettext as _

    from genjin.health.operations.medians import refresh_medians
    from genjin.health.operations.refresh import refresh_health
    from genjin.health.queries.plan_health import plans_in_danger
    from genjin.health.wording import reason
    from genjin.people.operations.people import local_administrator
    from genjin.setup.database import prepare_database

    prepare_database()
    refresh_medians()
    count = refresh_health()
    out.print(_("Plans calculated: %(count)d.") % {"count": count}, markup=False, highlight=False)
    for plan in plans_in_danger(local_administrator(), most):
        worst = next(iter(plan.alerts.shown), None)
        why = reason(worst.check_key, worst.because, worst.parameters) if worst else _("No day to come for the close")
        out.print(f"{plan.health.score:>4}  {plan.project}  {why}", markup=False, highlight=False)
