"""One thing that somebody said."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from genjin.conversation.models.thread import Thread
from genjin.core.versioning import Recoverable, Versioned


class Comment(Versioned, Recoverable):
    """One comment of a thread, as plain text. `words` is the text as search reads it."""

    thread = models.ForeignKey(Thread, verbose_name=_("thread"), on_delete=models.CASCADE, related_name="comments")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(_("when"))
    text = models.TextField(_("text"))
    words = models.TextField(_("words"), editable=False)
    edited_at = models.DateTimeField(_("edited at"), null=True)

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text
