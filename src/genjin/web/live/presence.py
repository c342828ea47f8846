"""Saying that one is here, and at which cell."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from genjin.core.ids import read_id
from genjin.live.operations.presence import be_present, leave
from genjin.planning.columns import COLUMNS
from genjin.web.live.places import place_of, project_of
from genjin.web.shared.gates import bare_follow_up_or_404, project_or_404, signed_in


@require_http_methods(["POST", "DELETE"])
def presence(request: HttpRequest) -> HttpResponse:
    """POST says that this person is at a place, DELETE that it has left."""
    place = place_of(request.GET.get("place", ""))
    if not place:
        raise Http404
    user = signed_in(request)
    if request.method == "DELETE":
        leave(place, by=user)
        return HttpResponse(status=204)
    project, row = project_of(place), read_id(request.GET.get("row", ""))
    cell = request.GET.get("cell", "")
    be_present(
        place,
        project=None if project is None else project_or_404(request, project),
        row=None if row is None else bare_follow_up_or_404(request, row),
        cell=cell if row is not None and cell in COLUMNS else "",
        by=user,
    )
    return HttpResponse(status=204)
