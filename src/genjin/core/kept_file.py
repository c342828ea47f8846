"""Files that people put beside the data, a row each."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar
from uuid import uuid4

from django.conf import settings
from django.core.files.base import File
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from genjin.core.storage import store, take_out
from genjin.core.uploads import checked_name

HEAD = 16


class KeptFile(models.Model):
    """A file that somebody put there; `name` is the one it came under, `size` in bytes."""

    file = models.FileField(_("file"))
    name = models.CharField(_("name"), max_length=255)
    size = models.PositiveBigIntegerField(pgettext_lazy("of a file", "size"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name


Kept = TypeVar("Kept", bound=KeptFile)


@contextmanager
def in_storage(files: "Iterable[File[bytes]]", row_of: Callable[[], Kept]) -> Iterator[list[Kept]]:
    """Store files and yield a row for each, not stored yet; all files are taken out again if what is done inside fails.

    In the storage they lie under names of ours, so that no name of a user's can do harm there. Enter it before the
    transaction opens: nothing slow happens inside one. Refuses what `checked_name` refuses; raises StorageDown.
    """
    rows: list[Kept] = []
    try:
        for file in files:
            row = row_of()
            _store(row, file)
            rows.append(row)
        yield rows
    except BaseException:
        for row in rows:
            take_out(row.file)
        raise


def _store(row: KeptFile, content: "File[bytes]") -> None:
    head = content.read(HEAD)
    content.seek(0)
    row.name, row.size = checked_name(content.name or "", head, content.size), content.size
    ending = row.name.rpartition(".")[2].lower()
    store(row.file, f"{uuid4().hex}.{ending}", content)
