"""The page of a team."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from genjin.web.shared.htmx import answers_refusals, page_or_part
from genjin.web.team.page_data import team_page
from genjin.web.team.scope import scope_of


@require_GET
@answers_refusals
def show_team(request: HttpRequest) -> HttpResponse:
    scope = scope_of(request)
    shown = {"scope": scope, "page": team_page(scope) if scope.team.people else None}
    return page_or_part(request, "team/team.html", "team", shown, address=request.get_full_path())
