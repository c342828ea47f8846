"""The kinds of the audit in words."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

GROUPS: Final[Mapping[str, Promise]] = {
    "sign_ins": _("Sign-ins"),
    "rights": _("People and rights"),
    "exports": _("Exports and files"),
    "imports": _("Imports"),
    "personal_data": _("Personal data"),
    "feeds": _("Calendar feeds"),
    "settings": _("Settings"),
}

KINDS: Final[Mapping[str, Promise]] = {
    "person.signed_in": _("signed in"),
    "person.signed_out": _("signed out"),
    "person.sign_in_refused": _("sign-in refused"),
    "person.invited": _("person invited"),
    "person.let_in": _("let in by the other sign-in"),
    "person.changed": _("person changed"),
    "person.role_changed": _("role changed"),
    "person.deactivated": _("person deactivated"),
    "person.reactivated": _("person reactivated"),
    "person.handed_over": _("everything handed over"),
    "invitation.accepted": _("invitation accepted"),
    "invitation.revoked": _("invitation revoked"),
    "password_link.made": _("link for a new password made"),
    "session.ended": _("session ended"),
    "sessions.ended": _("all sessions ended"),
    "second_factor.set_up": _("second factor set up"),
    "second_factor.removed": _("second factor removed"),
    "second_factor.reset": _("second factor reset"),
    "second_factor.required": _("second factor required"),
    "second_factor.not_required": _("second factor no longer required"),
    "department.added": _("department added"),
    "department.changed": _("department changed"),
    "department.deleted": _("department deleted"),
    "export.made": _("exported"),
    "backup.made": _("backup made"),
    "import.applied": _("imported"),
    "import.undone": _("import undone"),
    "import.redone": _("import brought back"),
    "contact.exported": _("personal data exported"),
    "contact.erased": _("personal data erased"),
    "calendar_feed.added": _("calendar feed made"),
    "calendar_feed.changed": _("calendar feed changed"),
    "calendar_feed.renewed": _("calendar feed got a new address"),
    "calendar_feed.revoked": _("calendar feed revoked"),
    "retention.changed": _("retention changed"),
}

EXPORTS: Final[Mapping[str, Promise]] = {
    "plan_table": _("plan table"),
    "plan_book": _("plan book"),
    "forecast": _("forecast"),
    "history": _("history of deals"),
    "file": pgettext_lazy("audit", "file"),
    "audit": pgettext_lazy("audit", "audit"),
    "contact": _("data of a contact"),
    "weekly_report": _("weekly report"),
}

DETAILS: Final[Mapping[str, Promise]] = {
    "changes": pgettext_lazy("audit", "changed"),
    "channel": pgettext_lazy("audit", "channel"),
    "contact": pgettext_lazy("audit", "contact"),
    "days": pgettext_lazy("audit", "days"),
    "department": pgettext_lazy("audit", "department"),
    "device": pgettext_lazy("audit", "browser"),
    "email": pgettext_lazy("audit", "e-mail"),
    "file": pgettext_lazy("audit", "file"),
    "filter": pgettext_lazy("audit", "filter"),
    "format": pgettext_lazy("audit", "format"),
    "from_address": pgettext_lazy("audit", "from"),
    "invited_by": pgettext_lazy("audit", "invited by"),
    "managers": pgettext_lazy("audit", "managers"),
    "name": pgettext_lazy("audit", "name"),
    "of": pgettext_lazy("audit", "kind"),
    "on": pgettext_lazy("audit", "as of"),
    "parent": pgettext_lazy("audit", "belongs to"),
    "part": pgettext_lazy("audit", "part"),
    "reach": pgettext_lazy("audit", "reach"),
    "role": pgettext_lazy("audit", "role"),
    "rows": pgettext_lazy("audit", "rows"),
    "with": pgettext_lazy("audit", "browser"),
}
