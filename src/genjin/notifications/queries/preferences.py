"""How people want to be told."""

from collections.abc import Iterable

from genjin.notifications.models import Preference
from genjin.people.models import User


def preference_of(person: User) -> Preference:
    """Return what a person chose; one that never did gets the defaults, not stored."""
    return Preference.objects.filter(person=person).first() or Preference(person=person)


def preferences_of(person_ids: Iterable[int]) -> dict[int, Preference]:
    """Return by person what each of them chose, in one query."""
    ids = set(person_ids)
    return {pk: Preference(person_id=pk) for pk in ids} | Preference.objects.in_bulk(ids)
