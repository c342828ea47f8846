"""What answers a change of a project: nothing for the panel, which closes, and the modules that show it."""

import json
from collections.abc import Collection

from django.http import HttpRequest, HttpResponse

from genjin.pipeline.models import Project
from genjin.web.projects.modules import draw_modules


def changed(request: HttpRequest, project: Project, modules: Collection[str]) -> HttpResponse:
    """Close the panel and renew the modules."""
    reply = HttpResponse(draw_modules(request, project, modules))
    reply["HX-Trigger-After-Settle"] = json.dumps({"saved": {}})
    return reply
