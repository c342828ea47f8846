"""Fields of a plan's rows as people read them, whatever the model: nothing typed is left out of the book."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Field, Model
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from genjin.activity.tracking import tracked_fields
from genjin.core.kept_file import KeptFile
from genjin.pipeline.models import BuyingRole
from genjin.planbook.book import Facts, Grid

# what ties a row to its place in the database, or follows from what the book shows anyway
TIES = {
    *("project_id", "customer_id", "follow_up_id", "position", "place", "number"),
    *("deleted_at", "logged_at", "file"),
}


def ties_of(model: type[Model]) -> set[str]:
    """Return the fields of a model that the book leaves out; the size of a file is one, that of a company is not."""
    return TIES | {"size"} if issubclass(model, KeptFile) else TIES


def label(field: "Field[object, object]") -> str:
    """Return a field's name as a heading."""
    return capfirst(str(field.verbose_name))


def shown(row: Model, name: str) -> str:
    """Return a field's value as people read it; "" where there is none."""
    field = tracked_fields(type(row))[name]
    if field.choices and getattr(row, name) not in {None, ""}:
        return str(getattr(row, f"get_{field.name}_display")())
    value = getattr(row, field.name)
    if isinstance(value, Model) and not isinstance(value, AbstractBaseUser):
        return str(value)
    return plain(value)


def plain(value: object) -> str:
    """Return a value as text."""
    match value:
        case None | False | []:
            text = ""
        case True:
            text = _("yes")
        case Decimal():
            text = f"{value:,.2f}".removesuffix(".00")
        case datetime():
            text = timezone.localtime(value).date().isoformat()
        case date():
            text = value.isoformat()
        case list():
            names = dict(BuyingRole.choices)
            text = ", ".join(str(names.get(entry, entry)) for entry in value)
        case _:
            text = str(value)
    return text


def facts(row: Model, *, first: Sequence[str] = (), without: Iterable[str] = ()) -> Facts:
    """Return every field of a row that says something, those named first in their order."""
    fields = tracked_fields(type(row))
    left_out = ties_of(type(row)) | set(without)
    names = [*first, *(name for name in fields if name not in first and name not in left_out)]
    pairs = [(label(fields[name]), shown(row, name)) for name in names]
    return Facts([(title, text) for title, text in pairs if text])


def grid(title: str, rows: Sequence[Model], columns: Sequence[str], *, without: Iterable[str] = ()) -> Grid | None:
    """Return rows of one kind as a table: the columns named, and all else that they say in one more column.

    A column in which nothing stands is left out.
    """
    if not rows:
        return None
    fields = tracked_fields(type(rows[0]))
    columns = [name for name in columns if any(shown(row, name) for row in rows)]
    headings = [label(fields[name]) for name in columns]
    rest = [_lines(facts(row, without={*columns, *without})) for row in rows]
    cells = [[shown(row, name) for name in columns] for row in rows]
    if any(rest):
        headings.append(_("More"))
        cells = [[*line, more] for line, more in zip(cells, rest, strict=True)]
    return Grid(title, headings, cells)


def _lines(found: Facts) -> str:
    return "\n".join(_("%(label)s: %(text)s") % {"label": name, "text": text} for name, text in found.pairs)
