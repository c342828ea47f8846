"""The rows of a view as plain values, for writing them to a file."""

from collections.abc import Iterator
from typing import Literal

from django.db.models import Value
from django.db.models.functions import Coalesce

from genjin.people.models import User
from genjin.planning.columns import action_items, actions_at, answered_items
from genjin.planning.models import FollowUp, Place
from genjin.planning.queries.filtered import filtered_follow_ups
from genjin.planning.queries.follow_ups import whole_rows
from genjin.planning.queries.plan_view import PlanView
from genjin.plantable.row import PlanRow

ExportOrder = Literal["date", "entered"]
BATCH = 500


def plan_rows(user: User, view: PlanView, *, order: ExportOrder = "date") -> Iterator[PlanRow]:
    """Yield the visible rows of a view, numbered from 1: by project and then date, or as they were entered."""
    rows = filtered_follow_ups(user, view)
    if order == "entered":
        keys = rows.order_by("pk")
    else:
        customer = Coalesce("project__customer__name", Value(""))
        keys = rows.order_by(customer, "project__name", "project_id", "listed_on", "pk")
    pks = list(keys.values_list("pk", flat=True))
    for start in range(0, len(pks), BATCH):
        part = pks[start : start + BATCH]
        found = {row.pk: row for row in whole_rows().filter(pk__in=part)}
        for number, pk in enumerate(part, start + 1):
            if pk in found:
                yield plan_row(found[pk], number)


def plan_row(row: FollowUp, number: int) -> PlanRow:
    """Return one row as plain values."""
    customer = row.project.customer
    return PlanRow(
        seq=number,
        date=row.happened_on,
        customer=customer.name if customer else None,
        project=row.project.name or None,
        stage=row.stage_name or None,
        goal=row.goal or None,
        actions=tuple(action_items(actions_at(row, Place.MAIN))),
        feedback=row.feedback or None,
        objections=tuple(answered_items(row.objections.all())),
        next_steps=tuple(action_items(actions_at(row, Place.NEXT_STEP))),
        risks=tuple(answered_items(row.risks.all())),
        note=row.note or None,
    )
