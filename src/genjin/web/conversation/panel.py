"""The panel of a thing: what was said about it, saying something new, watching it, whom one may ask there."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from genjin.conversation.kinds import Thing, kind_of
from genjin.conversation.operations.comments import open_thread
from genjin.conversation.operations.watching import stop_watching, watch
from genjin.conversation.queries.roster import mention_proposals
from genjin.conversation.queries.watching import is_watching
from genjin.core.errors import RuleBroken
from genjin.planning.models import FollowUp
from genjin.web.conversation.gates import named_thing, thing_or_404
from genjin.web.conversation.panel_data import threads_of
from genjin.web.conversation.replies import show_conversation, show_thread
from genjin.web.conversation.section_data import SECTIONS, section
from genjin.web.planning.completions import Completion
from genjin.web.shared.gates import signed_in
from genjin.web.shared.htmx import answers_refusals

LONGEST_WORDS = 100


@require_GET
def show(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    return show_conversation(request, thing_or_404(request, kind, pk))


@require_GET
def show_more(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    thing = thing_or_404(request, kind, pk)
    found = threads_of(signed_in(request), thing, after=request.GET.get("after", ""))
    return render(request, "conversation/threads.html", {"threads": found})


@require_GET
def show_section(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Show the section of a project's or a customer's page as it stands now."""
    thing = thing_or_404(request, kind, pk)
    if kind not in SECTIONS:
        raise Http404
    return render(request, "conversation/section.html", {"module": section(signed_in(request), thing)})


@require_POST
@answers_refusals
def say(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Open a thread: about the thing, or about the line of a row that `about` names."""
    thing = _meant(request, thing_or_404(request, kind, pk))
    comment = open_thread(thing, request.POST.get("text", ""), by=signed_in(request))
    return show_thread(request, comment.thread)


@require_http_methods(["POST", "DELETE"])
@answers_refusals
def change_watch(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """POST lets this person hear of the thing, DELETE no longer."""
    thing, by = thing_or_404(request, kind, pk), signed_in(request)
    (watch if request.method == "POST" else stop_watching)(thing, by=by)
    shown = {"key": kind_of(thing).key, "pk": thing.pk, "is_watching": is_watching(by, thing)}
    return render(request, "conversation/watch.html", shown)


@require_GET
def show_people(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Propose colleagues to mention: those who may see the thing."""
    thing = thing_or_404(request, kind, pk)
    words = request.GET.get("q", "").replace("\x00", "")[:LONGEST_WORDS]
    found = [
        Completion(proposal.word, str(proposal.person.department or proposal.person.get_role_display()))
        if proposal.word == proposal.person.name
        else Completion(proposal.word, str(proposal.person))
        for proposal in mention_proposals(thing, words)
    ]
    return render(request, "planning/completions.html", {"completions": found})


def _meant(request: HttpRequest, thing: Thing) -> Thing:
    """Return the line of a row that a new thread is to be about; anything else is about the thing of the panel."""
    word = request.POST.get("about", "")
    if not word or not isinstance(thing, FollowUp):
        return thing
    line = named_thing(request, word)
    if line == thing:
        return thing
    if line is None or getattr(line, "follow_up_id", None) != thing.pk:
        raise RuleBroken(_("This line was written anew meanwhile; open the conversation again."), field="about")
    return line
