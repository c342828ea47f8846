"""Which rows of the plan table a person may see."""

from django.db.models import QuerySet

from genjin.people.models import User
from genjin.pipeline.queries.projects import visible_projects
from genjin.planning.models import Action, FollowUp


def whole_rows() -> QuerySet[FollowUp]:
    """Return rows with all that their eleven cells show, in a constant number of queries."""
    return (
        FollowUp.objects.filter(deleted_at__isnull=True)
        .select_related("project__customer", "stage")
        .prefetch_related("actions", "objections", "risks")
    )


def visible_follow_ups(user: User) -> QuerySet[FollowUp]:
    """Return the rows of the projects that this person may see."""
    return FollowUp.objects.filter(deleted_at__isnull=True, project__in=visible_projects(user))


def deleted_follow_ups(user: User) -> QuerySet[FollowUp]:
    """Return the deleted rows of the projects that this person may see: what can be restored."""
    return FollowUp.objects.filter(deleted_at__isnull=False, project__in=visible_projects(user))


def visible_actions(user: User) -> QuerySet[Action]:
    """Return the actions of visible rows."""
    return Action.objects.filter(follow_up__deleted_at__isnull=True, project__in=visible_projects(user))
