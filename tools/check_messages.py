"""Refuse an incomplete translation: each message in code is in each catalogue, translated, not fuzzy, well formed."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from messages import ROOT, SOURCE, catalogue_files, messages_in_code, read_catalogue

LOOSE_BLOCK = re.compile(r"{%-?\s*blocktrans(?:late)?\b(?![^%]*\btrimmed\b)[^%]*%}")


def main() -> int:
    """Print every fault and return the exit status."""
    faults = [*loose_blocks(), *incomplete_catalogues()]
    print("\n".join(faults) or "messages: complete", file=sys.stderr if faults else sys.stdout)
    if faults:
        print("messages: run `make messages`, then translate what is empty.", file=sys.stderr)
    return 1 if faults else 0


def loose_blocks() -> Iterator[str]:
    """Yield blocks whose message would hold the template's line breaks."""
    for template in sorted(SOURCE.rglob("*.html")):
        for number, line in enumerate(template.read_text(encoding="utf-8").splitlines(), start=1):
            if LOOSE_BLOCK.search(line):
                yield f"{template.relative_to(ROOT)}:{number}: blocktranslate without `trimmed`"


def incomplete_catalogues() -> Iterator[str]:
    """Yield what is wrong in each locale's catalogue."""
    found = messages_in_code()
    for path in catalogue_files():
        yield from (f"{path.relative_to(ROOT)}: {fault}" for fault in faults_of(path, found))


def faults_of(path: Path, found: Catalog) -> Iterator[str]:
    """Yield what is missing, fuzzy, no longer used, or broken in its placeholders."""
    catalogue = read_catalogue(path)
    for message in found:
        translated = catalogue.get(message.id, message.context)
        if message.id and (translated is None or not is_complete(translated)):
            yield f"not translated: {message.id!r}"
    for message in catalogue:
        if message.id and message.fuzzy:
            yield f"fuzzy: {message.id!r}"
        if message.id and found.get(message.id, message.context) is None:
            yield f"no longer in the code: {message.id!r}"
    for message, errors in catalogue.check():
        yield from (f"{error}: {message.id!r}" for error in errors)


def is_complete(message: Message) -> bool:
    """Whether every form of the message is translated."""
    return all(message.string) if isinstance(message.string, tuple) else bool(message.string)


if __name__ == "__main__":
    sys.exit(main())
