"""Who may say something, and who may change or take away what was said."""

from genjin.conversation.kinds import Thing
from genjin.conversation.models import Comment, PrivateNote
from genjin.conversation.queries.things import sees
from genjin.people.models import User
from genjin.people.policies import can_write


def can_watch(user: User, thing: Thing) -> bool:
    """Tell whether this person may choose to hear of the thing: all who see it, guests too."""
    return user.is_active and sees(user, thing)


def can_comment(user: User, thing: Thing) -> bool:
    """Tell whether this person may say something about the thing and resolve threads: all who see it, but guests."""
    return can_write(user) and sees(user, thing)


def can_edit_comment(user: User, comment: Comment) -> bool:
    """Tell whether the words are this person's own."""
    return can_write(user) and comment.by_id == user.pk


def can_delete_comment(user: User, comment: Comment) -> bool:
    """Tell whether this person may take the comment away and bring it back: its author, an administrator."""
    return can_write(user) and (comment.by_id == user.pk or user.is_administrator)


def can_change_note(user: User, note: PrivateNote) -> bool:
    """Tell whether the note is this person's own: nobody else's, not for an administrator either."""
    return can_write(user) and note.by_id == user.pk
