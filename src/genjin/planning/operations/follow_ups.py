"""Logging, changing, deleting and restoring the rows of the plan table."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, cast

from django.db import connection, transaction
from django.db.models import F, Model
from django.utils.translation import gettext_lazy as _

from genjin.activity.models import ActivityEvent
from genjin.activity.record import changed, event_of, record, record_all
from genjin.activity.tracking import Values, Was, changes_between, new_rows, plain, values_of, was
from genjin.core import clock
from genjin.core.errors import NotAllowed, RuleBroken, StaleEdit, WrongState
from genjin.core.insertion import insert_all
from genjin.people.models import User
from genjin.pipeline.models import UNDATED, Project, Stage
from genjin.pipeline.queries.stages import stages_by_word
from genjin.planning import policies
from genjin.planning.columns import cell_texts
from genjin.planning.content import NewRow, RowChanges, RowContent
from genjin.planning.models import Action, FollowUp, Objection, Place, Risk
from genjin.planning.operations.derived import refresh_next_steps, refresh_projects, refresh_rows
from genjin.planning.operations.find_signals import find_signals_of_new, follow_edit, hide_signals
from genjin.planning.operations.packed_items import (
    new_actions,
    new_answered,
    people_named,
    rewrite_actions,
    rewrite_answered,
    store_actions,
)
from genjin.planning.queries.follow_ups import PACKED, whole_rows
from genjin.planning.search import index_rows

PLAIN = {"goal", "feedback", "note"}
PACKED_IN = {"actions": "actions", "next_steps": "actions", "objections": "objections", "risks": "risks"}


@transaction.atomic
def log_follow_ups(rows: Sequence[NewRow], *, by: User, aliases: Mapping[str, User] | None = None) -> list[FollowUp]:
    """Log rows in their order, each with the next number of its project. Records `follow_up.logged` for each.

    `aliases` says who of us is meant by a doer's words that are nobody's name.
    One statement per kind of thing, so that a team's whole table goes in at once.
    """
    _refuse_unless_allowed(by, {row.project.pk: row.project for row in rows}.values())
    stages = stages_by_word()
    numbers = _next_numbers(rows)
    stored = [_new_follow_up(row, number, stages, by) for row, number in zip(rows, numbers, strict=True)]
    insert_all(stored)
    actions: list[Action] = []
    objections: list[Objection] = []
    risks: list[Risk] = []
    for row, source in zip(stored, rows, strict=True):
        actions += new_actions(row, Place.MAIN, source.content.actions)
        actions += new_actions(row, Place.NEXT_STEP, source.content.next_steps)
        objections += new_answered(Objection, row, source.content.objections)
        risks += new_answered(Risk, row, source.content.risks)
    store_actions(actions, people_named(action.owner_words for action in actions) | dict(aliases or {}))
    insert_all(objections)
    insert_all(risks)
    _index_new_rows(stored, rows, actions, [*objections, *risks])
    find_signals_of_new(stored, objections)
    left = refresh_projects({row.project_id for row in stored})
    record_all(_event_of_row("follow_up.logged", row, None, left, by) for row in stored)
    return stored


def log_follow_up(row: NewRow, *, by: User) -> FollowUp:
    """Log one row. Records `follow_up.logged`."""
    return log_follow_ups([row], by=by)[0]


@transaction.atomic
def edit_follow_up(follow_up: FollowUp, changes: RowChanges, *, seen: Mapping[str, str], by: User) -> FollowUp:
    """Change some cells of a row; `seen` is the text of those cells when the editing began.

    Different cells of one row, changed by two people, both hold. A cell that somebody else changed meanwhile is
    refused with their text, and nothing of this edit is written. Records `follow_up.edited`.
    """
    if not policies.can_log(by, follow_up.project):
        raise NotAllowed(_("You cannot change this row."))
    if changes.project is not None and not policies.can_log(by, changes.project):
        raise NotAllowed(_("You cannot log follow-ups of this project."))
    row = _locked(follow_up)
    before = cell_texts(row)
    _refuse_stale(before, seen)
    left_project = row.project_id
    whole_before = whole_row(row) if changes.project is not None and changes.project.pk != left_project else None
    own_before = values_of(row)
    touched = _write(row, changes)
    if "next_steps" in changes.values:
        refresh_rows([row.pk])
    stages: dict[int, Was] = {}
    if left_project != row.project_id or {"date", "stage"} & set(changes.values):
        stages = refresh_projects({left_project, row.project_id})
    elif "next_steps" in changes.values:
        refresh_next_steps({row.project_id})
    row = _as_written(row, changes)
    follow_edit(row, changes)
    after = cell_texts(row)
    difference = changed(before, after)
    if difference:
        index_rows({row.pk: "\n".join(after.values())})
        if whole_before is not None:
            whole_before += [stages.pop(left_project)] if left_project in stages else []
            record("follow_up.moved_away", row, by=by, project_id=left_project, was=whole_before)
            touched = new_rows([row, *_parts_of(row)])
        else:
            own_changes = changes_between(own_before, values_of(row))
            touched.append(was(row, {name: old for name, (old, _new) in own_changes.items()}))
        touched += stages.values()
        record("follow_up.edited", row, by=by, project_id=row.project_id, changes=difference, was=touched)
    return row


def whole_row(row: FollowUp) -> list[Was]:
    """Return what a row and all its items are now: what a plan that the row leaves must be able to show again."""
    present = {
        "contact_ids": list(row.contacts.values_list("pk", flat=True)),
        "colleague_ids": list(row.colleagues.values_list("pk", flat=True)),
    }
    return [was(row, values_of(row) | present), *(was(part, values_of(part)) for part in _parts_of(row))]


def _parts_of(row: FollowUp) -> list[Model]:
    """Return all that belongs to a row and goes where it goes, deleted attachments too."""
    return [*row.actions.all(), *row.objections.all(), *row.risks.all(), *row.attachments.all()]


@transaction.atomic
def delete_follow_ups(follow_ups: Iterable[FollowUp], *, by: User) -> list[FollowUp]:
    """Hide rows; they can be restored. Records `follow_up.deleted` for each that was not hidden already."""
    return _hide(list(follow_ups), hide=True, by=by)


@transaction.atomic
def restore_follow_ups(follow_ups: Iterable[FollowUp], *, by: User) -> list[FollowUp]:
    """Show deleted rows again. Records `follow_up.restored` for each."""
    return _hide(list(follow_ups), hide=False, by=by)


def _refuse_unless_allowed(by: User, projects: Iterable[Project]) -> None:
    if not policies.can_log_of_all(by, projects):
        raise NotAllowed(_("You cannot log follow-ups of this project."))


def _next_numbers(rows: Sequence[NewRow]) -> list[int]:
    """Take the next numbers of each project; the counter only grows, so that a number is never used twice."""
    wanted: dict[int, int] = {}
    for row in rows:
        wanted[row.project.pk] = wanted.get(row.project.pk, 0) + 1
    for pk, count in sorted(wanted.items()):
        Project.objects.filter(pk=pk).update(follow_ups_logged=F("follow_ups_logged") + count)
    logged = dict(Project.objects.filter(pk__in=wanted).values_list("pk", "follow_ups_logged"))
    following = {pk: iter(range(logged[pk] - count + 1, logged[pk] + 1)) for pk, count in wanted.items()}
    return [next(following[row.project.pk]) for row in rows]


def _new_follow_up(row: NewRow, number: int, stages: Mapping[str, Stage], by: User) -> FollowUp:
    content = row.content
    stage = stages.get(content.stage)
    return FollowUp(
        project_id=row.project.pk,
        number=number,
        happened_on=content.date,
        listed_on=content.date or UNDATED,
        stage_id=stage.pk if stage else None,
        stage_words="" if stage else content.stage,
        goal=content.goal,
        feedback=content.feedback,
        note=content.note,
        next_due_on=min((step.due for step in content.next_steps if step.due), default=None),
        logged_by_id=by.pk,
        logged_at=clock.now(),
    )


def _index_new_rows(
    stored: Sequence[FollowUp],
    rows: Sequence[NewRow],
    actions: Sequence[Action],
    answered: Sequence[Objection | Risk],
) -> None:
    """Index new rows from what is at hand, without reading them back."""
    texts = {
        row.pk: [str(new.project), new.content.stage, row.goal, row.feedback, row.note]
        for row, new in zip(stored, rows, strict=True)
    }
    items = [(action.follow_up_id, action.content, action.owner_words) for action in actions]
    for pk, *words in (*items, *((entry.follow_up_id, entry.content, entry.response) for entry in answered)):
        if pk is not None:
            texts[pk] += words
    index_rows({pk: "\n".join(words) for pk, words in texts.items()})


def _locked(follow_up: FollowUp) -> FollowUp:
    """Return the row as it stands now, kept from other writers until the transaction ends."""
    if connection.features.has_select_for_update:  # SQLite's transaction already is the only writer
        FollowUp.objects.select_for_update().filter(pk=follow_up.pk).first()
    row = whole_rows().filter(pk=follow_up.pk).first()
    if row is None:
        raise WrongState(_("This row was deleted meanwhile; restore it first."))
    return row


def _refuse_stale(now: Mapping[str, str], seen: Mapping[str, str]) -> None:
    theirs = {key: now[key] for key, text in seen.items() if key in now and now[key] != text}
    if theirs:
        raise StaleEdit(_("Somebody else changed this cell meanwhile."), theirs=theirs)


def _write(row: FollowUp, changes: RowChanges) -> list[Was]:
    """Write only what changes; returns what the items of the cells were before."""
    items: list[Was] = []
    own: dict[str, Any] = {"version": F("version") + 1}
    for key, value in changes.values.items():
        if key in PLAIN:
            own[key] = value
        elif key == "date":
            own["happened_on"], own["listed_on"] = value, cast("date | None", value) or UNDATED
        elif key == "stage":
            stage = stages_by_word().get(str(value))
            own["stage"], own["stage_words"] = stage, "" if stage else str(value)
        else:
            items += _rewrite_packed(row, key, cast("Sequence[Any]", value))
    if changes.project is not None and changes.project.pk != row.project_id:
        own["project"] = row.project = changes.project
        own["number"] = _next_numbers([NewRow(changes.project, RowContent())])[0]
        for parts in (row.actions, row.objections, row.risks, row.attachments):
            parts.update(project=changes.project)
    FollowUp.objects.filter(pk=row.pk).update(**own)
    return items


def _as_written(row: FollowUp, changes: RowChanges) -> FollowUp:
    """Return the row as it stands now; reads again only what may differ from what was just written."""
    keys = set(changes.values)
    if changes.project is not None or not keys <= PLAIN | set(PACKED_IN):
        return whole_rows().get(pk=row.pk)
    for key in keys & PLAIN:
        setattr(row, key, changes.values[key])
    for name in {PACKED_IN[key] for key in keys - PLAIN}:
        setattr(row, f"packed_{name}", list(PACKED[name]._default_manager.filter(follow_up=row)))
    row.refresh_from_db(fields=["version", "next_due_on"])
    return row


def _event_of_row(kind: str, row: FollowUp, before: Values | None, stages: dict[int, Was], by: User) -> ActivityEvent:
    """Return the event of one row; the first one of a project also tells which stage the project was in."""
    told = [was(row, before)]
    if row.project_id in stages:
        told.append(stages.pop(row.project_id))
    return event_of(kind, row, by=by, project_id=row.project_id, was=told)


def _rewrite_packed(row: FollowUp, key: str, items: Sequence[Any]) -> list[Was]:
    if key == "actions":
        return rewrite_actions(row, Place.MAIN, items)
    if key == "next_steps":
        return rewrite_actions(row, Place.NEXT_STEP, items)
    if key == "objections":
        return rewrite_answered(Objection, row, items)
    if key == "risks":
        return rewrite_answered(Risk, row, items)
    raise RuleBroken(_("There is no column “%(key)s” to write to.") % {"key": key}, field=key)


def _hide(rows: list[FollowUp], *, hide: bool, by: User) -> list[FollowUp]:
    _refuse_unless_allowed(by, {row.project_id: row.project for row in rows}.values())
    changing = [row for row in rows if row.is_deleted != hide]
    now = clock.now() if hide else None
    FollowUp.objects.filter(pk__in=[row.pk for row in changing]).update(deleted_at=now, version=F("version") + 1)
    hide_signals(changing, hide=hide)
    stages = refresh_projects({row.project_id for row in changing})
    kind = "follow_up.deleted" if hide else "follow_up.restored"
    record_all(_event_of_row(kind, row, {"deleted_at": plain(row.deleted_at)}, stages, by) for row in changing)
    return changing
