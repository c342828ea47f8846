"""Writing the rows of a view to a file."""

from collections.abc import Iterator
from typing import BinaryIO

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from genjin.activity.record import record
from genjin.core import clock
from genjin.people.models import User
from genjin.planning.queries.plan_view import PlanView
from genjin.plantable.queries.export import ExportOrder, plan_rows
from genjin.plantable.row import PlanRow
from genjin.plantable.writing.formats import Format, write_plan_table
from genjin.plantable.writing.headings import HEADINGS_EN, HEADINGS_ZH


def export_plan_table(user: User, view: PlanView, form: Format, to: BinaryIO, *, order: ExportOrder = "date") -> int:
    """Write what this person may see of a view, in the language in force; returns the number of rows.

    Records `plan_table.exported`: who took how many rows away.
    """
    count = 0

    def counted() -> Iterator[PlanRow]:
        nonlocal count
        for row in plan_rows(user, view, order=order):
            count += 1
            yield row

    english = (get_language() or "").startswith("en")
    headings = HEADINGS_EN if english else HEADINGS_ZH
    write_plan_table(
        form, counted(), to, title=_("Key-account follow-up plan"), period=_period(view), headings=headings
    )
    record("plan_table.exported", user, by=user, rows=count, format=form, view=view.query())
    return count


def _period(view: PlanView) -> str:
    """Return which days the table covers, and the day it was made."""
    made = _("as of %s") % clock.today().isoformat()
    if view.since or view.until:
        days = _("%(since)s to %(until)s") % {"since": view.since or "…", "until": view.until or "…"}
        return f"{days} ({made})"
    return made
