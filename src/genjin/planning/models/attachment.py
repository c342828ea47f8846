"""A file that belongs to a follow-up."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from genjin.core.kept_file import KeptFile
from genjin.pipeline.models import ProjectEntry
from genjin.planning.models.follow_up import FollowUp


class Attachment(KeptFile, ProjectEntry):
    """Minutes, a quotation, a photograph of the whiteboard."""

    follow_up = models.ForeignKey(
        FollowUp, verbose_name=_("follow-up"), on_delete=models.CASCADE, related_name="attachments"
    )
    file = models.FileField(_("file"), upload_to="follow-ups/%Y/%m")

    class Meta(ProjectEntry.Meta):
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
