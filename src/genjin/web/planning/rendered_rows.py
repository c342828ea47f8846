"""Rows as HTML, each rendered once per version: a page of known rows costs no rendering at all."""

from collections import OrderedDict
from threading import Lock

from django.template.loader import get_template
from django.utils.translation import get_language

from genjin.core import clock
from genjin.planning.models import FollowUp
from genjin.web.planning.row_data import row_data

# some 4 kB each: at most 16 MB
MOST_ROWS = 4000

_rendered: OrderedDict[tuple[object, ...], str] = OrderedDict()
_lock = Lock()


def rendered_row(row: FollowUp, *, may_edit: bool) -> str:
    """Return the row's HTML in the language of the request."""
    key = _key(row, may_edit=may_edit)
    with _lock:
        known = _rendered.get(key)
        if known is not None:
            _rendered.move_to_end(key)
            return known
    html = get_template("planning/row.html").render({"row": row_data(row), "may_edit": may_edit})
    with _lock:
        _rendered[key] = html
        while len(_rendered) > MOST_ROWS:
            _rendered.popitem(last=False)
    return html


def _key(row: FollowUp, *, may_edit: bool) -> tuple[object, ...]:
    """Name everything that the HTML depends on; the version counts the changes of the row and its packed cells."""
    project, customer = row.project, row.project.customer
    names = (customer.name if customer else "", project.name, str(row.stage))
    return (row.pk, row.version, *names, get_language(), clock.today(), may_edit)
