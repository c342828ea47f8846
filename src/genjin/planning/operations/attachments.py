"""Attaching files to follow-ups: to one that is logged, or together with logging it."""

from collections.abc import Sequence

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from genjin.core.errors import NotAllowed, WrongState
from genjin.core.kept_file import in_storage
from genjin.people.models import User
from genjin.pipeline.models import Project
from genjin.pipeline.operations.entries import add_entry, locked
from genjin.planning import policies
from genjin.planning.models import Attachment, FollowUp
from genjin.planning.operations.contacts import ContactReport, log_contact

Files = Sequence["File[bytes]"]


def attach_files(follow_up: FollowUp, files: Files, *, by: User) -> list[Attachment]:
    """Attach files under their own names: all of them or none. Records `attachment.added` for each."""
    if not policies.can_log(by, follow_up.project):
        raise NotAllowed(_("You cannot change this row."))
    with in_storage(files, lambda: Attachment(project=follow_up.project)) as rows, transaction.atomic():
        return _add(rows, locked(follow_up), by)


def log_contact_with_files(project: Project, report: ContactReport, files: Files, *, by: User) -> FollowUp:
    """Log a contact and attach files to it: all of it or nothing. Records what `log_contact` and attaching record."""
    if not policies.can_log(by, project):
        raise NotAllowed(_("You cannot log follow-ups of this project."))
    with in_storage(files, lambda: Attachment(project=project)) as rows, transaction.atomic():
        follow_up = log_contact(project, report, by=by)
        _add(rows, follow_up, by)
        return follow_up


def _add(rows: Sequence[Attachment], follow_up: FollowUp, by: User) -> list[Attachment]:
    if follow_up.is_deleted:
        raise WrongState(_("This row was deleted meanwhile; restore it first."))
    for row in rows:
        row.follow_up, row.project = follow_up, follow_up.project
        add_entry(row, by=by)
    return list(rows)
