"""A file that belongs to a follow-up."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from genjin.pipeline.models import ProjectEntry
from genjin.planning.models.follow_up import FollowUp


class Attachment(ProjectEntry):
    """Minutes, a quotation, a photograph of the whiteboard; `size` in bytes."""

    follow_up = models.ForeignKey(
        FollowUp, verbose_name=_("follow-up"), on_delete=models.CASCADE, related_name="attachments"
    )
    file = models.FileField(_("file"), upload_to="follow-ups/%Y/%m")
    name = models.CharField(_("name"), max_length=255)
    size = models.PositiveBigIntegerField(_("size"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta(ProjectEntry.Meta):
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")

    def __str__(self) -> str:
        return self.name
