"""What is said of a history that cannot be read: sentences by code."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from genjin.forecast.engine.wrong import WrongHistory

SENTENCES: Final[dict[str, Promise]] = {
    "empty": _("The history is empty; it needs a header: deal,at,event,value,owner."),
    "unknown_encoding": _("The characters of the history belong to no known encoding; save it as UTF-8."),
    "not_csv": _("Row %(row)d is not CSV: %(words)s."),
    "column_missing": _("The history has no column “%(column)s”; its header is “%(words)s”."),
    "column_twice": _("The column “%(column)s” stands twice in the header."),
    "cell_empty": _("Row %(row)d, column “%(column)s”: the cell is empty."),
    "unknown_event": _(
        "Row %(row)d, column “%(column)s”: “%(words)s” is none of stage, amount, activity, won and lost."
    ),
    "bad_time": _("Row %(row)d, column “%(column)s”: “%(words)s” is no date such as 2026-03-01 or 2026-03-01T09:30."),
    "bad_amount": _("Row %(row)d, column “%(column)s”: “%(words)s” is no number."),
}


def sentence_about(refusal: WrongHistory) -> str:
    """Return in the user's language what is wrong with a history, and where."""
    places = {"row": refusal.row, "column": refusal.column, "words": refusal.words}
    return str(SENTENCES[refusal.code]) % places
