"""Private notes: nobody but their author ever gets here, and whoever tries finds nothing."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from genjin.conversation.kinds import Thing
from genjin.conversation.models import PrivateNote
from genjin.conversation.operations.private_notes import delete_note, edit_note, keep_note, restore_note, share_note
from genjin.conversation.policies import can_change_note
from genjin.conversation.queries.notes import own_notes_about
from genjin.conversation.queries.things import target_of
from genjin.core.errors import NotAllowed, StaleEdit, WrongState
from genjin.core.ids import read_id
from genjin.web.conversation.gates import deleted_note_or_404, own_note_or_404, thing_or_404
from genjin.web.conversation.panel_data import key_of, note_line
from genjin.web.conversation.replies import at_its_place, refreshed
from genjin.web.shared.files import offer_undo
from genjin.web.shared.gates import signed_in
from genjin.web.shared.htmx import answers_refusals


@require_POST
@answers_refusals
def notes(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    thing = thing_or_404(request, kind, pk)
    keep_note(thing, request.POST.get("text", ""), by=signed_in(request))
    return _show(request, thing)


@require_http_methods(["GET", "POST", "DELETE"])
@answers_refusals
def note(request: HttpRequest, pk: int) -> HttpResponse:
    """GET shows the note as a form, POST saves it, DELETE deletes it."""
    found, by = own_note_or_404(request, pk), signed_in(request)
    if request.method == "GET":
        if not can_change_note(by, found):
            raise NotAllowed(_("A guest keeps no notes."))
        return _show_form(request, found)
    if request.method == "DELETE":
        delete_note(found, by=by)
        return offer_undo(_show(request, _thing(found)), _("private note"), reverse("note-restoration", args=[pk]))
    try:
        version = read_id(request.POST.get("version", "")) or 0
        edit_note(found, request.POST.get("text", ""), expected_version=version, by=by)
    except StaleEdit as refusal:
        return _show_form(request, own_note_or_404(request, pk), refusal)
    return _show(request, _thing(found))


@require_POST
@answers_refusals
def restore(request: HttpRequest, pk: int) -> HttpResponse:
    found = restore_note(deleted_note_or_404(request, pk), by=signed_in(request))
    return refreshed(target_of(found))


@require_POST
@answers_refusals
def share(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a comment of the note."""
    found = own_note_or_404(request, pk)
    share_note(found, by=signed_in(request))
    return refreshed(target_of(found), toast={"text": _("Everybody who sees this can read it now.")})


def _thing(found: PrivateNote) -> Thing:
    thing = target_of(found)
    if thing is None:
        raise WrongState(_("What this was about is no longer there."))
    return thing


def _show(request: HttpRequest, thing: Thing) -> HttpResponse:
    key, pk = key_of(thing)
    own = [note_line(entry) for entry in own_notes_about(signed_in(request), thing)]
    return render(request, "conversation/notes.html", {"key": key, "pk": pk, "notes": own, "is_open": True})


def _show_form(request: HttpRequest, found: PrivateNote, refusal: StaleEdit | None = None) -> HttpResponse:
    text = request.POST.get("text", "") if refusal else found.text
    shown = {"note": found, "text": text, "refusal": refusal}
    reply = render(request, "conversation/note_form.html", shown, status=refusal.status if refusal else 200)
    return at_its_place(reply, f"#note-{found.pk}")
