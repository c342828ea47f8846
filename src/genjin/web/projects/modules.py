"""The modules of a project's page: each is a piece of HTML that is also the reply to a save."""

from collections.abc import Collection

from django.http import HttpRequest

from genjin.pipeline.models import Project


def draw_modules(_request: HttpRequest, _project: Project, _names: Collection[str]) -> str:
    """Return those of the named modules that the asking page shows, each to be put in its place."""
    return ""
