"""What was said in a project since a day: beside what changed in its plan, of which it is no part."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.safestring import SafeString

from genjin.conversation.queries.subjects import subjects_of
from genjin.conversation.queries.threads import comments_since
from genjin.people.models import User
from genjin.pipeline.models import Project
from genjin.web.conversation.thread_data import comment_html


@dataclass(frozen=True, slots=True)
class SaidLine:
    """One comment, and what it is about."""

    by: str
    at: datetime
    kind: str
    title: str
    html: SafeString


def said_since(user: User, project: Project, moment: datetime) -> Sequence[SaidLine]:
    """Return the latest comments since the moment, in a number of queries that depends on the kinds alone."""
    comments = list(comments_since(project, moment))
    about = subjects_of(user, [comment.thread for comment in comments])
    return [
        SaidLine(str(comment.by or ""), comment.at, subject.kind.title, subject.title, comment_html(comment))
        for comment in comments
        if (subject := about.get(comment.thread_id)) is not None
    ]
