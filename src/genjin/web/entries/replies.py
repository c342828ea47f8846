"""What answers a save: nothing for the panel, which closes, and the pieces of the page that show what changed."""

import json
from collections.abc import Callable, Collection, Mapping
from typing import Any

from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from genjin.customers.models import Customer
from genjin.pipeline.models import Project, ProjectEntry
from genjin.web.customers.modules import draw_customer_modules
from genjin.web.entries.kinds import Entry, EntryKind, Owner
from genjin.web.projects.modules import draw_modules

Draw = Callable[[HttpRequest, Any, Collection[str]], str]

# who draws the pieces of whose page
DRAWERS: Mapping[type[Model], Draw] = {Project: draw_modules, Customer: draw_customer_modules}


def saved_reply(request: HttpRequest, kind: EntryKind, owner: Owner) -> HttpResponse:
    """Close the panel and renew what shows entries of this kind."""
    reply = HttpResponse(_drawn(request, kind, owner))
    reply["HX-Trigger-After-Settle"] = json.dumps({"saved": {"kind": kind.key}})
    return reply


def deleted_reply(request: HttpRequest, kind: EntryKind, entry: Entry) -> HttpResponse:
    """Do the same, and offer to take the deletion back."""
    reply = saved_reply(request, kind, entry.project if isinstance(entry, ProjectEntry) else entry.customer)
    undo = reverse("entry-restoration", args=[kind.key, entry.pk])
    text = _("Deleted: %(what)s") % {"what": str(entry)[:40]}
    reply["HX-Trigger"] = json.dumps({"toast": {"text": text, "undo": undo}})
    return reply


def _drawn(request: HttpRequest, kind: EntryKind, owner: Owner) -> str:
    draw = DRAWERS.get(type(owner))
    return draw(request, owner, kind.modules) if draw else ""
