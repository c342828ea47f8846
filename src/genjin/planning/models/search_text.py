"""All the words of a row, once more, for searching."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from genjin.planning.models.follow_up import FollowUp


class SearchText(models.Model):
    """Exactly the text that stands in the search index for a row: the index can only forget what it is told again."""

    follow_up = models.OneToOneField(
        FollowUp, verbose_name=_("follow-up"), primary_key=True, on_delete=models.CASCADE, related_name="search_text"
    )
    text = models.TextField(_("text"))

    class Meta:
        verbose_name = _("search text")
        verbose_name_plural = _("search texts")

    def __str__(self) -> str:
        return self.text
