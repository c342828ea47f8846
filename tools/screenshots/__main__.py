"""Take the pictures of the user's guide: the product with demo data, its clock stopped, in Chromium.

`make screenshots` writes them to docs/images/: `plan-light.png` in Chinese, `en-plan-light.png` in English. The same
day, people and data each time, so that a picture changes only where the product or the machine's fonts did.
"""

import subprocess
import sys
from pathlib import Path

import time_machine
from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tools.chromium import FLAGS, MISSING, find_chromium
from tools.screenshots.product import product
from tools.screenshots.scenes import SCENES
from tools.screenshots.studio import IMAGES, LANGUAGES, Studio

MOMENT = "2026-11-25 09:30+08:00"


def main() -> int:
    """Take every picture, or those whose scene is named: `tools/screenshots plan phone`."""
    if find_chromium() is None:
        print(MISSING, file=sys.stderr)
        return 1
    IMAGES.mkdir(parents=True, exist_ok=True)
    if sys.argv[1:2] and sys.argv[1] in LANGUAGES:
        take(sys.argv[1], set(sys.argv[2:]))
        return 0
    # each language has an installation of its own, as untouched as the other
    itself = [sys.executable, str(Path(__file__).parent)]
    return max(subprocess.call([*itself, language, *sys.argv[1:]]) for language in LANGUAGES)


def take(language: str, wanted: set[str]) -> None:
    """Take the pictures of one language."""
    with time_machine.travel(MOMENT, tick=True), product() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        studio = Studio(browser, address, language)
        for scene in SCENES:
            if not wanted or scene.__name__ in wanted:
                scene(studio)
        browser.close()


if __name__ == "__main__":
    sys.exit(main())
