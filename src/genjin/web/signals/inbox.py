"""The inbox of signals: by project, the worst first; and which customers are silent."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from genjin.planning.queries.signal_list import read_place, read_signal_filter
from genjin.web.shared.gates import signed_in
from genjin.web.shared.htmx import page_address, page_or_part
from genjin.web.signals.inbox_data import inbox_groups, inbox_page


@require_GET
def show_inbox(request: HttpRequest) -> HttpResponse:
    view = read_signal_filter(request.GET.dict())
    shown = {"view": view, "inbox": inbox_page(signed_in(request), view)}
    address = page_address("signals", view.query())
    return page_or_part(request, "signals/inbox.html", "inbox", shown, address=address)


@require_GET
def show_more(request: HttpRequest) -> HttpResponse:
    view = read_signal_filter(request.GET.dict())
    groups = inbox_groups(signed_in(request), view, after=read_place(request.GET.get("after", "")))
    return render(request, "signals/groups.html", {"groups": groups, "may_edit": groups.may_edit})
