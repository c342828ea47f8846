"""A note that somebody confirmed becomes a row of the plan table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from genjin.core.errors import RuleBroken
from genjin.customers.models import Contact
from genjin.people.models import User
from genjin.pipeline.models import Project
from genjin.pipeline.operations.entries import add_entry
from genjin.pipeline.operations.projects import find_or_add_project
from genjin.planning.models import FollowUp, Place
from genjin.planning.operations.contacts import ContactReport, log_contact
from genjin.planning.operations.find_signals import keep_signals_read
from genjin.planning.operations.plan_items import edit_plan_item
from genjin.planning.signal_kinds import Label


@dataclass(frozen=True, slots=True)
class NewPlace:
    """A project that somebody says is new; its customer may be known or new as well."""

    customer_name: str
    project_name: str


@dataclass(frozen=True, slots=True)
class ConfirmedNote:
    """What a note came to, as confirmed. `expected` is the result expected of a step, by the step's content.

    `signals` are kinds with their words that the language model `engine` read; our own detector needs no telling.
    """

    report: ContactReport
    expected: Mapping[str, str] = field(default_factory=dict)
    new_contacts: Sequence[str] = ()
    signals: Sequence[tuple[Label, str]] = ()
    engine: str = ""


@transaction.atomic
def log_note(place: Project | NewPlace, note: ConfirmedNote, *, by: User) -> FollowUp:
    """Log a note as a follow-up, with what it adds: customer, project, contacts. All of it or nothing.

    Records what `log_contact` records, `customer.added`, `project.added`, `contact.added`, and `action.edited` for the
    result expected of a step.
    """
    project = place if isinstance(place, Project) else _new_project(place, by)
    added = [_new_contact(project, name, by) for name in note.new_contacts]
    report = replace(note.report, contacts=[*note.report.contacts, *added])
    row = log_contact(project, report, by=by)
    for action in row.actions.filter(place=Place.NEXT_STEP).select_related("project"):
        if expected := note.expected.get(action.content, "").strip():
            edit_plan_item(action, {"expected_result": expected}, seen={}, by=by)
    if note.engine:
        keep_signals_read(row, note.signals, engine=note.engine)
    return row


def _new_project(place: NewPlace, by: User) -> Project:
    if not place.customer_name.strip():
        raise RuleBroken(_("Choose the project, or name the new customer."), field="project")
    return find_or_add_project(place.customer_name.strip(), place.project_name.strip() or None, by=by)


def _new_contact(project: Project, name: str, by: User) -> Contact:
    if project.customer is None:
        raise RuleBroken(_("Choose contacts of the project's own customer."), field="contacts")
    return add_entry(Contact(customer=project.customer, name=name.strip()), by=by)
