"""A comment with its replies."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from genjin.conversation.models.placed import Placed, lies_in_one_place
from genjin.core.versioning import Recoverable


class Thread(Placed, Recoverable):
    """What was said on one question about one thing; it is open until somebody resolves it.

    `last_at` is the moment of its latest comment, by which threads are listed. It is deleted when its last comment is,
    and comes back with one; the operations keep both.
    """

    last_at = models.DateTimeField(_("last comment"))
    resolved_at = models.DateTimeField(_("resolved at"), null=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("resolved by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("thread")
        verbose_name_plural = _("threads")
        constraints = [lies_in_one_place("thread_in_one_place")]
        indexes = [
            models.Index(fields=["target_type", "target_id"], name="thread_by_target"),
            models.Index(
                fields=["follow_up"],
                condition=Q(resolved_at=None, deleted_at=None, follow_up__isnull=False),
                name="open_thread_by_row",
            ),
            models.Index(fields=["last_at"], name="thread_by_last_at"),
        ]

    def __str__(self) -> str:
        return self.target_words

    @property
    def is_resolved(self) -> bool:
        """Tell whether nothing is left to say."""
        return self.resolved_at is not None
