"""What is kept of a contact, as a page and as a file; and its erasure."""

import re
from collections.abc import Callable, Mapping
from typing import Any, Final, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from genjin.core import clock
from genjin.core.errors import NotAllowed, RuleBroken
from genjin.core.storable import storable_text
from genjin.customers.models import Contact
from genjin.people.models import User
from genjin.people.policies import can_administer
from genjin.pipeline.policies import can_export_contact
from genjin.planning.operations.erasing import Reach, checked_words, erase_contact, is_erased, stand_in_of
from genjin.planning.queries.name_places import name_places
from genjin.planning.queries.personal_data import contact_data, files_of, names_of
from genjin.web.personal_data.forms import ErasureForm
from genjin.web.personal_data.writing import as_json, as_xlsx
from genjin.web.plantable.export import cleaned_name
from genjin.web.shared.client_address import client_address
from genjin.web.shared.exports import note_export
from genjin.web.shared.gates import past_entry_or_404, signed_in
from genjin.web.shared.htmx import answers_refusals

WRITERS: Final[Mapping[str, tuple[Callable[[Mapping[str, Any]], bytes], str]]] = {
    "json": (as_json, "application/json; charset=utf-8"),
    "xlsx": (as_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}
BETWEEN_WORDS = re.compile(r"[,，、;；\s]+")


@never_cache
@require_GET
@answers_refusals
def show(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, *_allowed(request, pk), ErasureForm(initial={"also": request.GET.get("also", "")}))


@never_cache
@require_GET
@answers_refusals
def export(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    contact, user = _allowed(request, pk)
    if form not in WRITERS:
        raise Http404
    write, media_type = WRITERS[form]
    reply = HttpResponse(write(contact_data(contact, user)), content_type=media_type)
    name = f"{cleaned_name([_('Personal data'), contact.name, clock.today().isoformat()])}.{form}"
    reply["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    # told without the name: the audit is kept for longer than a person who asks to be erased
    note_export(request, "contact", target=contact.customer, contact=contact.pk, format=form)
    return reply


@never_cache
@require_POST
@answers_refusals
def erase(request: HttpRequest, pk: int) -> HttpResponse:
    contact, user = _allowed(request, pk)
    if not can_administer(user):
        raise NotAllowed(_("Only an administrator can erase a person."))
    form = ErasureForm(request.POST)
    if form.is_valid():
        try:
            erased = erase_contact(
                contact,
                typed=form.cleaned_data["typed"],
                reach=cast("Reach", form.cleaned_data["reach"]),
                also=_words(form.cleaned_data["also"]),
                by=user,
                address=client_address(request),
            )
            words = {"name": erased.stand_in, "rows": erased.rows}
            messages.success(request, _("Erased: “%(name)s” stands there now, in %(rows)d rows.") % words)
            return redirect("customer", contact.customer_id)
        except RuleBroken as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal.message))
    return _page(request, contact, user, form, status=422)


def _allowed(request: HttpRequest, pk: int) -> tuple[Contact, User]:
    """Return a contact that this person may see, deleted or not; refuses who may not take it out."""
    contact, user = past_entry_or_404(request, Contact, pk), signed_in(request)
    if not can_export_contact(user, contact.customer):
        raise NotAllowed(_("Only the customer's owner, the managers above and administrators see this."))
    return contact, user


def _page(request: HttpRequest, contact: Contact, user: User, form: ErasureForm, status: int = 200) -> HttpResponse:
    may_erase = can_administer(user) and not is_erased(contact)
    also, refusal = _words(str(form["also"].value() or "")), ""
    try:
        words = [*names_of(contact), *checked_words(also)]
    except RuleBroken as broken:
        words, refusal = names_of(contact), str(broken.message)
    data = contact_data(contact, user)
    shown = {
        "contact": contact,
        "counts": [(title, len(data[key])) for key, title in _kinds().items()],
        "form": form,
        "also": ", ".join(also),
        "refusal": refusal,
        "words": words,
        "may_erase": may_erase,
        "is_erased": is_erased(contact),
        "stand_in": stand_in_of(contact),
        "places": name_places(words, contact.customer) if may_erase and words else [],
        "files": files_of(contact, user),
    }
    return render(request, "personal_data/page.html", shown, status=status)


def _kinds() -> dict[str, str]:
    return {
        "stakeholder": _("projects in which this person is a stakeholder"),
        "follow_ups": _("follow-ups at which this person was present"),
        "objections": _("objections that this person raised"),
        "said": _("facts in this person's words"),
        "mentioned": _("follow-ups whose texts name this person"),
        "history": _("changes of this person's entry"),
    }


def _words(text: str) -> list[str]:
    return [word for word in BETWEEN_WORDS.split(storable_text(text)[:300]) if word]
