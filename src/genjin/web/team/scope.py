"""Which team is looked at, and its projects."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from genjin.core.errors import NotAllowed
from genjin.core.ids import read_id
from genjin.people.models import User
from genjin.people.policies import can_look_after_people
from genjin.people.queries.teams import Team, team_of
from genjin.pipeline.models import Project
from genjin.pipeline.queries.projects import is_ended, visible_projects
from genjin.web.shared.gates import signed_in


@dataclass(frozen=True, slots=True)
class Scope:
    """Who looks, at which team; `projects` are those that the team owns, `going_on` those of them that have not ended.

    An administrator who looks at everybody also sees projects that nobody owns. `work` are all that go on and that this
    person may see: in these the team's people may have something to do.
    """

    user: User
    team: Team
    projects: QuerySet[Project]
    going_on: QuerySet[Project]
    work: QuerySet[Project]

    @property
    def title(self) -> str:
        """Return the name of what is looked at."""
        if self.team.department is not None:
            return self.team.department.name
        return _("Everybody") if self.team.is_everybody else _("All my departments")

    def address(self, name: str, **query: object) -> str:
        """Return the address of a page about the same team."""
        department = self.team.department.pk if self.team.department else ""
        pairs = {"department": department} | query
        words = urlencode({key: value for key, value in pairs.items() if value})
        return f"{reverse(name)}?{words}" if words else reverse(name)


def scope_of(request: HttpRequest) -> Scope:
    """Return what is looked at; refuses who looks after nobody."""
    user = signed_in(request)
    if not can_look_after_people(user):
        raise NotAllowed(_("Only managers and administrators see the figures of a team."))
    team = team_of(user, read_id(request.GET.get("department", "")))
    seen = visible_projects(user)
    projects = seen if team.is_everybody else seen.filter(owner__in=team.ids)
    return Scope(user, team, projects, projects.filter(~is_ended()), seen.filter(~is_ended()))
