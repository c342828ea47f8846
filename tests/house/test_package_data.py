"""A wheel holds every data file of the package."""

import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "genjin"
LEFT_OUT = {".py", ".pyc"}


def test_every_data_file_of_the_package_is_declared() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]
    declared = {path for pattern in settings["package-data"]["genjin"] for path in PACKAGE.glob(pattern)}
    found = {path for path in PACKAGE.rglob("*") if path.is_file() and path.suffix not in LEFT_OUT}
    assert sorted(str(path.relative_to(ROOT)) for path in found - declared) == []


def test_no_pattern_is_left_over() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]
    compiled = {"**/*.mo"}  # made by the build, so not there in a fresh checkout
    unused = [pattern for pattern in settings["package-data"]["genjin"] if not any(PACKAGE.glob(pattern))]
    assert set(unused) <= compiled
