"""The manager's view."""

from tools.screenshots.studio import Scene, Studio


def team(studio: Studio) -> None:
    """Show the figures of the team, and what waits for whom."""
    page = studio.page("chenjing")
    page.goto("/today/in-danger")  # plans are reckoned where somebody looks
    page.set_viewport_size({"width": 1000, "height": 760})
    page.goto("/team/")
    studio.keep(page, "team", ".team-loads", space=14)


SCENES: tuple[Scene, ...] = (team,)
