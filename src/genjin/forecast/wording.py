"""The forecast's codes in words: reasons, steps, causes of change, and what is wrong with a history."""

import math
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from genjin.forecast.engine.wrong import WrongHistory

SENTENCES: Final[dict[str, Promise]] = {
    "empty": _("The history is empty; it needs a header: deal,at,event,value,owner."),
    "unknown_encoding": _("The characters of the history belong to no known encoding; save it as UTF-8."),
    "not_csv": _("Row %(row)d is not CSV: %(words)s."),
    "too_long": _("The history has %(row)d rows; bring it in parts of at most 200,000."),
    "column_missing": _("The history has no column “%(column)s”; its header is “%(words)s”."),
    "column_twice": _("The column “%(column)s” stands twice in the header."),
    "cell_empty": _("Row %(row)d, column “%(column)s”: the cell is empty."),
    "unknown_event": _(
        "Row %(row)d, column “%(column)s”: “%(words)s” is none of stage, amount, activity, won and lost."
    ),
    "bad_time": _("Row %(row)d, column “%(column)s”: “%(words)s” is no date such as 2026-03-01 or 2026-03-01T09:30."),
    "bad_amount": _("Row %(row)d, column “%(column)s”: “%(words)s” is no number."),
    "other_money": _("Row %(row)d, column “%(column)s”: “%(words)s” is other money than ours."),
    "not_yet": _("Row %(row)d, column “%(column)s”: the deal has ended, but “%(words)s” is yet to come."),
    "too_early": _("Row %(row)d, column “%(column)s”: the deal ended on “%(words)s”, before it began."),
}


REASONS: Final[dict[str, Promise]] = {
    "level": _("how often we win at all"),
    "stage": _("the stage it is in"),
    "days in stage": _("time in this stage"),
    "amount": _("size of the amount"),
    "amount changed": _("the amount changed"),
    "days idle": _("time without contact"),
    "activities": _("number of follow-ups"),
    "recent activities": _("recent follow-ups"),
    "age of the deal": _("age of the project"),
    "way so far": _("the way it came so far"),
    "owner": _("the owner"),
    "attitude": _("attitude of the decision makers"),
    "coverage": _("how well we reach the people"),
    "signals": _("confirmed signals"),
    "health": _("health of the plan"),
    "overdue": _("overdue next steps"),
}
STEPS: Final[dict[str, Promise]] = {
    "contact": _("Get in touch today"),
    "next_stage": _("Reach the next stage"),
    "win_decider": _("Win the decision maker over"),
    "reach_decider": _("Get closer to the decision maker"),
    "confirm_budget": _("Get the budget confirmed"),
    "clear_overdue": _("Settle the overdue steps"),
}
CAUSES: Final[dict[str, Promise]] = {
    "new": pgettext_lazy("waterfall", "New"),
    "won": pgettext_lazy("waterfall", "Won"),
    "pulled_in": pgettext_lazy("waterfall", "Pulled in"),
    "up": pgettext_lazy("waterfall", "Up"),
    "down": pgettext_lazy("waterfall", "Down"),
    "pushed_out": pgettext_lazy("waterfall", "Pushed out"),
    "lost": pgettext_lazy("waterfall", "Lost"),
}


def points_of(win: float, term: float) -> int:
    """Return by how many points of a hundred the chance is other than it would be without this part of its logit."""
    kept = min(max(win, 1e-6), 1 - 1e-6)
    without = 1 / (1 + math.exp(-(math.log(kept / (1 - kept)) - term)))
    return round(100 * (kept - without))


def sentence_about(refusal: WrongHistory) -> str:
    """Return in the user's language what is wrong with a history, and where."""
    places = {"row": refusal.row, "column": refusal.column, "words": refusal.words}
    return str(SENTENCES[refusal.code]) % places
