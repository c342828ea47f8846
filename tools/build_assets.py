"""Copy the few front-end files that pages use from node_modules to build/assets, and draw the icon sprite.

The fonts that the plan book is typeset with go to build/fonts: they are for the server alone.
"""

import shutil
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ROOT / "node_modules"
ASSETS = ROOT / "build" / "assets" / "vendor"
FONTS = ROOT / "build" / "fonts"
ICON_NAMES = ROOT / "src" / "genjin" / "web" / "icons.txt"
SVG = "http://www.w3.org/2000/svg"

FONT_FILES = (
    "@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf",
    "@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf",
)

# package file: where pages find it, under static "vendor/"
FILES = {
    "@tabler/core/dist/css/tabler.min.css": "tabler/tabler.min.css",
    "@tabler/core/dist/js/tabler.min.js": "tabler/tabler.min.js",
    "htmx.org/dist/htmx.min.js": "htmx/htmx.min.js",
    "idiomorph/dist/idiomorph-ext.min.js": "htmx/idiomorph-ext.min.js",
    "echarts/dist/echarts.common.min.js": "echarts/echarts.common.min.js",
    "sortablejs/Sortable.min.js": "sortable/sortable.min.js",
}


def main() -> None:
    """Build everything anew, so that nothing stays behind that is no longer listed."""
    shutil.rmtree(ASSETS, ignore_errors=True)
    for source, target in FILES.items():
        copy_without_map(PACKAGES / source, ASSETS / target)
    FONTS.mkdir(parents=True, exist_ok=True)
    for source in FONT_FILES:
        shutil.copy(PACKAGES / source, FONTS)
    names = ICON_NAMES.read_text(encoding="utf-8").split()
    (ASSETS / "icons.svg").write_bytes(draw_sprite(names))


def copy_without_map(source: Path, target: Path) -> None:
    """Copy a text file without the line that points to a source map: we ship none, and collectstatic would ask."""
    target.parent.mkdir(parents=True, exist_ok=True)
    lines = source.read_text(encoding="utf-8").splitlines(keepends=True)
    target.write_text("".join(line for line in lines if "# sourceMappingURL=" not in line[:40]), encoding="utf-8")


def draw_sprite(names: list[str]) -> bytes:
    """Return one SVG file with a symbol for each Tabler icon, to be used as `icons.svg#name`."""
    ET.register_namespace("", SVG)
    sprite = ET.Element(f"{{{SVG}}}svg")
    for name in names:
        symbol = ET.SubElement(sprite, f"{{{SVG}}}symbol", {"id": name, "viewBox": "0 0 24 24", **drawing_style(name)})
        # the first path of each icon is an invisible 24 × 24 frame
        symbol.extend(shape for shape in read_icon(name) if shape.get("d") != "M0 0h24v24H0z")
    return ET.tostring(sprite, encoding="utf-8")


def drawing_style(name: str) -> dict[str, str]:
    """Return the presentation of an outlined or a filled icon."""
    if name.endswith("-filled"):
        return {"fill": "currentColor"}
    round_pen = {"stroke-width": "2", "stroke-linecap": "round", "stroke-linejoin": "round"}
    return {"fill": "none", "stroke": "currentColor", **round_pen}


def read_icon(name: str) -> ET.Element:
    """Return one icon's drawing; stops with a clear sentence when Tabler has none of that name."""
    style, stem = ("filled", name.removesuffix("-filled")) if name.endswith("-filled") else ("outline", name)
    path = PACKAGES / "@tabler" / "icons" / "icons" / style / f"{stem}.svg"
    if not path.exists():
        sys.exit(f"assets: {ICON_NAMES.relative_to(ROOT)} names {name!r}, and Tabler has no such icon.")
    return ET.fromstring(path.read_text(encoding="utf-8"))  # noqa: S314  our own locked package, not a stranger's file


if __name__ == "__main__":
    main()
