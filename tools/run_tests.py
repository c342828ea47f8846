"""Run the whole suite: everything on SQLite, what uses the database again on PostgreSQL, then the browser tests.

A browser test that fails is tried once more by itself; the summary says so.

Arguments go to pytest (`make test ARGS="-k cells"`). All three parts run even when one fails; a summary ends it.
"""

import os
import subprocess
import sys
import time
import xml.etree.ElementTree as ET
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
RESULTS = ROOT / "test-results"
PYTEST = [
    *(sys.executable, "-m", "pytest", "-q", "-n", "2", "--dist", "loadgroup"),
    *("--durations=10", "--durations-min=0.5"),
]
WITH_POSTGRES = [sys.executable, str(ROOT / "tools" / "with_postgres.py")]
TESTS_FAILED, NOTHING_COLLECTED = 1, 5

PARTS = {
    "sqlite": [*PYTEST, "-m", "not browser"],
    "postgres": [*WITH_POSTGRES, *PYTEST, "-m", "not browser"],
    "browser": [*PYTEST, "-m", "browser"],
}


def main() -> int:
    """Return 0 only if every part passed."""
    RESULTS.mkdir(exist_ok=True)
    subprocess.run([sys.executable, ROOT / "tools" / "chromium.py"], check=False)
    lines = [run_part(part, command) for part, command in PARTS.items()]
    print("\n" + "\n".join(line for line, _ok in lines))
    return 0 if all(ok for _line, ok in lines) else 1


def run_part(part: str, command: list[str]) -> tuple[str, bool]:
    """Run one part; return its line of the summary and whether it passed."""
    print(f"\n=== tests: {part} ===", flush=True)
    report = RESULTS / f"{part}.xml"
    report.unlink(missing_ok=True)
    began = time.monotonic()
    status = subprocess.call([*command, f"--junitxml={report}", *sys.argv[1:]], cwd=ROOT, env=environment(part))
    verdict = "passed"
    if status == TESTS_FAILED and part == "browser":
        # a browser on a busy machine may miss a moment: what failed is tried once more, one at a time, and it is said
        print("\n=== tests: browser, what failed once more ===", flush=True)
        again = [*command, "-n", "0", "--last-failed", "--last-failed-no-failures=none", *sys.argv[1:]]
        status = subprocess.call(again, cwd=ROOT, env=environment(part))
        verdict = "passed at the second try"
    ok = status in (0, NOTHING_COLLECTED)
    verdict = verdict if ok else f"FAILED (status {status})"
    return f"tests: {part:9} {verdict:10} {counts(report)}, {time.monotonic() - began:.0f} s", ok


def environment(part: str) -> dict[str, str]:
    """Return the environment of one part: only the PostgreSQL part takes a DATABASE_URL that was given."""
    return {name: value for name, value in os.environ.items() if part == "postgres" or name != "DATABASE_URL"}


def counts(report: Path) -> str:
    """Return how many tests ran, failed and were skipped, from pytest's report."""
    if not report.exists():
        return "no tests"
    suite = ET.parse(report).getroot().find("testsuite")  # noqa: S314  written by pytest a moment ago
    if suite is None:
        return "no tests"
    failed = int(suite.get("failures", 0)) + int(suite.get("errors", 0))
    return f"{suite.get('tests')} tests, {failed} failed, {suite.get('skipped')} skipped"


if __name__ == "__main__":
    sys.exit(main())
