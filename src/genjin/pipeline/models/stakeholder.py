"""A contact in a project."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from genjin.core import clock
from genjin.customers.models import Contact
from genjin.pipeline.models.project_entry import ProjectEntry
from genjin.pipeline.models.testimony import Testimony


class StakeholderRole(models.TextChoices):
    """The source document's three roles."""

    KDM = "KDM", _("KDM decision maker")
    KI = "KI", _("KI influencer")
    KU = "KU", _("KU user")


class BuyingRole(models.TextChoices):
    """What a person does in the purchase; one may have several (DOMAIN §4)."""

    FINAL = "final", _("Final approval")
    BUSINESS = "business", _("Business decision")
    TECHNICAL = "technical", _("Technical gate")
    PURCHASING = "purchasing", _("Purchasing")
    LEGAL = "legal", _("Legal and audit")
    USE = "use", _("Use")
    SPONSOR = "sponsor", _("Initiator")
    ADVISER = "adviser", _("Adviser")
    COACH = "coach", _("Coach")
    GATEKEEPER = "gatekeeper", _("Gatekeeper")


class Influence(models.IntegerChoices):
    """How much weight a person's word has."""

    LOW = 1, _("Low")
    MEDIUM = 2, _("Medium")
    HIGH = 3, _("High")


class Attitude(models.IntegerChoices):
    """How a person stands towards us; not known is not neutral."""

    OPPOSED = -2, _("Opposed")
    COOL = -1, _("Cool")
    NEUTRAL = 0, _("Neutral")
    SUPPORTIVE = 1, _("Supportive")
    COACH = 2, _("Coach")


class Mode(models.TextChoices):
    """How a person reacts to change, which decides how to begin (DOMAIN §4)."""

    GROWTH = "growth", _("Growth: show outcome")
    TROUBLE = "trouble", _("Trouble: show speed")
    EVEN = "even", _("Even keel: show the coming trouble")
    COMPLACENT = "complacent", _("Complacent: wait, or go through others")


class Orientation(models.TextChoices):
    """By what a person decides."""

    FINANCE = "finance", _("Finance")
    TECHNOLOGY = "technology", _("Technology")
    BUSINESS = "business", _("Business")
    RELATIONSHIP = "relationship", _("Relationship")
    COMPLIANCE = "compliance", _("Compliance")


class Relation(models.IntegerChoices):
    """What we are to this person."""

    VENDOR = 1, _("Vendor")
    SOURCE = 2, _("Reliable source")
    SOLVER = 3, _("Problem solver")
    ADVISER = 4, _("Trusted adviser")


class Stakeholder(ProjectEntry):
    """A contact in a project, or a role whose holder we do not know yet (`placeholder` says which).

    The attitude is that of the latest `AttitudeFact`; the operations keep it here.
    """

    contact = models.ForeignKey(
        Contact, verbose_name=_("contact"), null=True, blank=True, on_delete=models.CASCADE, related_name="stakes"
    )
    placeholder = models.CharField(_("role not yet named"), max_length=100, blank=True, default="")
    role = models.CharField(_("role"), max_length=3, choices=StakeholderRole, default=StakeholderRole.KI)
    buying_roles = models.JSONField(_("roles in the purchase"), default=list, blank=True)
    influence = models.PositiveSmallIntegerField(_("influence"), choices=Influence, default=Influence.MEDIUM)
    mode = models.CharField(_("reaction to change"), max_length=10, choices=Mode, blank=True, default="")
    orientation = models.CharField(_("decides by"), max_length=12, choices=Orientation, blank=True, default="")
    business_result = models.TextField(_("result for the business"), blank=True, default="")
    personal_win = models.TextField(_("personal win at work"), blank=True, default="")
    covered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("covered by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    relation = models.PositiveSmallIntegerField(_("relation now"), choices=Relation, null=True, blank=True)
    relation_goal = models.PositiveSmallIntegerField(_("relation to reach"), choices=Relation, null=True, blank=True)
    attitude = models.SmallIntegerField(_("attitude"), choices=Attitude, null=True, editable=False)

    class Meta(ProjectEntry.Meta):
        verbose_name = _("stakeholder")
        verbose_name_plural = _("stakeholders")
        constraints = [
            models.UniqueConstraint(
                fields=["project", "contact"],
                condition=Q(deleted_at=None, contact__isnull=False),
                name="stakeholder_once",
                violation_error_message=_("This contact is a stakeholder of the project already."),
            )
        ]

    def __str__(self) -> str:
        return str(self.contact) if self.contact else self.placeholder

    def clean(self) -> None:
        """Refuse a stakeholder without a person and without a role to look for, and roles that do not exist."""
        if self.contact_id is None and not self.placeholder.strip():
            raise ValidationError({"contact": _("Choose a contact, or say which role is not yet named.")})
        if not set(self.buying_roles) <= set(BuyingRole.values):
            raise ValidationError({"buying_roles": _("This is no role in a purchase.")})

    @property
    def is_placeholder(self) -> bool:
        """Tell whether the role is known and the person is not."""
        return self.contact_id is None

    @property
    def is_key_player(self) -> bool:
        """Tell whether this person's word weighs most (DOMAIN §4)."""
        return self.influence == Influence.HIGH


class AttitudeFact(ProjectEntry, Testimony):
    """How a stakeholder stood on a day, with the words that show it."""

    stakeholder = models.ForeignKey(
        Stakeholder, verbose_name=_("stakeholder"), on_delete=models.CASCADE, related_name="attitudes"
    )
    attitude = models.SmallIntegerField(_("attitude"), choices=Attitude)

    class Meta(ProjectEntry.Meta):
        verbose_name = _("attitude")
        verbose_name_plural = _("attitudes")

    def __str__(self) -> str:
        return str(self.get_attitude_display())

    def clean(self) -> None:
        """Refuse an attitude without the words that show it, and one that nobody can have observed yet."""
        if not self.quote.strip():
            raise ValidationError({"quote": _("Write the words that show this attitude.")})
        if self.observed_on is not None and self.observed_on > clock.today():
            raise ValidationError({"observed_on": _("This day is still to come.")})


class LineKind(models.TextChoices):
    """What lies between two people."""

    INFLUENCES = "influences", _("influences")
    REPORTS = "reports", _("reports to")
    CONFLICTS = "conflicts", _("is in conflict with")


class StakeholderLine(ProjectEntry):
    """A line from one stakeholder to another, in the direction of the words."""

    source = models.ForeignKey(Stakeholder, verbose_name=_("who"), on_delete=models.CASCADE, related_name="lines_out")
    target = models.ForeignKey(Stakeholder, verbose_name=_("whom"), on_delete=models.CASCADE, related_name="lines_in")
    kind = models.CharField(_("line"), max_length=10, choices=LineKind, default=LineKind.INFLUENCES)

    class Meta(ProjectEntry.Meta):
        verbose_name = _("line between stakeholders")
        verbose_name_plural = _("lines between stakeholders")

    def __str__(self) -> str:
        return f"{self.source} {self.get_kind_display()} {self.target}"

    def clean(self) -> None:
        """Refuse a line from somebody to the same person."""
        if self.source_id == self.target_id:
            raise ValidationError({"target": _("A line leads from one person to another.")})
