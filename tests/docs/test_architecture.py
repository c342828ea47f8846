"""The map in ARCHITECTURE.md names every package, in the order in which they may import each other."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def mapped() -> list[str]:
    page = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    return re.findall(r"^  ([a-z]+)/ ", page.split("```")[1], re.MULTILINE)


def test_the_map_is_complete() -> None:
    packages = {path.parent.name for path in (ROOT / "src/genjin").glob("*/__init__.py")}
    assert set(mapped()) == packages
    assert len(mapped()) == len(packages)


def test_the_map_goes_down_as_imports_do() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    layers = next(contract["layers"] for contract in contracts if "containers" not in contract and "layers" in contract)
    depth = {name: n for n, layer in enumerate(layers) for name in re.findall(r"genjin\.(\w+)", layer)}
    assert sorted(mapped(), key=lambda name: depth[name]) == mapped()
