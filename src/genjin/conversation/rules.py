"""What may be said: checked alike for comments and private notes."""

from django.utils.translation import gettext_lazy as _

from genjin.conversation.models import LONGEST_TEXT
from genjin.core.errors import RuleBroken
from genjin.core.storable import storable_text


def checked_text(text: str) -> str:
    """Return the text as it is kept; refuses nothing at all, and more than five thousand characters."""
    kept = storable_text(text.replace("\r\n", "\n")).strip()
    if not kept:
        raise RuleBroken(_("Write something first."), field="text", code="empty")
    if len(kept) > LONGEST_TEXT:
        words = {"count": len(kept), "most": LONGEST_TEXT}
        raise RuleBroken(
            _("This has %(count)d characters; %(most)d fit in. Shorten it, or attach a file.") % words,
            field="text",
            code="too_long",
        )
    return kept
