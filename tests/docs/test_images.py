"""Every picture that a document names exists, none lies there unused, and together they stay small."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
IMAGES = ROOT / "docs" / "images"
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
MOST_BYTES = 10_000_000
NAMED = re.compile(r"!\[[^\]]*\]\(([^)\s]+)\)|<img[^>]*\bsrc=\"([^\"]+)\"")


def named_in(document: Path) -> list[Path]:
    found = NAMED.findall(document.read_text(encoding="utf-8"))
    return [(document.parent / (one or other)).resolve() for one, other in found]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_picture_that_is_named_exists(document: Path) -> None:
    assert [path for path in named_in(document) if not path.exists()] == []


def test_no_picture_is_unused_and_together_they_are_small() -> None:
    named = {path for document in DOCUMENTS for path in named_in(document)}
    kept = set(IMAGES.glob("*.png"))
    assert kept - named == set()
    assert sum(path.stat().st_size for path in kept) < MOST_BYTES


@pytest.mark.parametrize("language", ["zh", "en"])
def test_guide_tells_every_key(language: str) -> None:
    keys_source = (ROOT / "src/genjin/web/planning/keys.py").read_text(encoding="utf-8")
    guide = (ROOT / f"docs/guide.{language}.md").read_text(encoding="utf-8")
    for keys in re.findall(r'^    \("([^"]+)", _\(', keys_source, re.MULTILINE):
        for key in re.split(r" · | / ", keys):
            word = key.replace("Enter", "回车").replace("Space", "空格") if language == "zh" else key
            assert word in guide or key in guide, key
