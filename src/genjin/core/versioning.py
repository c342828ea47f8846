"""Rows that two people may edit at once, and rows whose deletion can be undone."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Versioned(models.Model):
    """A row that counts its changes: a save names the version it started from."""

    version = models.PositiveIntegerField(_("version"), default=1)

    class Meta:
        abstract = True


class Recoverable(models.Model):
    """A row that is hidden when it is deleted, and comes back when that is undone."""

    deleted_at = models.DateTimeField(_("deleted at"), null=True, editable=False)

    class Meta:
        abstract = True

    @property
    def is_deleted(self) -> bool:
        """Tell whether the row is hidden."""
        return self.deleted_at is not None
