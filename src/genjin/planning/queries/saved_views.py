"""Which saved views a person may see."""

from django.db.models import Q, QuerySet

from genjin.people.models import User
from genjin.planning.models import SavedView


def visible_views(user: User) -> QuerySet[SavedView]:
    """Return this person's own views and those that others show to everybody."""
    return SavedView.objects.filter(Q(owner=user) | Q(is_shared=True)).select_related("owner")
