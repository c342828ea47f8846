"""Who owned a project on a day: a handed-over project counts for its owner of the time (docs/adr/0031)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone

from genjin.activity.models import ActivityEvent
from genjin.pipeline.models import Project


@dataclass(frozen=True, slots=True)
class Ownership:
    """The present owners of projects by id, and when they changed: day and the owner before it, oldest first."""

    now: Mapping[int, int | None]
    before: Mapping[int, list[tuple[date, int | None]]]

    def on(self, project: int, day: date) -> int | None:
        """Return the owner's id on a day; on the day of handing over it is the new owner."""
        for changed_on, old in self.before.get(project, ()):
            if day < changed_on:
                return old
        return self.now.get(project)


def ownership_of(projects: "QuerySet[Project]") -> Ownership:
    """Return who owned each of the projects when, in two queries."""
    return Ownership(dict(projects.values_list("pk", "owner_id")), _changes(projects))


def ownership_among(pks: Iterable[int]) -> Ownership:
    """Return the same for projects that the asking person was shown already."""
    return ownership_of(Project.objects.filter(pk__in=list(pks)))


def _changes(projects: "QuerySet[Project]") -> dict[int, list[tuple[date, int | None]]]:
    events = ActivityEvent.objects.filter(
        target_type="project", detail__changes__has_key="owner_id", target_id__in=projects.values("pk")
    ).order_by("pk")
    found: dict[int, list[tuple[date, int | None]]] = {}
    for pk, at, (old, _new) in events.values_list("target_id", "at", "detail__changes__owner_id"):
        found.setdefault(pk, []).append((timezone.localdate(at), old))
    return found
