"""The kinds of events in a history."""

from typing import Final

ACTIVITY: Final = 0
AMOUNT: Final = 1
STAGE: Final = 2
LOST: Final = 3
WON: Final = 4
EVENTS: Final = {"activity": ACTIVITY, "amount": AMOUNT, "stage": STAGE, "lost": LOST, "won": WON}
"""Kinds by their names, in the order in which events of the same moment are taken to have happened."""

FACTS: Final = {"attitude": -5, "coverage": -4, "signals": -3, "health": -2, "overdue": -1}
"""What may be known of a deal's plan beside the contract's own events; a number that holds until the next one.

Facts are no touches: they neither make a deal busy nor move it. At one moment they come before everything else.
"""

OUT_OF_SIGHT: Final = 5
"""The log of another system ends here with the deal still open: nothing is known of it from then on."""
HANDED_OVER: Final = -6
"""Nothing but that the row's owner owns the deal from then on."""
NAMES: Final = {**EVENTS, **FACTS, "owner": HANDED_OVER}
"""Every kind by the name under which it stands in a log."""

NO_STAGE: Final = ""
"""The stage of a deal before its first stage is written down."""
