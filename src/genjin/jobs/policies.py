"""Who sees to background work."""

from genjin.people.models import User
from genjin.people.policies import can_administer


def can_see_jobs(user: User) -> bool:
    """Tell whether this person may look at the queue and start work: administrators."""
    return can_administer(user)
