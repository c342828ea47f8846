"""What the server takes to reckon how plans stand: one big plan, its page after a change, and a thousand plans."""

import time
from datetime import date

from django.urls import reverse
from figures import Sheet
from pages import asking, signed_in_client
from plans import GOAL, big_plan

from genjin.health.models import PlanHealth
from genjin.health.operations.refresh import refresh_health
from genjin.people.operations.people import local_administrator
from genjin.pipeline.models import Project

THOUSAND = 1000
LONG_AGO = date(2000, 1, 1)


def measure_health(sheet: Sheet) -> None:
    """Measure reckoning and the pages that show it."""
    by = local_administrator()
    client, project = signed_in_client(by), big_plan(by)
    try:
        page = asking(client, reverse("project", args=[project.pk]))
        sheet.time("the page of a project, nothing changed", page, goal=GOAL)
        sheet.time("the page of a project, reckoned anew", page, goal=GOAL, before=lambda: make_old(project.pk))
        sheet.time(
            "reckon one plan of 300 follow-ups",
            lambda _round: refresh_health([project.pk]),
            before=lambda: make_old(project.pk),
        )
    finally:
        customer = project.customer
        project.delete()
        if customer is not None:
            customer.delete()
    measure_many(sheet)
    sheet.time("plans that need somebody", asking(client, reverse("health")))
    sheet.time("the list of projects by health", asking(client, reverse("projects"), order="health"))


def measure_many(sheet: Sheet) -> None:
    """Measure a thousand plans at once, and finding out that none has changed."""
    some = list(Project.objects.filter(deleted_at=None).order_by("pk").values_list("pk", flat=True)[:THOUSAND])
    PlanHealth.objects.filter(project__in=some).delete()
    began = time.perf_counter()
    refresh_health(some)
    sheet.put(f"reckon {len(some):,} plans", time.perf_counter() - began, "s")
    refresh_health()
    began = time.perf_counter()
    assert refresh_health() == 0  # noqa: S101  nothing has changed
    sheet.put("look for plans that changed, none has", 1000 * (time.perf_counter() - began), "ms")


def make_old(pk: int) -> None:
    """Let a plan be reckoned again."""
    PlanHealth.objects.filter(project=pk).update(reckoned_on=LONG_AGO)
