"""Choosing what one hears of. It is a person's own setting, so nothing is told about it in events."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from genjin.conversation import policies
from genjin.conversation.kinds import Thing, kind_of
from genjin.conversation.models import Watch
from genjin.core.errors import NotAllowed
from genjin.people.models import User


@transaction.atomic
def watch(thing: Thing, *, by: User) -> None:
    """Let this person hear of what is said and done about the thing."""
    _choose(thing, by, is_on=True)


@transaction.atomic
def stop_watching(thing: Thing, *, by: User) -> None:
    """Let this person hear of it no longer, also where owner and team do by default."""
    _choose(thing, by, is_on=False)


def start_watching(people: Iterable[int], thing: Thing) -> None:
    """Let people hear of a thing in which they take part from now on; who chose not to stays out of it."""
    key = kind_of(thing).key
    Watch.objects.bulk_create(
        [Watch(person_id=pk, target_type=key, target_id=thing.pk) for pk in sorted(set(people))],
        ignore_conflicts=True,
    )


def _choose(thing: Thing, by: User, *, is_on: bool) -> None:
    if not policies.can_watch(by, thing):
        raise NotAllowed(_("You cannot see this."))
    Watch.objects.update_or_create(
        person=by, target_type=kind_of(thing).key, target_id=thing.pk, defaults={"is_on": is_on}
    )
