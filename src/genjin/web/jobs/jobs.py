"""Background work, for administrators: who works, what is due, what waits, what failed."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from genjin.core.errors import NotAllowed
from genjin.jobs.operations.failed_tasks import try_again
from genjin.jobs.operations.periodic import run_now
from genjin.jobs.policies import can_see_jobs
from genjin.jobs.queries.queue import failed_tasks
from genjin.jobs.schedule import periodic_named
from genjin.people.models import User
from genjin.web.jobs.page_data import jobs_page
from genjin.web.shared.gates import signed_in
from genjin.web.shared.htmx import answers_refusals


@require_GET
@answers_refusals
def show_jobs(request: HttpRequest) -> HttpResponse:
    _administrator(request)
    return render(request, "jobs/jobs.html", {"page": jobs_page()})


@require_POST
@answers_refusals
def run_periodic_now(request: HttpRequest, name: str) -> HttpResponse:
    entry = periodic_named(name)
    if entry is None:
        raise Http404
    run_now(entry, by=_administrator(request))
    messages.success(request, _("“%(title)s” stands in the queue.") % {"title": entry.title})
    return redirect("jobs")


@require_POST
@answers_refusals
def try_failed_again(request: HttpRequest, pk: UUID) -> HttpResponse:
    user = _administrator(request)
    try_again(get_object_or_404(failed_tasks(), pk=pk), by=user)
    messages.success(request, _("The task stands in the queue again."))
    return redirect("jobs")


def _administrator(request: HttpRequest) -> User:
    user = signed_in(request)
    if not can_see_jobs(user):
        raise NotAllowed(_("Only an administrator sees to background work."))
    return user
