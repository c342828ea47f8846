"""People as others see them."""

from collections.abc import Iterable

from django.db.models import QuerySet

from genjin.people.models import User


def active_people() -> QuerySet[User]:
    """Return everybody who can sign in, by name."""
    return User.objects.filter(is_active=True).order_by("name", "pk")


def names_of_people() -> list[str]:
    """Return the names of everybody who can sign in: what a text is read with."""
    return [name for name in active_people().values_list("name", flat=True) if name]


def people_by_name(names: Iterable[str] | None = None) -> dict[str, User]:
    """Return active people by the name that the plan table uses; a name borne by two people gives neither."""
    people = active_people() if names is None else active_people().filter(name__in=set(names))
    found: dict[str, User] = {}
    doubled: set[str] = set()
    for person in people:
        if person.name in found:
            doubled.add(person.name)
        found[person.name] = person
    return {name: person for name, person in found.items() if name not in doubled}


def person_called(username: str) -> User | None:
    """Return who signs in under this name, active or not."""
    return User.objects.filter(username=username).first() if "\x00" not in username else None


def people_with_audit() -> QuerySet[User]:
    """Return everybody, those who left as well, by name: whose doings an administrator may look for."""
    return User.objects.order_by("name", "pk")
