"""What a person, a department or all of us are to bring in a period."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from genjin.people.models import Department


class Target(models.Model):
    """An amount for a period (`2026-11`, `2026-Q4`, `2026`); without person and department it is for all of us."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="targets",
    )
    department = models.ForeignKey(
        Department,
        verbose_name=_("department"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="targets",
    )
    period = models.CharField(_("period"), max_length=7)
    amount = models.DecimalField(_("amount"), max_digits=16, decimal_places=2)

    class Meta:
        verbose_name = _("sales target")
        verbose_name_plural = _("sales targets")
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=True) | Q(department__isnull=True), name="target_of_one_thing"
            ),
            models.UniqueConstraint(
                fields=["person", "period"], condition=Q(person__isnull=False), name="target_of_person_once"
            ),
            models.UniqueConstraint(
                fields=["department", "period"], condition=Q(department__isnull=False), name="target_of_department_once"
            ),
            models.UniqueConstraint(
                fields=["period"], condition=Q(person__isnull=True, department__isnull=True), name="target_of_all_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person or self.department or ''} {self.period}: {self.amount}"
