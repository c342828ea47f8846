"""The one way in which an event is written: by the operation, inside its transaction."""

from collections.abc import Iterable, Mapping

from django.db import models

from genjin.activity.models import ActivityEvent
from genjin.activity.tracking import Was
from genjin.core import clock
from genjin.core.insertion import insert_all
from genjin.people.models import User


def event_of(
    kind: str,
    target: models.Model,
    *,
    by: User | None,
    project_id: int | None = None,
    customer_id: int | None = None,
    was: Iterable[Was] | None = None,
    **detail: object,
) -> ActivityEvent:
    """Return an event that is not stored yet; `kind` is `noun.past_tense`, `detail` what can stand in JSON.

    `was` says what each row that it touched was before, where `kind` and `changes` do not tell (see `rewind`).
    """
    if was is not None:
        detail["was"] = list(was)
    return ActivityEvent(
        kind=kind,
        at=clock.now(),
        by=by,
        target_type=str(target._meta.model_name),
        target_id=target.pk,
        project_id=project_id,
        customer_id=customer_id,
        detail=detail,
    )


def record(
    kind: str,
    target: models.Model,
    *,
    by: User | None,
    project_id: int | None = None,
    customer_id: int | None = None,
    was: Iterable[Was] | None = None,
    **detail: object,
) -> ActivityEvent:
    """Store that something happened to `target`; parameters as of `event_of`."""
    event = event_of(kind, target, by=by, project_id=project_id, customer_id=customer_id, was=was, **detail)
    event.save()
    return event


def record_all(events: Iterable[ActivityEvent]) -> None:
    """Store many events at once."""
    insert_all(list(events))


def changed(before: Mapping[str, str], after: Mapping[str, str]) -> dict[str, list[str]]:
    """Return `{field: [old, new]}` of what differs, the form in which an event keeps a change."""
    return {field: [before.get(field, ""), new] for field, new in after.items() if before.get(field, "") != new}
