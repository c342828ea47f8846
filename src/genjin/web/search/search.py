"""What the search box shows while one types."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from genjin.conversation.queries.found import found_in_conversation
from genjin.planning.queries.found import found_by
from genjin.web.search.found_data import hit_groups
from genjin.web.shared.gates import signed_in

LONGEST_WORDS = 200


@require_GET
def show_found(request: HttpRequest) -> HttpResponse:
    words = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST_WORDS]
    user = signed_in(request)
    found = found_by(user, words, names_only="names" in request.GET)
    groups = hit_groups(found, words, said=found_in_conversation(user, words))
    return render(request, "search/found.html", {"words": words, "groups": groups})
