"""docs/health.md calls each check what the pages call it."""

import re
from pathlib import Path

from django.utils import translation

from genjin.health.wording import CHECKS

PAGE = Path(__file__).resolve().parents[2] / "docs/health.md"


def test_checks_have_the_names_of_the_pages() -> None:
    written = dict(
        re.findall(r"^\| ([RPVCE]\d+) ([^|]*[\u4e00-\u9fff][^|]*?) \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    )
    with translation.override("zh-hans"):
        assert {key: written.get(key) for key in CHECKS} == {key: str(words.title) for key, words in CHECKS.items()}
