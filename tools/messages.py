"""Collect the translatable strings and compile the translations, with Babel: GNU gettext is not needed.

`extract` brings every locale's django.po up to date with the code and templates; `compile` writes the .mo files.
"""

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO, StringIO
from pathlib import Path
from typing import IO

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir, extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "genjin"
LOCALE = SOURCE / "locale"
TRANSLATIONS = ("zh_Hans",)  # English is the language of the code

HEADER = {
    "header_comment": "# What Genjin says, in the language of this folder.",
    "project": "Genjin",
    "version": "",
    "msgid_bugs_address": "none",
    "last_translator": "Genjin",
    "language_team": "Genjin",
}

# Django's names; a number says which argument is the message, (n, "c") which one is its context
SINGULAR, PLURAL = None, (1, 2)
WITH_CONTEXT, PLURAL_WITH_CONTEXT = ((1, "c"), 2), ((1, "c"), 2, 3)
KEYWORDS = {
    **dict.fromkeys(("_", "said"), SINGULAR),
    "gettext_noop": SINGULAR,
    **dict.fromkeys(("gettext", "gettext_lazy"), SINGULAR),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), PLURAL),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), WITH_CONTEXT),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), PLURAL_WITH_CONTEXT),
}


def extract_template(file: IO[bytes], keywords: object, comment_tags: object, options: dict[str, str]) -> Iterator:
    """Yield a Django template's messages: Django itself turns it into lines that look like Python calls."""
    text = templatize(file.read().decode("utf-8"))
    # what surrounds the calls is masked, but stands indented as the HTML was
    lines = "\n".join(line.strip() for line in text.splitlines())
    return extract_python(BytesIO(lines.encode("utf-8")), keywords, comment_tags, {**options, "encoding": "utf-8"})


METHODS = [
    ("**/migrations/**", "ignore"),
    ("**.py", "python"),
    ("**.html", extract_template),
    ("**.txt", extract_template),
]


def messages_in_code() -> Catalog:
    """Return every message of code and templates, with the files it stands in."""
    found = Catalog(project="Genjin", charset="utf-8", fuzzy=False)
    for file, _line, message, comments, context in extract_from_dir(SOURCE, METHODS, keywords=KEYWORDS):
        place = f"src/genjin/{Path(file).as_posix()}"
        known = found.get(message if isinstance(message, str) else message[0], context)
        if known is None or (place, None) not in known.locations:
            found.add(message, locations=[(place, None)], auto_comments=comments, context=context)
    return found


def catalogue_files() -> list[Path]:
    """Return the django.po of every locale."""
    return [LOCALE / locale / "LC_MESSAGES" / "django.po" for locale in TRANSLATIONS]


def read_catalogue(path: Path) -> Catalog:
    """Return one locale's translations; a locale without a file has none yet."""
    if not path.exists():
        return Catalog(locale=path.parts[-3], revision_date=datetime.now(UTC), fuzzy=False, **HEADER)
    return read_po(StringIO(path.read_text(encoding="utf-8")), locale=path.parts[-3])


def write_catalogue(catalogue: Catalog, path: Path) -> None:
    """Write one locale's translations, places by file only, so that moving a line changes nothing here."""
    path.parent.mkdir(parents=True, exist_ok=True)
    buffer = BytesIO()
    write_po(buffer, catalogue, width=0, sort_by_file=True, ignore_obsolete=True, include_lineno=False)
    path.write_bytes(buffer.getvalue())


def extract() -> None:
    """Add new messages untranslated, drop those no longer used; never guess a translation from a similar one."""
    found = messages_in_code()
    for path in catalogue_files():
        catalogue = read_catalogue(path)
        found.creation_date = catalogue.creation_date
        catalogue.update(found, no_fuzzy_matching=True)
        write_catalogue(catalogue, path)
        missing = sum(1 for message in catalogue if message.id and not message.string)
        print(f"{path.relative_to(ROOT)}: {len(catalogue)} messages, {missing} to translate")


def compile_all() -> None:
    """Write the .mo file beside each .po file."""
    for path in filter(Path.exists, catalogue_files()):
        with path.with_suffix(".mo").open("wb") as file:
            write_mo(file, read_catalogue(path))


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["extract"]:
            extract()
        case ["compile"]:
            compile_all()
        case _:
            sys.exit("usage: messages.py extract | compile")
