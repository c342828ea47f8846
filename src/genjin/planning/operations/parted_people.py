"""Whose contact a person is after two customers were parted again.

A project points to people of its own customer only. While two customers were one, projects of the one may have come to
know people of the other. Nobody is lost by parting: whom only the projects that go back know, and who was added since,
goes back with them; everybody else stays where the entry was, and a customer whose projects know a person of the other
gets a copy of the entry, to which its projects point from then on.
"""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db.models import F, Max

from genjin.activity.models import ActivityEvent
from genjin.activity.tracking import Was, was
from genjin.core import clock
from genjin.customers.models import Contact, Customer
from genjin.pipeline.models import Stakeholder
from genjin.planning.models import FollowUp, Objection

MERGED = "customer.merged"
Told = dict[int, list[Was]]  # by project


def known_to(projects: Collection[int]) -> set[int]:
    """Return the ids of the contacts to which the projects point, deleted rows included."""
    known = {
        *Stakeholder.objects.filter(project__in=projects).values_list("contact", flat=True),
        *Objection.objects.filter(project__in=projects).values_list("raised_by", flat=True),
        *FollowUp.contacts.through.objects.filter(followup__project__in=projects).values_list("contact", flat=True),
    }
    return known - {None}


def come_since(into: Customer, merger: ActivityEvent) -> set[int]:
    """Return the ids of the contacts that were added to a customer after a merger, and came by no later one."""
    later = ActivityEvent.objects.filter(kind=MERGED, customer_id=into.pk, pk__gte=merger.pk)
    brought = {pk for event in later for pk in event.detail["moved"]["contact"]}
    return set(_added(into, merger.at)) - brought


def _added(customer: Customer, since: datetime) -> Iterable[int]:
    return Contact.objects.filter(customer=customer, created_at__gte=since).values_list("pk", flat=True)


def keep_people_known(projects: Collection[int], customer: Customer) -> tuple[list[Contact], Told]:
    """Give a customer copies of the people of others whom its projects know, and let the projects point to these.

    Returns the copies, and what the rows that pointed elsewhere were before.
    """
    strangers = Contact.objects.filter(pk__in=known_to(projects)).exclude(customer=customer).order_by("pk")
    copies = {stranger.pk: _copy(stranger, customer) for stranger in strangers}
    told: Told = {pk: [] for pk in projects}
    for stakeholder in Stakeholder.objects.filter(project__in=projects, contact__in=copies):
        old = stakeholder.contact_id or 0
        told[stakeholder.project_id].append(was(stakeholder, {"contact_id": old}))
        Stakeholder.objects.filter(pk=stakeholder.pk).update(contact=copies[old])
    for objection in Objection.objects.filter(project__in=projects, raised_by__in=copies):
        old = objection.raised_by_id or 0
        told[objection.project_id].append(was(objection, {"raised_by_id": old}))
        Objection.objects.filter(pk=objection.pk).update(raised_by=copies[old])
    for row in FollowUp.objects.filter(project__in=projects, contacts__in=copies).distinct():
        present = _in_order(row)
        told[row.project_id].append(was(row, {"contact_ids": present}))
        row.contacts.set([copies[pk].pk if pk in copies else pk for pk in present])
        FollowUp.objects.filter(pk=row.pk).update(version=F("version") + 1)
    return list(copies.values()), told


def _in_order(row: FollowUp) -> list[int]:
    """Return who was present, in the order in which a plan reads it."""
    pairs = FollowUp.contacts.through.objects.filter(followup=row).order_by("pk")
    return list(pairs.values_list("contact", flat=True))


def _copy(stranger: Contact, customer: Customer) -> Contact:
    last = Contact.objects.filter(customer=customer).aggregate(last=Max("position"))["last"] or 0
    copied = {name: getattr(stranger, name) for name in ("name", "title", "phone", "email", "left_on", "note")}
    return Contact.objects.create(
        customer=customer, position=last + 1, created_at=clock.now(), deleted_at=stranger.deleted_at, **copied
    )
