"""What a person finds by some words in what was said, and in the own notes."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import and_

from django.db.models import Q

from genjin.conversation.models import Comment, PrivateNote
from genjin.conversation.queries.notes import own_notes
from genjin.conversation.queries.subjects import Subject, subjects_of
from genjin.conversation.queries.threads import visible_comments
from genjin.people.models import User
from genjin.planning.search import searchable

MOST = 5


@dataclass(frozen=True, slots=True)
class FoundWords:
    """A comment or a note of one's own, and what it is about."""

    said: Comment | PrivateNote
    subject: Subject


def found_in_conversation(user: User, text: str) -> list[FoundWords]:
    """Return the latest comments that hold every word, of those that this person may see, then own notes."""
    words = searchable(text).split()
    if not words:
        return []
    holds = reduce(and_, (Q(words__contains=word) for word in words))
    comments = list(visible_comments(user).filter(holds).order_by("-pk")[:MOST])
    notes = list(own_notes(user).filter(holds).order_by("-pk")[:MOST])
    about = subjects_of(user, [comment.thread for comment in comments])
    about_notes = subjects_of(user, notes)
    found: Sequence[tuple[Comment | PrivateNote, Subject | None]] = [
        *((comment, about.get(comment.thread_id)) for comment in comments),
        *((note, about_notes.get(note.pk)) for note in notes),
    ]
    return [FoundWords(said, subject) for said, subject in found if subject is not None]
