"""What the list of imports and the page of a finished one show."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from genjin.people.models import User
from genjin.people.policies import can_write
from genjin.planning.queries.follow_ups import visible_follow_ups, whole_rows
from genjin.plantable.models import ImportState, PlanImport
from genjin.plantable.queries.imports import rows_of_import, visible_imports
from genjin.web.planning.rendered_rows import rendered_rows

MOST_LISTED = 200
MOST_ROWS = 200
MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class ListedImport:
    """One import in the list; `changed_at` is when it came into its state."""

    entry: PlanImport
    changed_at: datetime
    is_own: bool
    rows: str

    @property
    def is_draft(self) -> bool:
        """Tell whether it waits for a decision."""
        return self.entry.state == ImportState.DRAFT

    @property
    def is_applied(self) -> bool:
        """Tell whether its rows are in force."""
        return self.entry.state == ImportState.APPLIED


@dataclass(frozen=True, slots=True)
class ImportList:
    """The page of imports."""

    imports: Sequence[ListedImport]
    may_import: bool


@dataclass(frozen=True, slots=True)
class AppliedImport:
    """The page of one import that was applied: what it wrote and is still there."""

    listed: ListedImport
    rows: Sequence[str]
    left: int


def import_list(user: User) -> ImportList:
    """Return this person's imports, the latest first."""
    imports = [_listed(user, entry) for entry in visible_imports(user)[:MOST_LISTED]]
    return ImportList(imports, can_write(user))


def applied_import(user: User, entry: PlanImport) -> AppliedImport:
    """Return an import with those of its rows that this person may see."""
    seen = visible_follow_ups(user).filter(pk__in=rows_of_import(entry))
    rows = list(whole_rows().filter(pk__in=seen).order_by("pk")[:MOST_ROWS])
    left = max(0, seen.count() - len(rows)) if len(rows) == MOST_ROWS else 0
    return AppliedImport(_listed(user, entry), rendered_rows(rows, may_edit=False), left)


def limit_words() -> str:
    """Return what is said of a file over the limit of uploads."""
    limit = settings.UPLOAD_LIMIT // MEGABYTE
    return _("The file is larger than %(limit)d MB; split it, or take the pictures out.") % {"limit": limit}


def applied_words(done: PlanImport) -> SafeString:
    """Return what is said after importing, with a button that takes it back."""
    said = ngettext("%(count)d row imported.", "%(count)d rows imported.", done.row_count) % {"count": done.row_count}
    link = format_html('{} <a href="{}">{}</a>', said, reverse("import", args=[done.pk]), _("Look at them"))
    return _with_button(link, "import-undoing", done, _("Undo the import"))


def undone_words(undone: PlanImport, count: int) -> SafeString:
    """Return what is said after undoing, with a button that takes that back."""
    said = ngettext("%(count)d row hidden again.", "%(count)d rows hidden again.", count) % {"count": count}
    return _with_button(said, "import-redoing", undone, _("Redo the import"))


def redone_words(done: PlanImport, count: int) -> SafeString:
    """Return what is said after redoing, with a button that takes that back."""
    said = ngettext("%(count)d row shown again.", "%(count)d rows shown again.", count) % {"count": count}
    return _with_button(said, "import-undoing", done, _("Undo the import"))


def _with_button(said: str, name: str, entry: PlanImport, title: str) -> SafeString:
    address = reverse(name, args=[entry.pk])
    return format_html('{} <button type="button" hx-post="{}" hx-swap="none">{}</button>', said, address, title)


def _listed(user: User, entry: PlanImport) -> ListedImport:
    changed_at = entry.undone_at or entry.applied_at or entry.uploaded_at
    rows = ngettext("%(count)d row", "%(count)d rows", entry.row_count) % {"count": entry.row_count}
    return ListedImport(entry, changed_at, entry.by_id == user.pk, rows)
