"""The pieces of a page that somebody else changed, as they stand now."""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from genjin.conversation.queries.threads import open_by_row
from genjin.core.ids import read_id, read_ids
from genjin.people.policies import can_write
from genjin.planning.queries.filtered import filtered_follow_ups
from genjin.planning.queries.follow_ups import visible_follow_ups
from genjin.web.planning.plan import view_of
from genjin.web.planning.rendered_rows import rendered_rows
from genjin.web.projects.modules import MODULES, draw_modules
from genjin.web.shared.gates import project_or_404, signed_in

MOST_ROWS = 300


@require_GET
def show_plan_rows(request: HttpRequest) -> HttpResponse:
    """Return the rows of the page that are newer than the versions it knows, and name those to be taken away.

    How many threads are open in a row is no part of its version: it is told of every row.

    `rows` are `id.version`, `new` the ids of rows that were added: those that the page's view leaves in are named.
    """
    user, known = signed_in(request), _versions(request.GET.get("rows", ""))
    rows = visible_follow_ups(user).filter(pk__in=known).select_related("project__customer", "stage")
    versions = dict(rows.values_list("pk", "version"))
    newer = list(rows.filter(pk__in=[pk for pk, version in versions.items() if known[pk] != version]))
    added = read_ids(request.GET.get("new", "").split(",")[:MOST_ROWS])
    found = filtered_follow_ups(user, view_of(request)).filter(pk__in=added) if added else None
    counts = open_by_row(versions)
    shown = {
        "talk": [f"{pk}:{counts.get(pk, 0)}" for pk in versions],
        "rows": rendered_rows(newer, may_edit=can_write(user)),
        "gone": sorted(known.keys() - versions.keys()),
        "new": [] if found is None else sorted(found.values_list("pk", flat=True)),
    }
    return render(request, "live/plan_rows.html", shown)


@require_GET
def show_project_modules(request: HttpRequest, pk: int) -> HttpResponse:
    """Return the named modules, each to be put in its place."""
    names = request.GET.get("modules", "").split(",")
    return HttpResponse(draw_modules(request, project_or_404(request, pk), [name for name in names if name in MODULES]))


def _versions(text: str) -> Mapping[int, int]:
    """Read `12.3,13.1` into versions by id."""
    pairs = [entry.partition(".")[::2] for entry in text.split(",")[:MOST_ROWS]]
    read = [(read_id(pk), read_id(version)) for pk, version in pairs]
    return {pk: version for pk, version in read if pk is not None and version is not None}
