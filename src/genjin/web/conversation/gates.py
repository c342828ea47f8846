"""The only ways in which the pages of the conversation load something."""

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from genjin.conversation.kinds import Thing
from genjin.conversation.models import Comment, Mention, PrivateNote, Thread
from genjin.conversation.queries.notes import deleted_notes, own_notes
from genjin.conversation.queries.things import thing_seen
from genjin.conversation.queries.threads import deleted_comments, own_mentions, visible_comments, visible_threads
from genjin.core.ids import read_id
from genjin.web.shared.gates import signed_in


def thing_or_404(request: HttpRequest, key: str, pk: int) -> Thing:
    """Return a thing that this person may see and talk about."""
    thing = thing_seen(signed_in(request), key, pk) if pk < 2**63 else None
    if thing is None:
        raise Http404
    return thing


def named_thing(request: HttpRequest, word: str) -> Thing | None:
    """Return the thing that a word such as `action-7` names; None for what is not seen or no such word."""
    key, _dash, pk = word.rpartition("-")
    number = read_id(pk)
    return None if number is None else thing_seen(signed_in(request), key, number)


def thread_or_404(request: HttpRequest, pk: int) -> Thread:
    """Return a thread that this person may see."""
    return get_object_or_404(visible_threads(signed_in(request)), pk=pk)


def comment_or_404(request: HttpRequest, pk: int) -> Comment:
    """Return a comment that this person may see."""
    return get_object_or_404(visible_comments(signed_in(request)), pk=pk)


def deleted_comment_or_404(request: HttpRequest, pk: int) -> Comment:
    """Return a deleted comment about something that this person may see."""
    return get_object_or_404(deleted_comments(signed_in(request)), pk=pk)


def own_mention_or_404(request: HttpRequest, pk: int) -> Mention:
    """Return a mention of this person; another's is not there."""
    return get_object_or_404(own_mentions(signed_in(request)), pk=pk)


def own_note_or_404(request: HttpRequest, pk: int) -> PrivateNote:
    """Return a note of this person's own; another's is not there, not for an administrator either."""
    return get_object_or_404(own_notes(signed_in(request)), pk=pk)


def deleted_note_or_404(request: HttpRequest, pk: int) -> PrivateNote:
    """Return a deleted note of this person's own."""
    return get_object_or_404(deleted_notes(signed_in(request)), pk=pk)
