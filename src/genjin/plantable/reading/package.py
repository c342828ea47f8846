"""The zip packages of Office Open XML: their parts, found by relations, read within bounds."""

import posixpath
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import IO, Final

from lxml import etree

from genjin.plantable.reading.errors import UnreadableFile
from genjin.plantable.reading.limits import (
    MEGABYTE,
    PACKAGE_PARTS,
    PACKAGE_RATIO,
    SMALL_PART_BYTES,
    UNPACKED_BYTES,
)

_CHUNK: Final = 256 * 1024


def local(tag: object) -> str:
    """An element's name without its namespace; strict and transitional files differ only there."""
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


class Package:
    """A zip opened with care: sizes are checked as declared, and again as they come out of the stream."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise UnreadableFile("truncated") from error
        infos = self._zip.infolist()
        if len(infos) > PACKAGE_PARTS:
            raise UnreadableFile("too_large", what=f"{len(infos)} parts", limit=PACKAGE_PARTS)
        self._parts = {info.filename.replace("\\", "/").lstrip("/").casefold(): info for info in infos}
        self._packed = len(data)
        self._left = UNPACKED_BYTES

    @property
    def names(self) -> list[str]:
        """The parts' names as they stand in the package."""
        return [info.filename for info in self._parts.values()]

    def has(self, name: str) -> bool:
        """Whether the package holds this part, in whatever case."""
        return name.casefold() in self._parts

    def chunks(self, name: str) -> Iterator[bytes]:
        """The bytes of a part, piece by piece; raises UnreadableFile where there are far too many."""
        info = self._parts.get(name.casefold())
        if info is None:
            raise UnreadableFile("truncated")
        if info.flag_bits & 0x1:
            raise UnreadableFile("password_protected")
        many = info.file_size > 4 * MEGABYTE and info.file_size > PACKAGE_RATIO * max(info.compress_size, 1)
        if many or info.file_size > self._left:
            self._refuse(info.file_size)
        try:
            with self._zip.open(info) as stream:
                yield from self._counted(stream)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError) as error:
            raise UnreadableFile("truncated") from error

    def _counted(self, stream: IO[bytes]) -> Iterator[bytes]:
        while chunk := stream.read(_CHUNK):
            self._left -= len(chunk)
            if self._left < 0:
                self._refuse(UNPACKED_BYTES)
            yield chunk

    @staticmethod
    def _refuse(size: int) -> None:
        raise UnreadableFile("too_large", what=f"{size // MEGABYTE} MB", limit=f"{UNPACKED_BYTES // MEGABYTE} MB")

    def verify(self) -> None:
        """Unpack everything once and forget it: raises UnreadableFile where the sizes lie or add up to too much."""
        for name in self.names:
            for _ in self.chunks(name):
                pass

    def tree(self, name: str) -> etree._Element | None:
        """A small part as an element, None where there is none."""
        if not self.has(name):
            return None
        data = b""
        for chunk in self.chunks(name):
            data += chunk
            if len(data) > SMALL_PART_BYTES:
                self._refuse(SMALL_PART_BYTES)
        return parse_xml(data)

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """Relation id to (kind, part name) of what a part refers to inside the package."""
        folder, name = posixpath.split(part)
        root = self.tree(posixpath.join(folder, "_rels", f"{name}.rels"))
        if root is None:
            return {}
        found = {}
        for element in root:
            target, kind = element.get("Target"), element.get("Type", "").rpartition("/")[2]
            if target and element.get("TargetMode") != "External":
                path = posixpath.normpath(posixpath.join("/", folder, target.replace("\\", "/"))).lstrip("/")
                found[element.get("Id", "")] = (kind, path)
        return found

    def main_part(self) -> str | None:
        """The name of the workbook or document itself."""
        for kind, path in self.relations("").values():
            if kind == "officeDocument" and self.has(path):
                return path
        return next((name for name in ("xl/workbook.xml", "word/document.xml") if self.has(name)), None)

    def root_tag(self, name: str) -> str:
        """The outermost element's local name of a part, without reading the rest."""
        for _, element, _ in self.events(name):
            return local(element.tag)
        raise UnreadableFile("truncated")

    def events(self, name: str, tags: Sequence[str] = ("{*}*",)) -> Iterator[tuple[str, etree._Element, int]]:
        """Start and end of the elements of a part as it streams by, with the bytes read so far."""
        parser = etree.XMLPullParser(
            events=("start", "end"), tag=tags, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
        )
        read = 0
        try:
            for chunk in self.chunks(name):
                read += len(chunk)
                parser.feed(chunk)
                yield from _events(parser, read)
            parser.close()
            yield from _events(parser, read)
        except etree.XMLSyntaxError as error:
            raise UnreadableFile("truncated") from error


def _events(parser: etree.XMLPullParser, read: int) -> Iterator[tuple[str, etree._Element, int]]:
    checked = False
    for event, element in parser.read_events():
        if isinstance(element, etree._Element):  # noqa: SLF001  lxml has no public name for it
            if not checked:
                refuse_doctype(element)
                checked = True
            yield event, element, read


def refuse_doctype(root: etree._Element) -> None:
    """Raise where a document declares a doctype: no office program does, and entities hide behind it."""
    if root.getroottree().docinfo.internalDTD is not None:
        raise UnreadableFile("external_entities")


def parse_xml(data: bytes) -> etree._Element:
    """A small XML document as an element, with entities refused; raises UnreadableFile where it is broken."""
    try:
        root = etree.fromstring(
            data, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        )
    except (etree.XMLSyntaxError, ValueError) as error:
        if b"<!ENTITY" in data or b"<!DOCTYPE" in data:
            raise UnreadableFile("external_entities") from error
        raise UnreadableFile("truncated") from error
    refuse_doctype(root)
    return root
