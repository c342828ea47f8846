"""Logging a contact whole: the row, how we were in touch, and what became of the steps agreed last time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, cast

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from genjin.core import clock
from genjin.core.errors import RuleBroken, WrongState
from genjin.customers.models import Contact
from genjin.people.models import User
from genjin.pipeline.models import Project
from genjin.planning.columns import read_cell
from genjin.planning.content import NewRow, RowContent
from genjin.planning.models import Action, FollowUp
from genjin.planning.operations.contact_details import edit_contact_details
from genjin.planning.operations.follow_ups import log_follow_up
from genjin.planning.operations.plan_items import finish_action


@dataclass(frozen=True, slots=True)
class ContactReport:
    """What a person fills in after a contact: the texts of cells by column, and what stands beside them.

    `finished` are the steps agreed earlier that are done now, each with what came of it. Where nothing is to follow,
    `no_next_step_because` says why.
    """

    cells: Mapping[str, str]
    details: Mapping[str, Any] = field(default_factory=dict)
    contacts: Sequence[Contact] = ()
    colleagues: Sequence[User] = ()
    finished: Mapping[Action, str] = field(default_factory=dict)
    no_next_step_because: str = ""


@transaction.atomic
def log_contact(project: Project, report: ContactReport, *, by: User) -> FollowUp:
    """Log a contact and close the steps that it closes: all of it or nothing.

    Refuses to leave the project without anything to do next, unless somebody says why: the chain never breaks
    silently. Records `follow_up.logged`, `follow_up.described` and `action.done`.
    """
    content = _content(report)
    if any(action.project_id != project.pk for action in report.finished):
        raise WrongState(_("This step belongs to another project."))
    row = log_follow_up(NewRow(project, content), by=by)
    described = report.details or report.contacts or report.colleagues
    if described:
        edit_contact_details(
            row, report.details, seen={}, by=by, contacts=report.contacts, colleagues=report.colleagues
        )
    for action, result in report.finished.items():
        finish_action(action, result=result, by=by)
    project.refresh_from_db(fields=["has_next_step"])
    if not project.has_next_step and not report.no_next_step_because.strip():
        raise RuleBroken(_("What is to be done next? Write a step, or say why there is none."), field="next_steps")
    return row


def _content(report: ContactReport) -> RowContent:
    """Return what the row says; why nothing is to follow stands in its note."""
    today = clock.today()
    day = cast("date", read_cell("date", report.cells.get("date", ""), reference=today) or today)
    values = {key: read_cell(key, text, reference=day) for key, text in report.cells.items() if key != "date"}
    if reason := report.no_next_step_because.strip():
        values["note"] = "\n".join(filter(None, [str(values.get("note", "")), gettext("No next step: %s") % reason]))
    return RowContent(date=day, **values)  # type: ignore[arg-type]
