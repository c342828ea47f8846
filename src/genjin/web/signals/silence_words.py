"""Silence in words: why it is one, so that nobody has to believe it."""

from django.utils.translation import gettext, ngettext

from genjin.planning.rules import Silence


def silence_words(silence: Silence) -> str:
    """Return since when the customer is silent, and against what that is long."""
    since = ngettext(
        "No answer for %(days)d working day, since %(day)s.",
        "No answer for %(days)d working days, since %(day)s.",
        silence.days,
    ) % {"days": silence.days, "day": silence.since.isoformat()}
    if silence.is_own:
        usual = gettext("This customer's own rhythm: %(usual)d at most (three times the median gap).")
    else:
        usual = gettext("In this stage %(usual)d are usual at most.")
    return f"{since} {usual % {'usual': silence.usual}}"
