"""Pages of people who are signed in, and the keeping of pictures."""

from collections.abc import Callable, Sequence
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, FloatRect, Page, StorageState

from tools.screenshots.shrinking import shrunk

ROOT = Path(__file__).resolve().parents[2]
IMAGES = ROOT / "docs" / "images"
# the browser's language, and how the names of pictures begin
LANGUAGES = {"zh": ("zh-CN", ""), "en": ("en-GB", "en-")}
DESKTOP = {"width": 1440, "height": 820}
PHONE = {"width": 390, "height": 760}
PASSWORD = "genjin-demo"  # noqa: S105  of the demo data
PAUSE = 350


class Studio:
    """Takes pictures in one language."""

    def __init__(self, browser: Browser, address: str, language: str) -> None:
        self._browser, self._address, self.language = browser, address, language
        self._signed_in: dict[str, StorageState] = {}

    def page(self, person: str = "zhangwei", *, dark: bool = False, phone: bool = False) -> Page:
        """Return a fresh page of somebody who is signed in."""
        if person not in self._signed_in:
            self._signed_in[person] = self._sign_in(person)
        return self._context(self._signed_in[person], dark=dark, phone=phone).new_page()

    def stranger(self) -> Page:
        """Return a page of somebody who is not signed in."""
        return self._context(None).new_page()

    def keep(self, page: Page, name: str, *parts: str, space: int = 24) -> None:
        """Keep the picture of a page, or of the parts that selectors name, with some space around."""
        page.wait_for_timeout(PAUSE)
        path = IMAGES / f"{LANGUAGES[self.language][1]}{name}.png"
        boxes = [box for box in (page.locator(part).first.bounding_box() for part in parts) if box]
        clip = _around(boxes, page, space) if boxes else None
        picture = page.screenshot(animations="disabled", caret="hide", clip=clip)
        page.context.close()
        path.write_bytes(shrunk(picture, self._browser))
        print(f"  {path.relative_to(ROOT)}  {path.stat().st_size // 1024} kB", flush=True)

    def keep_panel(self, page: Page, name: str) -> None:
        """Keep the picture of the form that opened at the side."""
        page.locator("dialog.side-panel[open] #side-panel > *").first.wait_for()
        self.keep(page, name, "dialog.side-panel", space=0)

    def _sign_in(self, person: str) -> StorageState:
        page = self.stranger()
        page.goto("/")
        page.fill("input[name=login]", person)
        page.fill("input[name=password]", PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_selector(".app")
        state = page.context.storage_state()
        page.context.close()
        return state

    def _context(self, state: StorageState | None, *, dark: bool = False, phone: bool = False) -> BrowserContext:
        context = self._browser.new_context(
            base_url=self._address,
            viewport=PHONE if phone else DESKTOP,
            device_scale_factor=1.5 if phone else 1,
            has_touch=phone,
            is_mobile=phone,
            locale=LANGUAGES[self.language][0],
            timezone_id="Asia/Shanghai",
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
            storage_state=state,
        )
        context.set_default_timeout(60_000)
        return context


def _around(boxes: Sequence[FloatRect], page: Page, space: int) -> FloatRect:
    """Return the part of the page that holds all boxes, with space around, inside the window."""
    size = page.viewport_size or DESKTOP
    left = max(0, min(box["x"] for box in boxes) - space)
    top = max(0, min(box["y"] for box in boxes) - space)
    right = min(size["width"], max(box["x"] + box["width"] for box in boxes) + space)
    bottom = min(size["height"], max(box["y"] + box["height"] for box in boxes) + space)
    return {"x": left, "y": top, "width": right - left, "height": bottom - top}


Scene = Callable[[Studio], None]
