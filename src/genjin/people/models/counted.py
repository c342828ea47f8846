"""Counts that all web processes share: failed sign-ins above all."""

from django.db import models


class Counted(models.Model):
    """The table of Django's database cache (`CACHES`); its backend reads and writes it, nothing else does."""

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "people_counted"

    def __str__(self) -> str:
        return self.cache_key
