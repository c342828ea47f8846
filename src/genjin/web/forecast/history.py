"""The history that the forecast learns from: the own one as CSV, and those of other systems."""

import csv

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from genjin.core import clock
from genjin.core.errors import RuleBroken
from genjin.forecast.engine.wrong import WrongHistory
from genjin.forecast.foreign import read_table
from genjin.forecast.models import PastLog
from genjin.forecast.operations.past_logs import LARGEST, bring_history, forget_history, map_history
from genjin.forecast.policies import can_bring_history
from genjin.forecast.queries.past_logs import own_history, visible_past_logs
from genjin.plantable.writing.neutralise import neutralise_text
from genjin.web.forecast.mapping_data import mapping_page, read_mapping
from genjin.web.shared.exports import note_export
from genjin.web.shared.gates import signed_in
from genjin.web.shared.htmx import answers_refusals


@require_http_methods(["GET", "POST"])
@answers_refusals
def history(request: HttpRequest) -> HttpResponse:
    """GET shows what is learnt from, POST brings in a file."""
    user = signed_in(request)
    refusal = ""
    if request.method == "POST":
        file = request.FILES.get("file")
        # one byte more than is allowed is enough to refuse it
        name, data = (file.name or "", file.read(LARGEST + 1)) if file else ("", b"")
        try:
            log = bring_history(name, data, by=user)
            return redirect("forecast-history-mapping", log.pk) if log.is_draft else redirect("forecast-history")
        except RuleBroken as broken:
            refusal = str(broken.message)
    shown = {"logs": visible_past_logs(user), "may_bring": can_bring_history(user), "refusal": refusal}
    return render(request, "forecast/history.html", shown, status=422 if refusal else 200)


@require_http_methods(["GET", "POST"])
@answers_refusals
def mapping(request: HttpRequest, pk: int) -> HttpResponse:
    """GET shows what columns and words probably mean, POST says it; `without` leaves out the rows that are wrong."""
    log, refusal = _draft(request, pk), ""
    try:
        table = read_table(log.content.encode())
    except WrongHistory as broken:
        raise Http404 from broken
    said = read_mapping(table, request.POST if request.method == "POST" else request.GET)
    if request.method == "POST" and said.was_shown:
        try:
            map_history(log, said.columns, said.meanings, leave_out="without" in request.POST, by=signed_in(request))
            return redirect("forecast-history")
        except RuleBroken as broken:
            refusal = str(broken.message)
    page = mapping_page(log, table, said, look_closer=bool(refusal))
    shown = {"page": page, "refusal": refusal}
    return render(request, "forecast/history_mapping.html", shown, status=422 if refusal else 200)


@require_http_methods(["POST"])
@answers_refusals
def forget(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a history away."""
    forget_history(get_object_or_404(visible_past_logs(signed_in(request)), pk=pk), by=signed_in(request))
    return redirect(reverse("forecast-history"))


@require_GET
def export(request: HttpRequest) -> HttpResponse:
    """Send the log of all projects that this person may see, in the form of the contract."""
    reply = HttpResponse(content_type="text/csv; charset=utf-8")
    name = f"{_('history')}_{clock.today().isoformat()}.csv"
    reply["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    reply.write("\ufeff")
    csv.writer(reply).writerows([neutralise_text(cell) for cell in row] for row in own_history(signed_in(request)))
    note_export(request, "history", format="csv")
    return reply


def _draft(request: HttpRequest, pk: int) -> PastLog:
    return get_object_or_404(visible_past_logs(signed_in(request)).filter(is_draft=True), pk=pk)
