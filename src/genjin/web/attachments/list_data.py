"""What the list of a follow-up's attachments shows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse

from genjin.planning.models import Attachment
from genjin.web.shared.files import FileRow, file_rows


@dataclass(frozen=True, slots=True)
class AttachmentList:
    """The files of one follow-up, `pk`."""

    pk: int
    files: Sequence[FileRow]
    may_edit: bool


def attachment_list(
    pk: int, rows: Iterable[Attachment], *, may_edit: bool, as_it_stood: bool = False
) -> AttachmentList:
    """Return the list; of an earlier day it only tells what was there."""
    files = file_rows(rows, lambda file: "" if as_it_stood else reverse("attachment", args=[file]))
    return AttachmentList(pk, files, may_edit and not as_it_stood)
