"""What people say to each other."""

from tools.screenshots.studio import Scene, Studio


def conversation(studio: Studio) -> None:
    """Show what is said about a row of the plan table."""
    page = studio.page()
    page.goto("/plan/?q=友商低价")
    page.locator(".talk-mark.has").first.click()
    page.locator("#conversation .thread").first.wait_for()
    studio.keep_panel(page, "conversation")


SCENES: tuple[Scene, ...] = (conversation,)
