"""What a person was told: the bell, the list, opening and reading."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from genjin.notifications.operations.reading import mark_all_read, mark_read
from genjin.notifications.queries.inbox import own_notifications, unread, with_lines
from genjin.web.notifications.list_data import list_page, row_of
from genjin.web.notifications.subjects import address_of
from genjin.web.shared.gates import signed_in
from genjin.web.shared.htmx import answers_refusals, asks_for_part


@require_GET
def show_notifications(request: HttpRequest) -> HttpResponse:
    page = list_page(signed_in(request), request.GET)
    part = "#days" if asks_for_part(request) and page.is_continued else ""
    return render(request, f"notifications/list.html{part}", {"page": page})


@require_GET
def show_count(request: HttpRequest) -> HttpResponse:
    return render(request, "notifications/bell.html", {"unread": unread(signed_in(request))})


@require_GET
def open_notification(request: HttpRequest, pk: int) -> HttpResponse:
    """To follow the link is to have read it."""
    user = signed_in(request)
    notification = get_object_or_404(own_notifications(user).select_related("project", "customer"), pk=pk)
    mark_read([notification], by=user)
    return redirect(address_of(user, notification))


@require_http_methods(["POST", "DELETE"])
@answers_refusals
def read_one(request: HttpRequest, pk: int) -> HttpResponse:
    user = signed_in(request)
    mark_read([get_object_or_404(own_notifications(user), pk=pk)], by=user, read=request.method == "POST")
    row = row_of(get_object_or_404(with_lines(own_notifications(user)), pk=pk))
    shown = {"row": row, "unread": unread(user), "swap_out_of_band": True}
    return render(request, "notifications/row_reply.html", shown)


@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    mark_all_read(by=signed_in(request))
    messages.success(request, _("Everything is read."))
    return redirect("notifications")
