"""Where a person was asked by name and has not answered, as Today shows it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from genjin.conversation.queries.subjects import subjects_of
from genjin.conversation.queries.threads import waiting_mentions
from genjin.people.models import User
from genjin.web.conversation.said import excerpt

MOST = 12


@dataclass(frozen=True, slots=True)
class MentionLine:
    """One question: who asked what about which thing; `key` and `pk` lead to its panel."""

    mention: int
    by: str
    at: datetime
    words: str
    kind: str
    title: str
    project: str
    key: str
    pk: int


@dataclass(frozen=True, slots=True)
class MentionsPart:
    """The latest questions, and whether there are more."""

    lines: Sequence[MentionLine]
    has_more: bool


def mentions_part(user: User) -> MentionsPart:
    """Return what waits for this person's answer, in a number of queries that depends on the kinds in it alone."""
    found = list(waiting_mentions(user)[: MOST + 1])
    about = subjects_of(user, [mention.comment.thread for mention in found[:MOST]])
    lines = []
    for mention in found[:MOST]:
        comment = mention.comment
        subject = about.get(comment.thread_id)
        if subject is None:
            continue
        key, pk = subject.key
        lines.append(
            MentionLine(
                mention=mention.pk,
                by=str(comment.by or ""),
                at=comment.at,
                words=excerpt(comment.text),
                kind=subject.kind.title,
                title=subject.title,
                project=str(getattr(subject.thing, "project", "") or ""),
                key=key,
                pk=pk,
            )
        )
    return MentionsPart(lines, len(found) > MOST)
