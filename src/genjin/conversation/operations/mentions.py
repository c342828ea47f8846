"""Asking colleagues by name, and having answered."""

from collections.abc import Collection, Iterable

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from genjin.conversation.kinds import Thing
from genjin.conversation.models import Comment, Mention, Thread
from genjin.conversation.queries.roster import roster
from genjin.conversation.queries.things import owner_of, readers_of
from genjin.core import clock
from genjin.core.errors import NotAllowed, RuleBroken
from genjin.customers.models import Customer
from genjin.people.models import User
from genjin.text.mentions import mentioned_names


def people_mentioned(text: str, thing: Thing, *, by: User, known: Collection[int] = ()) -> list[User]:
    """Return the colleagues whom a text about the thing names, the author left out.

    Refuses a name that two bear, and who may not see the thing: asked there, nobody would answer. Who is `known` was
    named before, and is not asked about again.
    """
    people = roster().people
    found: dict[int, User] = {}
    for name in mentioned_names(text, people):
        if len(people[name]) > 1:
            raise _not_told_apart(name, people[name])
        found[people[name][0].pk] = people[name][0]
    found.pop(by.pk, None)
    fresh = set(found) - set(known)
    if fresh:
        readers = set(readers_of(thing).filter(pk__in=fresh).values_list("pk", flat=True))
        strangers = [person for pk, person in found.items() if pk in fresh and pk not in readers]
        if strangers:
            raise _cannot_see(strangers, thing)
    return list(found.values())


def write_mentions(comment: Comment, people: Iterable[User]) -> list[int]:
    """Store whom a comment names; returns the ids of those whom it did not name before."""
    wanted = {person.pk for person in people}
    before = set(comment.mentions.values_list("person", flat=True))
    comment.mentions.exclude(person__in=wanted).delete()
    fresh = sorted(wanted - before)
    Mention.objects.bulk_create(Mention(comment=comment, person_id=pk) for pk in fresh)
    return fresh


def settle_own(thread: Thread, by: User) -> None:
    """Let the mentions of a person who speaks in the thread be answered."""
    waiting = Mention.objects.filter(comment__thread=thread, person=by, settled_at=None)
    waiting.update(settled_at=clock.now())


@transaction.atomic
def settle_mention(mention: Mention, *, by: User) -> Mention:
    """Set a mention of oneself aside without an answer; one's own matter, so no event tells of it."""
    return _settle(mention, by, is_settled=True)


@transaction.atomic
def await_mention(mention: Mention, *, by: User) -> Mention:
    """Let a mention of oneself wait again."""
    return _settle(mention, by, is_settled=False)


def _settle(mention: Mention, by: User, *, is_settled: bool) -> Mention:
    if mention.person_id != by.pk:
        raise NotAllowed(_("This question is put to somebody else."))
    mention.settled_at = clock.now() if is_settled else None
    mention.save(update_fields=["settled_at"])
    return mention


def _not_told_apart(name: str, people: Iterable[User]) -> RuleBroken:
    words = {"name": name, "choices": "、".join(f"@{person.username}" for person in people)}
    return RuleBroken(
        _("Several colleagues are called %(name)s: write %(choices)s instead.") % words, field="text", code="ambiguous"
    )


def _cannot_see(people: Iterable[User], thing: Thing) -> RuleBroken:
    names = {"names": "、".join(map(str, people))}
    if isinstance(owner_of(thing), Customer):
        sentence = _("%(names)s cannot see this customer; first add %(names)s to the team of one of its projects.")
    else:
        sentence = _("%(names)s cannot see this project; first add %(names)s to its team.")
    return RuleBroken(sentence % names, field="text", code="cannot_see")
