"""Rows as HTML, each rendered once per version: a page of known rows costs no rendering at all."""

from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from threading import Lock

from django.template.loader import get_template
from django.utils.translation import get_language

from genjin.conversation.queries.threads import open_by_row
from genjin.core import clock
from genjin.planning.models import FollowUp
from genjin.planning.queries.follow_ups import read_packed_items
from genjin.web.planning.row_data import row_data
from genjin.web.templatetags.conversation import mark_of

# some 4 kB each: at most 16 MB
MOST_ROWS = 4000

Key = tuple[object, ...]

_rendered: OrderedDict[Key, str] = OrderedDict()
_lock = Lock()


def rendered_rows(rows: Sequence[FollowUp], *, may_edit: bool) -> list[str]:
    """Return the rows' HTML in the language of the request; packed cells are fetched only for rows not known yet."""
    keys = [_key(row, may_edit=may_edit) for row in rows]
    known = _known(keys)
    unknown = [(key, row) for key, row in zip(keys, rows, strict=True) if key not in known]
    read_packed_items([row for _key, row in unknown])
    template = get_template("planning/row.html")
    fresh = {key: template.render({"row": row_data(row), "may_edit": may_edit}) for key, row in unknown}
    _keep(fresh)
    counts = open_by_row([row.pk for row in rows])
    html = [known.get(key) or fresh[key] for key in keys]
    return [_marked(text, row, counts.get(row.pk, 0)) for text, row in zip(html, rows, strict=True)]


def _marked(html: str, row: FollowUp, open_threads: int) -> str:
    """Return the row with a mark beside its number where threads are open: it is no part of what is kept."""
    if not open_threads:
        return html
    before, cell, after = html.partition(f'<td class="seq">{row.number}')
    mark = mark_of("followup", row.pk, open_threads, is_in_table=True)
    return f'{before}<td class="seq" data-text="{row.number}">{row.number}{mark}{after}' if cell else html


def forget() -> None:
    """Drop everything: another database may use the same ids and versions."""
    with _lock:
        _rendered.clear()


def _known(keys: Iterable[Key]) -> dict[Key, str]:
    found = {}
    with _lock:
        for key in keys:
            if key in _rendered:
                _rendered.move_to_end(key)
                found[key] = _rendered[key]
    return found


def _keep(fresh: Mapping[Key, str]) -> None:
    with _lock:
        _rendered.update(fresh)
        while len(_rendered) > MOST_ROWS:
            _rendered.popitem(last=False)


def _key(row: FollowUp, *, may_edit: bool) -> Key:
    """Name everything that the HTML depends on; the version counts the changes of the row and its packed cells."""
    project, customer = row.project, row.project.customer
    names = (project.pk, project.customer_id, customer.name if customer else "", project.name, str(row.stage))
    return (row.pk, row.version, *names, get_language(), clock.today(), may_edit)
