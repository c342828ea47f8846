"""What is said about a thing, and where that thing lies."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from genjin.customers.models import Customer
from genjin.pipeline.models import Project
from genjin.planning.models import FollowUp

LONGEST_TEXT = 5_000  # characters of a comment or a note
LONGEST_TITLE = 200


class Placed(models.Model):
    """Something about one thing (`target_type` and `target_id`, as events name it).

    The place where the thing lies is a row of the plan table, else a project, else a customer: exactly one of the
    three. Who may see the place may see what is said there, and a row that moves takes it along. `target_words` is how
    the thing was called; it stays when the thing is gone because somebody wrote its cell anew.
    """

    target_type = models.CharField(_("kind of thing"), max_length=40)
    target_id = models.BigIntegerField(_("thing"))
    target_words = models.CharField(_("name of the thing"), max_length=LONGEST_TITLE, blank=True, default="")
    follow_up = models.ForeignKey(
        FollowUp, verbose_name=_("follow-up"), null=True, on_delete=models.CASCADE, related_name="+"
    )
    project = models.ForeignKey(
        Project, verbose_name=_("project"), null=True, on_delete=models.CASCADE, related_name="+"
    )
    customer = models.ForeignKey(
        Customer, verbose_name=_("customer"), null=True, on_delete=models.CASCADE, related_name="+"
    )

    class Meta:
        abstract = True


def lies_in_one_place(name: str) -> models.CheckConstraint:
    """Return the constraint that a thing lies in exactly one place."""
    places = ("follow_up", "project", "customer")
    condition = models.Q()
    for place in places:
        condition |= models.Q(**{f"{other}__isnull": other != place for other in places})
    return models.CheckConstraint(condition=condition, name=name)
