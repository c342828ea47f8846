"""Rows of the plan table: saving cells, adding, deleting and bringing back rows, ticking off actions."""

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from genjin.core.errors import StaleEdit
from genjin.core.ids import read_ids
from genjin.people.policies import can_write
from genjin.planning.models import FollowUp
from genjin.planning.operations.cells import TypedRow, write_cells
from genjin.planning.operations.follow_ups import delete_follow_ups, restore_follow_ups
from genjin.planning.operations.ticking import tick_action
from genjin.planning.queries.follow_ups import whole_rows
from genjin.web.planning.panel_data import empty_panel, row_panel
from genjin.web.planning.rendered_rows import rendered_rows
from genjin.web.planning.typed_rows import conflicts_of, typed_cells, typed_rows
from genjin.web.shared.gates import (
    action_or_404,
    bare_follow_up_or_404,
    deleted_or_404,
    follow_up_or_404,
    follow_ups_or_404,
    signed_in,
)
from genjin.web.shared.htmx import answers_refusals


@require_POST
@answers_refusals
def save_cells(request: HttpRequest, pk: int) -> HttpResponse:
    row = bare_follow_up_or_404(request, pk)
    return _write(request, [typed_cells(row, request.POST.dict())])


@require_POST
@answers_refusals
def save_batch(request: HttpRequest) -> HttpResponse:
    return _write(request, typed_rows(request))


@require_http_methods(["POST", "DELETE"])
@answers_refusals
def change_deletions(request: HttpRequest) -> HttpResponse:
    """POST deletes the rows, DELETE brings them back."""
    pks = read_ids(request.GET.get("rows", "").split(","))
    if request.method == "POST":
        delete_follow_ups(follow_ups_or_404(request, pks).values(), by=signed_in(request))
        return HttpResponse(status=204)
    restore_follow_ups(deleted_or_404(request, pks), by=signed_in(request))
    return _show_rows(request, follow_ups_or_404(request, pks).values())


@require_http_methods(["POST", "DELETE"])
@answers_refusals
def change_completion(request: HttpRequest, pk: int) -> HttpResponse:
    """POST marks the action as done, DELETE as open again."""
    action = tick_action(action_or_404(request, pk), done=request.method == "POST", by=signed_in(request))
    if action.follow_up_id is None:  # an action of the plan itself stands in no row
        return HttpResponse(status=204)
    return _show_rows(request, [follow_up_or_404(request, action.follow_up_id)])


@require_GET
def show_panel(request: HttpRequest, pk: int) -> HttpResponse:
    panel = row_panel(follow_up_or_404(request, pk), may_edit=can_write(signed_in(request)))
    return render(request, "planning/row_panel.html", {"panel": panel})


@require_GET
def show_empty_panel(request: HttpRequest) -> HttpResponse:
    return render(request, "planning/row_panel.html", {"panel": empty_panel(request.GET.get("customer_project", ""))})


def _write(request: HttpRequest, typed: list[TypedRow]) -> HttpResponse:
    try:
        rows = write_cells(typed, by=signed_in(request))
    except StaleEdit:
        # answered here, for only here it is known which rows were meant
        return _show_conflict(request, typed)
    return _show_rows(request, _whole(typed, rows))


def _show_conflict(request: HttpRequest, typed: list[TypedRow]) -> HttpResponse:
    """Answer with their text beside ours, and with the rows as they stand now."""
    now = list(whole_rows().filter(pk__in=[entry.row.pk for entry in typed if entry.row]))
    shown = {"conflicts": conflicts_of(typed, now), "rows": rendered_rows(now, may_edit=True)}
    return render(request, "planning/conflict.html", shown, status=StaleEdit.status)


def _whole(typed: Iterable[TypedRow], rows: Iterable[FollowUp]) -> list[FollowUp]:
    """Return the rows with all that their cells show: new ones come from the operation without."""
    pairs = list(zip(typed, rows, strict=True))
    fresh = {row.pk: row for row in whole_rows().filter(pk__in=[row.pk for entry, row in pairs if entry.row is None])}
    return [fresh.get(row.pk, row) for _entry, row in pairs]


def _show_rows(request: HttpRequest, rows: Iterable[FollowUp]) -> HttpResponse:
    may_edit = can_write(signed_in(request))
    return HttpResponse("".join(rendered_rows(list(rows), may_edit=may_edit)))
