"""Notes: reading what was pasted, what a chosen project brings with it, and saving what was confirmed."""

import json

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from genjin.core import clock
from genjin.core.errors import NotAllowed, RuleBroken
from genjin.core.storable import storable_text
from genjin.people.models import User
from genjin.people.policies import can_write
from genjin.people.queries.people import active_people
from genjin.pipeline.models import Project
from genjin.planning.operations.notes import log_note
from genjin.planning.queries.note_names import names_in, placing_of
from genjin.web.notes.forms import ProposalForm, confirmed, place_of
from genjin.web.notes.proposal_data import card, surroundings
from genjin.web.notes.reading import read_notes, read_one, refuse_too_long
from genjin.web.shared.gates import signed_in
from genjin.web.shared.htmx import answers_refusals


@require_POST
@answers_refusals
def propose(request: HttpRequest) -> HttpResponse:
    """Read a paste; stores nothing."""
    user, text = _writer(request), storable_text(request.POST.get("text", ""))
    today, people = clock.today(), list(active_people())
    try:
        refuse_too_long(text)
        known = names_in(user, text)
        cards = [
            card(number, reading, placing_of(user, reading.text, reading.found, known), user, people, today)
            for number, reading in enumerate(read_notes(text, known, today), 1)
        ]
    except RuleBroken as refusal:
        return render(request, "notes/said.html", {"sentence": refusal.message}, status=422)
    return render(request, "notes/proposals.html", {"cards": cards})


@require_POST
@answers_refusals
def show_surroundings(request: HttpRequest) -> HttpResponse:
    """Show what the chosen project brings with it."""
    user, form = _writer(request), ProposalForm(request.POST)
    form.refuse_damaged()
    try:
        place = place_of(form, user)
    except RuleBroken:  # not chosen yet
        place = None
    text = storable_text(form.cleaned_data["note"])
    reading = read_one(text, names_in(user, text), clock.today())
    project = place if isinstance(place, Project) else None
    shown = surroundings(reading, project, user, list(active_people()))
    return render(request, "notes/surroundings.html", {"around": shown})


@require_POST
@answers_refusals
def save(request: HttpRequest) -> HttpResponse:
    """Log one note as it was confirmed."""
    user, form = _writer(request), ProposalForm(request.POST)
    try:
        form.refuse_damaged()
        place = place_of(form, user)
        row = log_note(place, confirmed(form, request.POST, place), by=user)
    except RuleBroken as refusal:
        shown = {"sentence": refusal.message, "field": refusal.field}
        return render(request, "notes/said.html", shown, status=422)
    reply = render(request, "notes/saved.html", {"row": row, "project": row.project})
    reply["HX-Retarget"] = "closest .note-card"
    reply["HX-Reswap"] = "outerHTML"
    reply["HX-Trigger-After-Settle"] = json.dumps({"saved": {}})
    return reply


def _writer(request: HttpRequest) -> User:
    user = signed_in(request)
    if not can_write(user):
        raise NotAllowed(_("A guest reads only."))
    return user
