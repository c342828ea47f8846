"""What a person may do with a meeting that this person can see."""

from genjin.meetings.models import Meeting
from genjin.people.models import User
from genjin.people.policies import can_administer, can_write
from genjin.pipeline.models import Project
from genjin.planning.policies import can_log


def can_start_meetings(user: User) -> bool:
    """Tell whether this person may hold a meeting: everybody but guests."""
    return can_write(user)


def can_drive(user: User, meeting: Meeting) -> bool:
    """Tell whether this person may turn the screens, order the agenda, end, open again and delete: the chair.

    An administrator takes the place of a chair who is gone.
    """
    is_orphan = meeting.chair is None or not meeting.chair.is_active
    return can_write(user) and (meeting.chair_id == user.pk or (is_orphan and can_administer(user)))


def can_take_notes(user: User, meeting: Meeting) -> bool:
    """Tell whether this person may write the notes of the meeting: the chair and those present, but guests."""
    return can_drive(user, meeting) or (can_write(user) and meeting.present.filter(pk=user.pk).exists())


def can_decide(user: User, project: Project) -> bool:
    """Tell whether this person may write down what was decided about a project: who may change its plan."""
    return can_log(user, project)
