"""The file that a backup is: a .zip of the database, the uploaded files and a manifest that names and hashes them."""

import json
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import IO

from django.utils.translation import gettext_lazy as _

from genjin.core.errors import RuleBroken

FORMAT = 1
MANIFEST = "manifest.json"
LONGEST_MANIFEST = 64 * 1024 * 1024  # bytes; a line for each of some hundred thousand files
SQLITE, ROWS = "database.sqlite3", "rows.jsonl"
FILES = "files/"
CHUNK = 1024 * 1024


@dataclass(slots=True)
class Manifest:
    """What a backup says of itself. `entries` holds the SHA-256 of each file in it, `counts` the rows by model."""

    made_at: str
    version: str
    engine: str
    migrations: list[str]
    counts: dict[str, int] = field(default_factory=dict)
    entries: dict[str, str] = field(default_factory=dict)
    format: int = FORMAT

    @property
    def has_rows(self) -> bool:
        """Tell whether the database is there as rows, which every engine can take, and not as an SQLite file."""
        return ROWS in self.entries


class NotABackup(RuleBroken):
    """The file is no backup of this product, or not as it was written."""

    code = "not_a_backup"


def add_entry(archive: zipfile.ZipFile, name: str, source: IO[bytes]) -> str:
    """Write a file into the archive and return the SHA-256 of what was written."""
    with archive.open(name, "w", force_zip64=True) as entry:
        return _copy(source, entry)


def add_manifest(archive: zipfile.ZipFile, manifest: Manifest) -> None:
    """Write the manifest, as the last entry."""
    archive.writestr(MANIFEST, json.dumps(asdict(manifest), ensure_ascii=False, indent=1))


@contextmanager
def opened(path: Path) -> Iterator[tuple[zipfile.ZipFile, Manifest]]:
    """Open a backup for reading; refuses what is none, or does not hold exactly what its manifest names."""
    try:
        with zipfile.ZipFile(path) as archive:
            manifest = _read_manifest(archive)
            _check_names(archive, manifest)
            yield archive, manifest
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise NotABackup(_("%(file)s is not a backup of Genjin.") % {"file": path}) from error


def unpack(archive: zipfile.ZipFile, entries: Mapping[str, str], folder: Path) -> None:
    """Write every entry below an empty folder; refuses one that is not as the manifest says."""
    for name, expected in entries.items():
        target = folder / name
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            with archive.open(name) as entry, target.open("xb") as file:
                found = _copy(entry, file)
        except RuntimeError as error:
            raise NotABackup(_("The backup is encrypted; unpack it with its password first.")) from error
        if found != expected:
            raise NotABackup(_("%(name)s in the backup is damaged; nothing was changed.") % {"name": name})


def _copy(source: IO[bytes], target: IO[bytes]) -> str:
    digest = sha256()
    while chunk := source.read(CHUNK):
        digest.update(chunk)
        target.write(chunk)
    return digest.hexdigest()


def _read_manifest(archive: zipfile.ZipFile) -> Manifest:
    try:
        if archive.getinfo(MANIFEST).file_size > LONGEST_MANIFEST:
            raise NotABackup(_("This is not a backup of Genjin: its manifest cannot be read."))
        manifest = _checked(Manifest(**json.loads(archive.read(MANIFEST))))
    except (KeyError, ValueError, TypeError, RuntimeError) as error:  # RuntimeError: encrypted
        raise NotABackup(_("This is not a backup of Genjin: its manifest cannot be read.")) from error
    if manifest.format != FORMAT:
        raise NotABackup(
            _("This backup was made by another version of Genjin (%(version)s) in a form that this one does not know.")
            % {"version": manifest.version}
        )
    return manifest


def _checked(manifest: Manifest) -> Manifest:
    """Return the manifest if its parts are of the types that they are said to be; raises TypeError otherwise."""
    names = [*manifest.migrations, *dict(manifest.entries), *dict(manifest.entries).values(), manifest.version]
    if not all(isinstance(name, str) for name in names):
        raise TypeError("not a manifest")
    return manifest


def _check_names(archive: zipfile.ZipFile, manifest: Manifest) -> None:
    names = [name for name in archive.namelist() if name != MANIFEST]
    if sorted(names) != sorted(manifest.entries) or not all(_is_safe(name) for name in names):
        raise NotABackup(_("The backup does not hold what its manifest names; nothing was changed."))
    if len({SQLITE, ROWS} & set(names)) != 1:
        raise NotABackup(_("There is no database in the backup; nothing was changed."))


def _is_safe(name: str) -> bool:
    """Tell whether a name stays below the folder it is unpacked to, on every operating system."""
    if name in {SQLITE, ROWS}:
        return True
    parts = PurePosixPath(name).parts
    plain = name.startswith(FILES) and len(parts) > 1 and "/".join(parts) == name
    return plain and ".." not in parts and not any(sign in name for sign in "\\:\x00")
