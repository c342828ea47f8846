"""What is said of a file that cannot be read, and of what in it was not understood: sentences by code."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from genjin.plantable.reading.errors import UnreadableFile
from genjin.plantable.reading.result import Place, Problem

REFUSALS: Final[dict[str, Promise]] = {
    "empty": _("The file is empty."),
    "not_a_table_file": _("This is no Excel, Word, CSV or HTML table, nor a plan exported as JSON."),
    "password_protected": _("The file is protected by a password; save it without one and send it again."),
    "truncated": _("The file is damaged or was cut off while it was copied; send it again."),
    "too_large": _("The file is too large: {what} are more than the {limit} that can be read at once; split it."),
    "external_entities": _("The file declares XML entities, which no office program writes; it was not read."),
    "image": _("This is a picture under the name of a table; send the table itself."),
    "pdf": _("This is a PDF; send the Excel or Word file that it was made from."),
    "old_word": _("This is a Word 97-2003 document; save it as .docx and send it again."),
    "unsupported_format": _("Files of the kind {kind} cannot be read; save it as .xlsx, .docx or .csv."),
    "archive": _("This is an archive; unpack it and send the table inside."),
    "unknown_encoding": _("The characters of this text file belong to no known encoding; save it as UTF-8."),
    "no_table": _("No plan table was found: no row names columns such as date, customer, actions or next steps."),
    "bad_json": _("This JSON is not a plan exported by this program: {what}."),
}

PROBLEMS: Final[dict[str, Promise]] = {}


def sentence_of(refusal: UnreadableFile) -> str:
    """Return why a file was refused, in the user's language."""
    return str(REFUSALS[refusal.code]).format(**refusal.details)


def sentence_about(problem: Problem) -> str:
    """Return what about a place was not understood, in the user's language."""
    return str(PROBLEMS.get(problem.code, problem.code)).format(words=problem.words)


def words_of(place: Place) -> str:
    """Return a place as a person would look it up: sheet, row, column."""
    parts = [gettext("sheet %s") % place.sheet] if place.sheet else []
    if place.row is not None:
        parts.append(gettext("row %s") % place.row)
    if place.column:
        parts.append(gettext("column %s") % place.column)
    return ", ".join(parts)
