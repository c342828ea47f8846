"""Where somebody can be, as pages name it, and how those who are there are shown."""

from django.utils.translation import gettext as _

from genjin.core.ids import read_id
from genjin.live.queries.presences import PLAN, Present, project_place

COLOURS = 6
BEFORE_ID = project_place(0).removesuffix("0")


def project_of(place: str) -> int | None:
    """Return the project whose page is meant, None for any other place."""
    return read_id(place.removeprefix(BEFORE_ID)) if place.startswith(BEFORE_ID) else None


def place_of(text: str) -> str:
    """Return a place by the name that a page gave; "" for what is none."""
    project = project_of(text)
    return text if text == PLAN else "" if project is None else project_place(project)


def shown_presence(entry: Present) -> dict[str, object]:
    """Return one person as the page shows it: a coloured initial, at the row where there is one."""
    sentence = _("%(name)s is editing this row") if entry.row else _("%(name)s has this page open")
    return {
        "name": entry.name,
        "initial": entry.name[:1],
        "colour": entry.user % COLOURS + 1,
        "row": entry.row,
        "cell": entry.cell,
        "says": sentence % {"name": entry.name},
    }
