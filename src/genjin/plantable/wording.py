"""What is said of a file that cannot be read, and of what in it was not understood: sentences by code."""

import re
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext
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

DETAILS: Final[tuple[tuple[str, Promise], ...]] = (
    (r"the rows", _("the rows")),
    (r"the rows of (.+)", _("the rows of %s")),
    (r"the row", _("a row")),
    (r"the columns", _("the columns")),
    (r"the columns of (.+)", _("the columns of %s")),
    (r"the cells", _("the cells")),
    (r"the merged cells", _("the merged cells")),
    (r"the characters", _("the characters")),
    (r"the texts", _("the texts")),
    (r"(\d+) parts", _("its %s parts")),
    (r"it is cut off or no JSON at all", _("it is cut off or no JSON at all")),
    (r"it has no list of rows", _("it has no list of rows")),
    (r"row (\d+) is no object", _("row %s is no object")),
    (r"row (\d+) is not formed like a row of the plan", _("row %s is not formed like a row of the plan")),
)
"""The words with which the reader fills a refusal's sentence, as patterns, and how they are said."""

PROBLEMS: Final[dict[str, Promise]] = {
    "row_left_out": _(
        "“{words}” was taken for a heading, a total or a signature, not for a follow-up; if it is one, give it a date"
        " or a customer in the file and drop it again."
    ),
    "name_carried": _(
        "No customer stands here; this row, and those below it that are blank as well, were given to “{words}” of the"
        " row above."
    ),
    "date_left_as_text": _(
        "“{words}” is no date; it is kept in the note. Write a day such as 2026-03-27, or set it in the table later."
    ),
    "values_match_no_items": _(
        "“{words}” fits no item of the cell beside it; it is kept in the note. Write it into the item itself: content"
        " (doer/date)."
    ),
    "formula_without_value": _(
        "{words} is a formula that was saved without its result; open the file in Excel, save it, and drop it again."
    ),
    "picture_left_out": _(
        "A picture cannot be taken into a cell; it stays in the original file, which is kept with the import."
    ),
}
LONGEST_WORDS = 60


def sentence_of(refusal: UnreadableFile) -> str:
    """Return why a file was refused, in the user's language."""
    return str(REFUSALS[refusal.code]).format(**{key: detail_of(word) for key, word in refusal.details.items()})


def detail_of(word: str | int) -> str:
    """Return a detail of a refusal in the user's language; figures and names stay as they are."""
    for pattern, words in DETAILS:
        found = re.fullmatch(pattern, str(word), re.DOTALL)
        if found:
            return str(words) % found.groups()
    return str(word)


def sentence_about(problem: Problem) -> str:
    """Return what about a place was not understood, in the user's language."""
    words = " ".join(problem.words.split())
    words = words if len(words) <= LONGEST_WORDS else f"{words[:LONGEST_WORDS]}…"
    return str(PROBLEMS.get(problem.code, problem.code)).format(words=words)


def words_of(place: Place) -> str:
    """Return a place as a person would look it up: sheet, row, column."""
    parts = [gettext("sheet %s") % place.sheet] if place.sheet else []
    if place.row is not None:
        parts.append(gettext("row %s") % place.row)
    if place.column:
        parts.append(gettext("column %s") % place.column)
    return pgettext("list", ", ").join(parts)
