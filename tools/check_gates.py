"""Refuse a way around the queries: web, API, jobs and command line may load domain objects only through them.

What a person may see is decided in `queries/`; a view that asks a model's manager would show what it should not.
"""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "genjin"
OUTSIDE = ("web", "api", "jobs", "cli")
OWN = {"queries", "operations"}  # `jobs` has tables of its own, and its own queries and operations for them
MANAGERS = {"objects", "all_objects", "_default_manager", "_base_manager"}
SHORTCUTS = {"get_object_or_404", "aget_object_or_404", "get_list_or_404", "aget_list_or_404"}


def main() -> int:
    """Print every place that goes around a query and return the exit status."""
    files = [file for folder in OUTSIDE for file in files_outside(folder)]
    faults = [fault for file in files for fault in faults_in(file)]
    print("\n".join(faults) or f"gates: {len(files)} files ask the queries", file=sys.stderr if faults else sys.stdout)
    return 1 if faults else 0


def files_outside(folder: str) -> list[Path]:
    """Return the files that must go through queries."""
    return [file for file in sorted((SOURCE / folder).rglob("*.py")) if OWN.isdisjoint(file.parts)]


def faults_in(file: Path) -> Iterator[str]:
    """Yield one line for each fault of the file, with its place as editors understand it."""
    for line, fault in faults_of(file.read_text(encoding="utf-8")):
        yield f"{file.relative_to(ROOT)}:{line}: {fault}"


def faults_of(source: str) -> Iterator[tuple[int, str]]:
    """Yield line and fault for each use of a manager, and of a shortcut on a model class."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute) and node.attr in MANAGERS:
            yield node.lineno, f"`.{node.attr}` loads past the queries; ask a function of queries/ instead"
        if isinstance(node, ast.Call) and is_shortcut_on_model(node):
            yield node.lineno, "give the shortcut a query such as visible_follow_ups(user), not a model"


def is_shortcut_on_model(call: ast.Call) -> bool:
    """Whether the call is get_object_or_404(Model, …): class names begin with a capital letter."""
    shortcut = isinstance(call.func, ast.Name) and call.func.id in SHORTCUTS
    return shortcut and bool(call.args) and isinstance(call.args[0], ast.Name) and call.args[0].id[:1].isupper()


if __name__ == "__main__":
    sys.exit(main())
