"""Who said it, how well it is founded, and when: what every fact about a customer is worth."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Evidence(models.IntegerChoices):
    """How well a fact is founded, best last."""

    JUDGEMENT = 0, _("E0 our own judgement")
    RELAYED = 1, _("E1 relayed by a third person")
    SAID = 2, _("E2 the customer said it to us")
    WRITTEN = 3, _("E3 in writing or in minutes")


class Testimony(models.Model):
    """The words that support a fact. `said_by` names the person as the text does; it need not be a contact."""

    quote = models.TextField(_("in whose words"), blank=True, default="")
    said_by = models.CharField(_("said by"), max_length=100, blank=True, default="")
    evidence = models.PositiveSmallIntegerField(_("evidence"), choices=Evidence, default=Evidence.SAID)
    observed_on = models.DateField(_("observed on"), null=True, blank=True)

    class Meta:
        abstract = True
