"""What a page asks again and again about who asks: answered by the database once, within one request that only reads.

Every list and every right asks who stands below this person, which is some twenty times a page. The answers are kept in
the context of the thread that answers the request, so nobody else meets them, and they end with the request. Work that
nobody opened a page for, and whatever may change departments, asks anew each time.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps

from genjin.people.models import User

Ids = frozenset[int]
Question = Callable[[User], Ids]

_answers: ContextVar[dict[tuple[Question, int], Ids] | None] = ContextVar("answers", default=None)


@contextmanager
def answers_kept() -> Iterator[None]:
    """Keep answers until the end of the block; within it nobody may change people or departments."""
    kept = _answers.set({})
    try:
        yield
    finally:
        _answers.reset(kept)


def asked_once(question: Question) -> Question:
    """Let a question be asked once for each person where answers are kept."""

    @wraps(question)
    def answer(user: User) -> Ids:
        answers = _answers.get()
        if answers is None:
            return question(user)
        key = question, user.pk
        if key not in answers:
            answers[key] = question(user)
        return answers[key]

    return answer
