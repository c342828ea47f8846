"""Private notes: everybody has one's own, and nobody another's."""

from django.db.models import QuerySet

from genjin.conversation.kinds import Thing, kind_of
from genjin.conversation.models import PrivateNote
from genjin.conversation.queries.mergers import ids_within
from genjin.conversation.queries.standing import in_seen_places, in_standing_places, standing
from genjin.customers.models import Customer
from genjin.people.models import User


def own_notes(user: User) -> QuerySet[PrivateNote]:
    """Return this person's own notes about everything that this person may still see."""
    return in_seen_places(standing(PrivateNote.objects.filter(by=user)), user)


def deleted_notes(user: User) -> QuerySet[PrivateNote]:
    """Return this person's own deleted notes: what can be brought back."""
    notes = PrivateNote.objects.filter(by=user, deleted_at__isnull=False)
    return in_seen_places(in_standing_places(notes), user)


def own_notes_about(user: User, thing: Thing) -> QuerySet[PrivateNote]:
    """Return this person's own notes about a visible thing, the latest first."""
    notes = standing(PrivateNote.objects.filter(by=user)).order_by("-pk")
    if isinstance(thing, Customer):
        return notes.filter(target_type="customer", target_id__in=ids_within(thing.pk))
    return notes.filter(target_type=kind_of(thing).key, target_id=thing.pk)
