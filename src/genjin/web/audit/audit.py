"""The page of the audit, the same as CSV, and how long it is kept."""

import csv
import json
from collections.abc import Iterator

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import get_language, gettext_lazy, override, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from genjin.core import clock
from genjin.core.errors import NotAllowed, RuleBroken, StaleEdit
from genjin.people.models import User
from genjin.people.models.audit_retention import LEAST_DAYS, MOST_DAYS
from genjin.people.operations.retention import set_audit_retention
from genjin.people.policies import can_administer
from genjin.people.queries.audit import (
    AuditFilter,
    audit_entries,
    audit_page,
    audit_retention,
    read_audit_filter,
)
from genjin.people.queries.people import people_with_audit
from genjin.plantable.writing.neutralise import neutralise_text
from genjin.web.audit.page_data import audit_lines
from genjin.web.audit.wording import GROUPS, KINDS
from genjin.web.shared.client_address import client_address
from genjin.web.shared.exports import note_export
from genjin.web.shared.gates import signed_in
from genjin.web.shared.htmx import answers_refusals, page_or_part

MOST_EXPORTED = 200_000


class RetentionForm(forms.Form):
    """For how many days the audit is kept."""

    template_name = "components/plain_form.html"
    days = forms.IntegerField(label=gettext_lazy("Days"), min_value=LEAST_DAYS, max_value=MOST_DAYS)
    version = forms.IntegerField(widget=forms.HiddenInput)


@never_cache
@require_GET
@answers_refusals
def show_audit(request: HttpRequest) -> HttpResponse:
    return _page(request, _administrator(request))


@never_cache
@require_GET
@answers_refusals
def show_rows(request: HttpRequest) -> HttpResponse:
    user, view = _administrator(request), read_audit_filter(request.GET.dict())
    return render(request, "audit/rows.html", _rows(user, view, after=request.GET.get("after", "")))


@require_GET
@answers_refusals
def export(request: HttpRequest) -> HttpResponseBase:
    """Send what passes the filter as CSV; that it was taken out is told to the audit first."""
    user, view = _administrator(request), read_audit_filter(request.GET.dict())
    note_export(request, "audit", format="csv", filter=view.query())
    reply = StreamingHttpResponse(_csv(user, view, get_language() or ""), content_type="text/csv; charset=utf-8")
    name = f"{_('audit')}_{clock.today().isoformat()}.csv"
    reply["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    reply["Cache-Control"] = "private, no-store"
    return reply


@require_POST
@answers_refusals
def change_retention(request: HttpRequest) -> HttpResponse:
    user, form = _administrator(request), RetentionForm(request.POST)
    status = 422
    if form.is_valid():
        days, seen = form.cleaned_data["days"], form.cleaned_data["version"]
        try:
            set_audit_retention(days, seen=seen, by=user, address=client_address(request))
            messages.success(request, _("Saved. What is older is forgotten in the night."))
            return redirect("audit")
        except RuleBroken as refusal:
            form.add_error(refusal.field, str(refusal.message))
        except StaleEdit as stale:
            form.add_error(None, str(stale.message))
            status = stale.status
    return _page(request, user, form=form, status=status)


def _administrator(request: HttpRequest) -> User:
    user = signed_in(request)
    if not can_administer(user):
        raise NotAllowed(_("Only an administrator sees the audit."))
    return user


def _page(request: HttpRequest, user: User, *, form: RetentionForm | None = None, status: int = 200) -> HttpResponse:
    view, kept = read_audit_filter(request.GET.dict()), audit_retention()
    shown = {
        "view": view,
        "groups": GROUPS.items(),
        "people": people_with_audit(),
        "form": form or RetentionForm(initial={"days": kept.days, "version": kept.version}),
        "kept": kept,
        **_rows(user, view),
    }
    reply = page_or_part(request, "audit/audit.html", "audit", shown, address=f"{request.path}?{view.query()}")
    reply.status_code = status
    return reply


def _rows(user: User, view: AuditFilter, *, after: str = "") -> dict[str, object]:
    page = audit_page(user, view, after=after)
    return {"lines": audit_lines(page.entries), "following": page.following, "query": view.query()}


class _Echo:
    """What csv writes to: it gives each line back."""

    def write(self, line: str) -> str:
        return line


def _csv(user: User, view: AuditFilter, language: str) -> Iterator[str]:
    writer = csv.writer(_Echo())
    with override(language):
        titles = [
            _("When"),
            pgettext("audit", "What happened"),
            _("Kind"),
            pgettext("audit", "Who"),
            _("Address"),
            _("Of what"),
            _("Detail"),
        ]
        names = {kind: str(words) for kind, words in KINDS.items()}
    yield "\ufeff" + str(writer.writerow(titles))
    for entry in audit_entries(user, view)[:MOST_EXPORTED].iterator(chunk_size=2000):
        cells = [
            timezone.localtime(entry.at).isoformat(timespec="seconds"),
            names.get(entry.kind, entry.kind),
            entry.kind,
            entry.by_name,
            entry.address or "",
            entry.target_name,
            json.dumps(entry.detail, ensure_ascii=False) if entry.detail else "",
        ]
        yield str(writer.writerow([neutralise_text(cell) for cell in cells]))
