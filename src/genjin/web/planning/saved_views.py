"""Keeping and dropping ways of looking at the plan table."""

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from genjin.planning.operations.saved_views import delete_view, save_view
from genjin.planning.queries.plan_view import read_plan_view
from genjin.web.shared.gates import saved_view_or_404, signed_in
from genjin.web.shared.htmx import answers_refusals, with_toast


@require_POST
@answers_refusals
def keep_view(request: HttpRequest) -> HttpResponse:
    view = read_plan_view(QueryDict(request.POST.get("query", "")).dict())
    is_shared = request.POST.get("is_shared") == "1"
    save_view(request.POST.get("name", ""), view, by=signed_in(request), is_shared=is_shared)
    return with_toast(render(request, "layout/saved_views.html"), gettext("The view is saved."))


@require_http_methods(["DELETE"])
@answers_refusals
def drop_view(request: HttpRequest, pk: int) -> HttpResponse:
    delete_view(saved_view_or_404(request, pk), by=signed_in(request))
    return render(request, "layout/saved_views.html")
