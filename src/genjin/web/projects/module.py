"""One piece of a project's page."""

from collections.abc import Callable
from dataclasses import dataclass

from genjin.web.projects.project_page import ProjectPage


@dataclass(frozen=True, slots=True)
class Module:
    """One piece of the page: its template, and what the template shows as `module`."""

    key: str
    template: str
    data: Callable[[ProjectPage], object]
