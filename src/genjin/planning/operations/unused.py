"""Hiding customers and projects that an undone import leaves empty, and showing them again."""

from collections.abc import Collection

from django.db.models import Exists, OuterRef

from genjin.core import clock
from genjin.customers.models import Customer
from genjin.pipeline.models import Project
from genjin.planning.models import FollowUp


def hide_unused(*, projects: Collection[int], customers: Collection[int]) -> None:
    """Hide those of the projects that have no follow-up left, then those of the customers that have no project."""
    follow_ups = FollowUp.objects.filter(project=OuterRef("pk"), deleted_at__isnull=True)
    empty = Project.objects.filter(~Exists(follow_ups), pk__in=projects, deleted_at__isnull=True)
    empty.update(deleted_at=clock.now())
    left = Project.objects.filter(customer=OuterRef("pk"), deleted_at__isnull=True)
    Customer.objects.filter(~Exists(left), pk__in=customers, deleted_at__isnull=True).update(deleted_at=clock.now())


def show_again(*, projects: Collection[int], customers: Collection[int]) -> None:
    """Show hidden projects and customers again."""
    Project.objects.filter(pk__in=projects).update(deleted_at=None)
    Customer.objects.filter(pk__in=customers).update(deleted_at=None)
