"""The rows of a view as plain values, for writing them to a file.

Read as tuples, not as models: a team's whole table is some hundred thousand of them.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Literal

from django.db.models import Value
from django.db.models.functions import Coalesce

from genjin.people.models import User
from genjin.planning.models import Action, FollowUp, Objection, Place, Risk
from genjin.planning.queries.filtered import filtered_follow_ups
from genjin.planning.queries.plan_view import PlanView
from genjin.plantable.row import PlanRow
from genjin.text.cells import ActionItem, AnsweredItem

ExportOrder = Literal["date", "entered"]
BATCH = 1000
COLUMNS = (
    "pk",
    "happened_on",
    "project__customer__name",
    "project__name",
    "stage__name",
    "stage_words",
    "goal",
    "feedback",
    "note",
)


def plan_rows(user: User, view: PlanView, *, order: ExportOrder = "date") -> Iterator[PlanRow]:
    """Yield the visible rows of a view, numbered from 1: by project and then date, or as they were entered."""
    rows = filtered_follow_ups(user, view)
    if order == "entered":
        rows = rows.order_by("pk")
    else:
        customer = Coalesce("project__customer__name", Value(""))
        rows = rows.order_by(customer, "project__name", "project_id", "listed_on", "pk")
    keys = list(rows.values_list("pk", flat=True))
    for start in range(0, len(keys), BATCH):
        yield from plan_rows_of(keys[start : start + BATCH], start + 1)


def plan_rows_of(keys: Sequence[int], number: int) -> Iterator[PlanRow]:
    """Yield the rows of these keys in their order, numbered from `number`."""
    actions, objections, risks = _actions_of(keys), _answered_of(Objection, keys), _answered_of(Risk, keys)
    found = {values[0]: values[1:] for values in FollowUp.objects.filter(pk__in=keys).values_list(*COLUMNS)}
    for seq, pk in enumerate((pk for pk in keys if pk in found), number):
        day, customer, project, stage, words, goal, feedback, note = found[pk]
        yield PlanRow(
            seq=seq,
            date=day,
            customer=customer,
            project=project or None,
            stage=stage or words or None,
            goal=goal or None,
            actions=tuple(actions[pk, Place.MAIN.value]),
            feedback=feedback or None,
            objections=tuple(objections[pk]),
            next_steps=tuple(actions[pk, Place.NEXT_STEP.value]),
            risks=tuple(risks[pk]),
            note=note or None,
        )


def _actions_of(keys: Sequence[int]) -> dict[tuple[int, str], list[ActionItem]]:
    """Return the items of both action columns by row and column."""
    found = defaultdict(list)
    entries = Action.objects.filter(follow_up__in=keys).order_by("position", "pk")
    for row, place, content, owner, due in entries.values_list(
        "follow_up_id", "place", "content", "owner_words", "due_on"
    ):
        found[row, place].append(ActionItem(content, owner or None, due))
    return found


def _answered_of(kind: type[Objection] | type[Risk], keys: Sequence[int]) -> dict[int, list[AnsweredItem]]:
    """Return the items of one column of objections or risks by row."""
    found = defaultdict(list)
    entries = kind._default_manager.filter(follow_up__in=keys).order_by("position", "pk")
    for row, content, response in entries.values_list("follow_up_id", "content", "response"):
        found[row].append(AnsweredItem(content, response or None))
    return found
