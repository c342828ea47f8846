"""What a person types into the plan of a project, a row each."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from genjin.core.versioning import Recoverable
from genjin.pipeline.models.project import Project


class ProjectEntry(Recoverable):
    """One entry of a project's plan: it is added, edited, deleted and restored by `operations/entries.py`."""

    project = models.ForeignKey(
        Project, verbose_name=_("project"), on_delete=models.CASCADE, related_name="%(class)ss", editable=False
    )
    position = models.PositiveIntegerField(_("position"), default=0, editable=False)
    created_at = models.DateTimeField(_("created at"), editable=False)

    class Meta:
        abstract = True
        ordering = ["position", "pk"]
