"""Threads and their comments: answering, resolving, changing and deleting one's own words."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from genjin.conversation.kinds import kind_of
from genjin.conversation.models import Comment
from genjin.conversation.operations.comments import (
    delete_comment,
    edit_comment,
    reply,
    restore_comment,
    thing_or_refuse,
)
from genjin.conversation.operations.threads import reopen_thread, resolve_thread
from genjin.conversation.policies import can_edit_comment
from genjin.conversation.queries.things import target_of
from genjin.core.errors import NotAllowed, StaleEdit
from genjin.core.ids import read_id
from genjin.web.conversation.gates import comment_or_404, deleted_comment_or_404, thread_or_404
from genjin.web.conversation.replies import at_its_place, refreshed, show_thread
from genjin.web.conversation.said import excerpt
from genjin.web.shared.gates import signed_in
from genjin.web.shared.htmx import answers_refusals


@require_GET
def show(request: HttpRequest, pk: int) -> HttpResponse:
    return show_thread(request, thread_or_404(request, pk))


@require_POST
@answers_refusals
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    thread = thread_or_404(request, pk)
    reply(thread, request.POST.get("text", ""), by=signed_in(request))
    return show_thread(request, thread_or_404(request, pk))


@require_http_methods(["POST", "DELETE"])
@answers_refusals
def change_resolution(request: HttpRequest, pk: int) -> HttpResponse:
    """POST resolves the thread, DELETE opens it again."""
    change = resolve_thread if request.method == "POST" else reopen_thread
    return show_thread(request, change(thread_or_404(request, pk), by=signed_in(request)))


@require_http_methods(["GET", "POST", "DELETE"])
@answers_refusals
def comment(request: HttpRequest, pk: int) -> HttpResponse:
    """GET shows one's own comment as a form, POST saves it, DELETE deletes it."""
    found, by = comment_or_404(request, pk), signed_in(request)
    if request.method == "DELETE":
        delete_comment(found, by=by)
        said = _("Deleted: %(what)s") % {"what": excerpt(found.text, 40)}
        undo = {"text": said, "undo": reverse("comment-restoration", args=[pk])}
        found.thread.refresh_from_db()
        return show_thread(request, found.thread, toast=undo)
    if request.method == "GET":
        if not can_edit_comment(by, found):
            raise NotAllowed(_("Only its author can change it."))
        return _show_form(request, found)
    try:
        edit_comment(found, request.POST.get("text", ""), expected_version=_version(request), by=by)
    except StaleEdit as refusal:
        return _show_form(request, comment_or_404(request, pk), refusal)
    return show_thread(request, found.thread)


@require_POST
@answers_refusals
def restore(request: HttpRequest, pk: int) -> HttpResponse:
    found = restore_comment(deleted_comment_or_404(request, pk), by=signed_in(request))
    return refreshed(target_of(found.thread))


def _show_form(request: HttpRequest, found: Comment, refusal: StaleEdit | None = None) -> HttpResponse:
    """Show the form; after a refusal with what was typed, and what stands there now."""
    thing = thing_or_refuse(found.thread)
    shown = {
        "comment": found,
        "box": f"comment-text-{found.pk}",
        "key": kind_of(thing).key,
        "pk": thing.pk,
        "text": request.POST.get("text", "") if refusal else found.text,
        "refusal": refusal,
    }
    reply = render(request, "conversation/comment_form.html", shown, status=refusal.status if refusal else 200)
    return at_its_place(reply, f"#comment-{found.pk}")


def _version(request: HttpRequest) -> int:
    return read_id(request.POST.get("version", "")) or 0
