"""Who else wants this project."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from genjin.pipeline.models.project_entry import ProjectEntry


class Standing(models.TextChoices):
    """Where we stand against this competitor in the customer's eyes."""

    UNKNOWN = "unknown", _("Unknown")
    AHEAD = "ahead", _("We lead")
    EVEN = "even", _("Even")
    BEHIND = "behind", _("We are behind")
    OUT = "out", _("They are out")


class Approach(models.TextChoices):
    """How we meet the competition (DOMAIN §6, the chooser of competition strategies)."""

    FRONTAL = "frontal", _("Frontal: we lead on the customer's criteria")
    FLANKING = "flanking", _("Flanking: change the criteria")
    FRAGMENT = "fragment", _("Fragment: win the part that is ours")
    DEFEND = "defend", _("Defend: we are the incumbent")
    DEVELOP = "develop", _("Develop: no event or access yet")
    WITHDRAW = "withdraw", _("Withdraw")


class Competitor(ProjectEntry):
    """A competitor in this project, with our counter-strategy."""

    name = models.CharField(_("name"), max_length=200)
    standing = models.CharField(_("standing"), max_length=10, choices=Standing, default=Standing.UNKNOWN)
    moves = models.TextField(_("what they do, and who stands by them"), blank=True, default="")
    approach = models.CharField(_("approach"), max_length=10, choices=Approach, blank=True, default="")
    counter_strategy = models.TextField(_("counter-strategy"), blank=True, default="")

    class Meta(ProjectEntry.Meta):
        verbose_name = _("competitor")
        verbose_name_plural = _("competitors")

    def __str__(self) -> str:
        return self.name
