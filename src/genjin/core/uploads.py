"""Which files may be kept beside the data: documents, pictures, recordings, told by ending and first bytes."""

import re
import unicodedata
from pathlib import PurePosixPath

from django.conf import settings
from django.utils.translation import gettext as _

from genjin.core.errors import RuleBroken

LONGEST_NAME = 200
ENDINGS = {
    "pdf", "doc", "docx", "xls", "xlsx", "csv", "ppt", "pptx", "txt", "md", "rtf", "odt", "ods", "odp", "wps", "et",
    "dps", "vsdx", "xmind", "png", "jpg", "jpeg", "gif", "webp", "heic", "bmp", "tif", "tiff", "mp3", "m4a", "wav",
    "amr", "mp4", "mov", "zip", "7z", "rar", "eml", "msg", "ofd", "json",
}  # fmt: skip
# what a file of these endings begins with; the others begin in too many ways
BEGINNINGS: dict[str, tuple[bytes, ...]] = {
    "pdf": (b"%PDF",),
    "png": (b"\x89PNG",),
    "jpg": (b"\xff\xd8",),
    "jpeg": (b"\xff\xd8",),
    "gif": (b"GIF8",),
    **dict.fromkeys(("docx", "xlsx", "pptx", "zip", "xmind", "vsdx", "ofd"), (b"PK", b"\xd0\xcf\x11\xe0")),
    **dict.fromkeys(("doc", "xls", "ppt", "wps", "et", "dps", "msg"), (b"\xd0\xcf\x11\xe0", b"PK", b"{\\rtf", b"<")),
}
PROGRAMS = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe")
NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f\\/:*?"<>|]+')


def checked_name(name: str, head: bytes, size: int) -> str:
    """Return the name under which an upload is kept; `head` is how it begins, `size` in bytes.

    Refuses files that are empty, too large, of no kind that is kept here, or not what their ending says.
    """
    kept = clean_file_name(name)
    ending = PurePosixPath(kept).suffix.lower().lstrip(".")
    if size == 0:
        raise _refusal(kept, _("This file is empty."), "empty")
    if size > settings.UPLOAD_LIMIT:
        raise _refusal(kept, limit_words(), "too_large")
    if ending not in ENDINGS:
        raise _refusal(kept, _("Files of this kind are not kept here; put it into a .zip."), "kind")
    if head.startswith(PROGRAMS) or not head.startswith(BEGINNINGS.get(ending, (b"",))):
        raise _refusal(kept, _("This file is not what its name says."), "content")
    return kept


def limit_words() -> str:
    """Return what is said of a file that is too large to be kept."""
    return _("The file is larger than %(limit)d MB.") % {"limit": settings.UPLOAD_LIMIT // (1024 * 1024)}


def _refusal(name: str, sentence: str, code: str) -> RuleBroken:
    """Return the refusal of one file, which names it: it may be one of several."""
    return RuleBroken(_("%(name)s: %(sentence)s") % {"name": name, "sentence": sentence}, field="file", code=code)


def clean_file_name(name: str) -> str:
    """Return a name that every system takes: without path, control characters and what Windows forbids.

    A name too long loses its middle, never its ending.
    """
    base = unicodedata.normalize("NFC", re.split(r"[\\/]", name)[-1])
    seen = "".join(letter for letter in base if unicodedata.category(letter) not in {"Cf", "Cs"})
    whole = NOT_IN_NAMES.sub(" ", seen).strip(" .") or "file"
    stem, dot, ending = whole.rpartition(".")
    if not dot or len(ending) > 10:
        return whole[:LONGEST_NAME]
    return f"{stem[: LONGEST_NAME - len(ending) - 1].rstrip()}.{ending}"
