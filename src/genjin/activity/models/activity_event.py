"""Something that happened, by whom, to what: a row that is never changed."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _


class ActivityEvent(models.Model):
    """One thing that happened. Timeline, comparison and notices read it later.

    `fanned_out_at` is empty until notifications have read it: the rows without it are their queue. By number alone one
    could not tell, as on PostgreSQL the event of a longer transaction appears late, with the smaller number.
    """

    kind = models.CharField(_("what happened"), max_length=60)
    at = models.DateTimeField(_("when"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    # Plain numbers, not foreign keys: this package lies below the nouns it tells of, and an event outlives them.
    target_type = models.CharField(_("kind of thing"), max_length=40)
    target_id = models.BigIntegerField(_("thing"))
    project_id = models.BigIntegerField(_("project"), null=True)
    customer_id = models.BigIntegerField(_("customer"), null=True)
    detail = models.JSONField(_("detail"), default=dict, encoder=DjangoJSONEncoder)
    fanned_out_at = models.DateTimeField(_("told to people at"), null=True, editable=False)

    class Meta:
        verbose_name = _("activity event")
        verbose_name_plural = _("activity events")
        indexes = [
            models.Index(fields=["target_type", "target_id", "id"], name="event_by_target"),
            models.Index(fields=["project_id", "id"], name="event_by_project"),
            models.Index(
                fields=["customer_id", "id"], condition=models.Q(customer_id__isnull=False), name="event_by_customer"
            ),
            models.Index(fields=["id"], condition=models.Q(fanned_out_at=None), name="event_to_fan_out"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.target_type} {self.target_id}"
