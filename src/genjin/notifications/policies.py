"""What a person may do with channels."""

from genjin.notifications.models import Channel
from genjin.notifications.queries.channels import departments_in_care, robots_to_post_to
from genjin.people.models import Department, Role, User
from genjin.people.policies import can_write


def can_manage_group_channels(user: User) -> bool:
    """Tell whether this person may set up robots of groups at all: administrators and managers."""
    return user.is_active and user.role in {Role.ADMINISTRATOR, Role.MANAGER}


def can_manage_channel_of(user: User, department: Department | None) -> bool:
    """Tell whether this person may set up the robot of a department: administrators, its managers and those above.

    The chat of everybody is the administrators' matter.
    """
    if not can_manage_group_channels(user):
        return False
    return user.is_administrator or (department is not None and department.pk in departments_in_care(user))


def can_change_channel(user: User, channel: Channel) -> bool:
    """Tell whether this person may change or remove a channel: its own, or one of a group in this person's care."""
    if channel.person_id is not None:
        return user.is_active and channel.person_id == user.pk
    return can_manage_channel_of(user, channel.department)


def can_post(user: User, channel: Channel) -> bool:
    """Tell whether this person may have a robot say something in its group."""
    return can_write(user) and robots_to_post_to(user).filter(pk=channel.pk).exists()


def can_see_troubles(user: User) -> bool:
    """Tell whether this person may see every channel's failures, and have something sent again."""
    return user.is_active and user.is_administrator
