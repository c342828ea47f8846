"""People and their rights."""

from tools.screenshots.studio import Scene, Studio


def colleagues(studio: Studio) -> None:
    """Show who is here, as an administrator sees it."""
    page = studio.page("admin")
    page.set_viewport_size({"width": 1100, "height": 470})
    page.goto("/settings/people/")
    studio.keep(page, "colleagues")


SCENES: tuple[Scene, ...] = (colleagues,)
