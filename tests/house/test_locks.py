import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("lock", ["run.txt", "test.txt", "node.txt"])
def test_requirements_name_no_host_and_hash_every_version(lock: str) -> None:
    text = (ROOT / "requirements" / lock).read_text(encoding="utf-8")
    assert "://" not in text
    assert "--index" not in text
    pinned = [line for line in text.splitlines() if "==" in line and line[0].isalpha()]
    assert pinned
    assert all(line.endswith("\\") for line in pinned)


def test_package_lock_names_no_host() -> None:
    assert '"resolved"' not in (ROOT / "package-lock.json").read_text(encoding="utf-8")


def test_locks_for_tests_hold_the_versions_that_run() -> None:
    def versions(lock: str) -> set[str]:
        lines = (ROOT / "requirements" / lock).read_text(encoding="utf-8").splitlines()
        return {line.split()[0] for line in lines if "==" in line and line[0].isalpha()}

    assert versions("run.txt") <= versions("test.txt")


def test_every_icon_of_a_template_is_listed() -> None:
    listed = set((ROOT / "src/genjin/web/icons.txt").read_text(encoding="utf-8").split())
    templates = (ROOT / "src/genjin/web/templates").rglob("*.html")
    used = {name for file in templates for name in re.findall(r'{% icon "([^"]+)"', file.read_text(encoding="utf-8"))}
    assert used - listed == set()


def test_icon_names_are_sorted_and_stand_once() -> None:
    names = (ROOT / "src/genjin/web/icons.txt").read_text(encoding="utf-8").split()
    assert names == sorted(set(names))
