"""The weekly meeting."""

from tools.screenshots.studio import Scene, Studio

PROJECT = "6号线综合监控"
SCREENS = 20


def meeting(studio: Studio) -> None:
    """Start the department's meeting, and show the screen of a project with a decision being typed."""
    page = studio.page("chenjing")
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto("/meetings/")
    page.locator("#start-meeting").click()
    page.locator(".meeting-form").wait_for()
    page.keyboard.press("Control+Enter")
    page.locator("#present").click()
    for _ in range(SCREENS):
        page.locator(".screen-head h1").wait_for()
        if page.locator(".screen-head h1").inner_text() == PROJECT:
            break
        place = page.url
        page.keyboard.press("ArrowRight")
        page.wait_for_url(lambda url, place=place: url != place)
    page.keyboard.press("d")
    page.keyboard.type("让李娜周五前给报价")
    page.locator("#proposal .proposed").wait_for()
    studio.keep(page, "meeting")


SCENES: tuple[Scene, ...] = (meeting,)
