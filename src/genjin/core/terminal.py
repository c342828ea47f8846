"""The language of the terminal, for what is said before the product is set up: help, and settings that cannot be used.

Python's own gettext reads the product's catalogue, so that `--help` neither waits for Django nor writes anything.
"""

import gettext
import os
from functools import cache
from pathlib import Path

LOCALE = Path(__file__).resolve().parents[1] / "locale"


def speaks_english() -> bool:
    """Tell whether the terminal's language is English; otherwise we speak Chinese, as the pages do."""
    return (os.environ.get("LC_ALL") or os.environ.get("LANG") or "").startswith("en")


def said(message: str) -> str:
    """Return a message in the language of the terminal."""
    return _catalogue("en" if speaks_english() else "zh_Hans").gettext(message)


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    return gettext.translation("django", LOCALE, [language], fallback=True)
