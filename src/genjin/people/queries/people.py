"""People as others see them."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from genjin.people.models import Role, User
from genjin.people.queries.departments import managed_ids


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


def people_looked_after(user: User) -> QuerySet[User]:
    """Return whom this person looks after: everybody for an administrator, else those in the departments below."""
    people = User.objects.select_related("department").order_by("-is_active", "name", "pk")
    if user.is_administrator:
        return people
    if user.is_guest:
        return people.none()
    return people.filter(pk__in=managed_ids(user)).exclude(Q(pk=user.pk) | Q(role=Role.ADMINISTRATOR))


def other_administrators(person: User) -> QuerySet[User]:
    """Return the active administrators beside this person."""
    return User.objects.filter(role=Role.ADMINISTRATOR, is_active=True).exclude(pk=person.pk)


def people_with_email(email: str) -> QuerySet[User]:
    """Return who has this e-mail address, whatever its case; none for an empty one."""
    return User.objects.filter(email__iexact=email) if email else User.objects.none()
