"""The one storage of files, on the disk or in a bucket: putting there, fetching and taking out, with clear refusals."""

import logging
from typing import ClassVar

from django.core.files.base import File
from django.db.models.fields.files import FieldFile
from django.utils.translation import gettext_lazy as _

from genjin.core.errors import DomainError

logger = logging.getLogger(__name__)


class StorageDown(DomainError):
    """The storage of files does not answer, or takes nothing."""

    status: ClassVar[int] = 503
    code = "storage_down"


class FileGone(DomainError):
    """What names the file is there, the file itself is not."""

    status: ClassVar[int] = 410
    code = "file_gone"


def store(file: FieldFile, name: str, content: "File[bytes]") -> None:
    """Put a file into the storage under this name, or one like it; raises StorageDown."""
    try:
        file.save(name, content, save=False)
    except OSError as error:
        logger.warning("a file cannot be stored: %s", error)
        raise StorageDown(_("The file cannot be stored just now; try again, or tell your administrator.")) from error


def opened(file: FieldFile, name: str) -> "File[bytes]":
    """Return the file, open for reading; raises FileGone, which calls it by this name, or StorageDown."""
    try:
        content: File[bytes] = file.open("rb")
    except FileNotFoundError as error:
        raise FileGone(_("“%(name)s” is no longer in the storage of files.") % {"name": name}) from error
    except OSError as error:
        logger.warning("a file cannot be fetched: %s", error)
        raise StorageDown(_("The storage of files does not answer; try again later.")) from error
    return content


def take_out(file: FieldFile) -> None:
    """Take a file out of the storage; where that fails it stays there, known to nobody, and the log tells."""
    try:
        file.delete(save=False)
    except OSError as error:
        logger.warning("a file cannot be taken out of the storage: %s", error)
