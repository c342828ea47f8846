"""What somebody writes down for oneself alone."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from genjin.conversation.models.placed import Placed, lies_in_one_place
from genjin.core.versioning import Recoverable, Versioned


class PrivateNote(Placed, Versioned, Recoverable):
    """A note about a thing that its author alone sees; see docs/adr/0026 for what that means and what it does not."""

    is_private: ClassVar[bool] = True  # whoever looks for words in all tables shows none of it

    by = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("by"), on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(_("when"))
    text = models.TextField(_("text"))
    words = models.TextField(_("words"), editable=False)
    edited_at = models.DateTimeField(_("edited at"), null=True)

    class Meta:
        verbose_name = _("private note")
        verbose_name_plural = _("private notes")
        constraints = [lies_in_one_place("note_in_one_place")]
        indexes = [models.Index(fields=["by", "target_type", "target_id"], name="note_by_target")]

    def __str__(self) -> str:
        return self.target_words  # never the text: what prints a row must not tell it
