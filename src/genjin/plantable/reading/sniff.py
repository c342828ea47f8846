import re
from typing import Final, Literal

from genjin.plantable.reading.compound import stream_names
from genjin.plantable.reading.errors import UnreadableFile
from genjin.plantable.reading.grids.delimited import unmarked_utf16
from genjin.plantable.reading.limits import FILE_BYTES, MEGABYTE
from genjin.plantable.reading.package import Package

Kind = Literal["xlsx", "xls", "docx", "csv", "html", "spreadsheetml", "json"]

_IMAGES: Final = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*", b"RIFF", b"\x00\x00\x01\x00")
_ARCHIVES: Final = (b"7z\xbc\xaf", b"Rar!", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")
_XML: Final = re.compile(r"\s*<\?xml|\s*<(?:\w+:)?Workbook\b")
_HTML: Final = re.compile(r"<\s*(?:!doctype\s+html|html|head|body|table|meta|style|tr|div)\b", re.IGNORECASE)


def kind_of(data: bytes) -> Kind:
    """What the bytes are, whatever the file is called; raises UnreadableFile for what holds no table.

    Chinese systems export HTML, SpreadsheetML 2003 and UTF-16 tab text as ".xls", so a name's ending says nothing.
    """
    if not data.strip(b"\x00\r\n\t "):
        raise UnreadableFile("empty")
    if len(data) > FILE_BYTES:
        raise UnreadableFile("too_large", what=f"{len(data) // MEGABYTE} MB", limit=f"{FILE_BYTES // MEGABYTE} MB")
    if data.startswith(b"PK"):
        return _kind_of_package(data)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        return _kind_of_compound(data)
    _refuse_other_formats(data)
    return _kind_of_text(data)


def _kind_of_package(data: bytes) -> Kind:
    package = Package(data)
    names = [name.casefold() for name in package.names]
    if "mimetype" in names:
        raise UnreadableFile("unsupported_format", kind="OpenDocument (.ods, .odt)")
    if any(name.endswith(".iwa") or name == "index.zip" for name in names):
        raise UnreadableFile("unsupported_format", kind="Apple Numbers or Pages")
    main = package.main_part()
    if main is None:
        raise UnreadableFile("archive" if names else "truncated")
    if main.endswith(".bin"):
        raise UnreadableFile("unsupported_format", kind=".xlsb")
    root = package.root_tag(main)
    if root == "workbook":
        return "xlsx"
    if root == "document":
        return "docx"
    raise UnreadableFile("unsupported_format", kind=".pptx" if root == "presentation" else root)


def _kind_of_compound(data: bytes) -> Kind:
    names = stream_names(data)
    if names & {"EncryptedPackage", "EncryptionInfo"}:
        raise UnreadableFile("password_protected")
    if names & {"Workbook", "Book"}:
        return "xls"
    if "WordDocument" in names:
        raise UnreadableFile("old_word")
    raise UnreadableFile("not_a_table_file" if names else "truncated")


def _refuse_other_formats(data: bytes) -> None:
    if data.startswith(b"%PDF"):
        raise UnreadableFile("pdf")
    if data.startswith(_ARCHIVES):
        raise UnreadableFile("archive")
    if data.startswith(b"{\\rtf"):
        raise UnreadableFile("unsupported_format", kind="RTF")
    if data.startswith(_IMAGES) and (b"\x00" in data[:4096] or len(data) < 64):
        raise UnreadableFile("image")
    if data[4:12] in (b"ftypheic", b"ftypmif1", b"ftypavif", b"ftypisom", b"ftypmp42"):
        raise UnreadableFile("image")


def _kind_of_text(data: bytes) -> Kind:
    head = data[:8192]
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = head.decode("utf-16", errors="replace")
    elif unmarked := unmarked_utf16(data):
        text = head.decode(unmarked, errors="replace")
    elif b"\x00" in head:
        raise UnreadableFile("not_a_table_file")
    else:
        text = head.decode("latin-1").removeprefix("\xef\xbb\xbf")
    if "<Workbook" in text or ":Workbook" in text:
        return "spreadsheetml"
    if _HTML.search(text) and text.lstrip()[:1] == "<":
        return "html"
    if _XML.match(text):
        raise UnreadableFile("external_entities" if "<!" in text else "not_a_table_file")
    if text.lstrip()[:1] in ("{", "["):
        return "json"
    return "csv"
