"""What one row of the plan table shows: everything worked out, so that the template only writes it down."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from genjin.core import clock
from genjin.planning.columns import actions_at, cell_text, objections_of, risks_of, signals_of_row
from genjin.planning.models import Action, FollowUp, Objection, Place, Risk, SignalSource
from genjin.web.formats import day_with_weekday, days_late, short_day
from genjin.web.signals.marks import Mark, marks_of

MOST_STAGE_COLOURS = 6
# what has no cell of its own is named in that of the customer's feedback
FEEDBACK = set(SignalSource) - {SignalSource.OBJECTIONS, SignalSource.NOTE}


@dataclass(frozen=True, slots=True)
class ActionLine:
    """One action in a packed cell. `state` is `done`, `late` or nothing."""

    pk: int
    content: str
    doer: str
    day: str
    late: str
    state: str


@dataclass(frozen=True, slots=True)
class AnsweredLine:
    """One objection or risk in a packed cell."""

    content: str
    response: str


@dataclass(frozen=True, slots=True)
class RowData:
    """One row. The `…_text` are what is edited and copied where that is not what is shown.

    Numbers are texts already: a template would look up how the language writes each of them.
    """

    pk: str
    version: str
    project_pk: str
    customer_pk: str
    number: str
    day: str
    day_text: str
    customer: str
    project: str
    customer_project_text: str
    stage: str
    stage_text: str
    stage_class: str
    goal: str
    actions: Sequence[ActionLine]
    actions_text: str
    feedback: str
    feedback_marks: Sequence[Mark]
    objections: Sequence[AnsweredLine]
    objections_marks: Sequence[Mark]
    objections_text: str
    next_steps: Sequence[ActionLine]
    next_steps_text: str
    risks: Sequence[AnsweredLine]
    risks_text: str
    note: str
    note_marks: Sequence[Mark]

    def __getitem__(self, name: str) -> object:
        """Return a field: a template asks so first, and a refusal costs it more than the answer."""
        return getattr(self, name)


def row_data(row: FollowUp) -> RowData:
    """Return what the row shows today, in the language of the request."""
    today = clock.today()
    customer = row.project.customer
    return RowData(
        pk=str(row.pk),
        version=str(row.version),
        project_pk=str(row.project_id),
        customer_pk=str(row.project.customer_id or ""),
        number=str(row.number),
        day=day_with_weekday(row.happened_on, today) if row.happened_on else "",
        day_text=cell_text(row, "date"),
        customer=customer.name if customer else "",
        project=row.project.name,
        customer_project_text=cell_text(row, "customer_project"),
        stage=str(row.stage) if row.stage else row.stage_words,
        stage_text=row.stage_name,
        stage_class=stage_class(row.stage.position if row.stage else 0),
        goal=row.goal,
        actions=[_action_line(entry, row, today) for entry in actions_at(row, Place.MAIN)],
        actions_text=cell_text(row, "actions"),
        feedback=row.feedback,
        feedback_marks=_marks(row, FEEDBACK),
        objections=_answered_lines(objections_of(row)),
        objections_marks=_marks(row, {SignalSource.OBJECTIONS}),
        objections_text=cell_text(row, "objections"),
        next_steps=[_action_line(entry, row, today) for entry in actions_at(row, Place.NEXT_STEP)],
        next_steps_text=cell_text(row, "next_steps"),
        risks=_answered_lines(risks_of(row)),
        risks_text=cell_text(row, "risks"),
        note=row.note,
        note_marks=_marks(row, {SignalSource.NOTE}),
    )


def stage_class(position: int) -> str:
    """Return the colour of a stage by its place among the stages."""
    return f"s{min(max(position, 1), MOST_STAGE_COLOURS)}"


def _marks(row: FollowUp, sources: Collection[str]) -> list[Mark]:
    return marks_of(signal for signal in signals_of_row(row) if signal.column in sources)


def _answered_lines(entries: Sequence[Objection] | Sequence[Risk]) -> list[AnsweredLine]:
    return [AnsweredLine(entry.content, entry.response) for entry in entries]


def _action_line(entry: Action, row: FollowUp, today: date) -> ActionLine:
    late = _days_late(entry, row, today)
    if entry.due_on is None:
        day = ""
    elif late or entry.done_on:
        day = short_day(entry.due_on, today)
    else:
        day = day_with_weekday(entry.due_on, today)
    return ActionLine(
        pk=entry.pk,
        content=entry.content,
        doer=entry.owner_words,
        day=day,
        late=days_late(late) if late else "",
        state="done" if entry.done_on else "late" if late else "",
    )


def _days_late(entry: Action, row: FollowUp, today: date) -> int:
    """Return by how many days an action is overdue.

    A main action dated up to the day of the contact tells what was done there; nobody has to tick it off.
    """
    if entry.due_on is None or not entry.is_overdue(today):
        return 0
    told = entry.place == Place.MAIN and (row.happened_on is None or entry.due_on <= row.happened_on)
    return 0 if told else (today - entry.due_on).days
