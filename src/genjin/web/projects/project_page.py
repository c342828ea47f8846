"""What all modules of a project's page are made from."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils import timezone

from genjin.conversation.queries.threads import Key, open_by_thing
from genjin.core import clock
from genjin.health.operations.refresh import refresh_health
from genjin.health.queries.health_settings import CurrentRules, current_rules
from genjin.people.models import User
from genjin.pipeline.models import Project, ProjectOutcome
from genjin.pipeline.policies import can_edit_project
from genjin.planning.models import BuyingSignal
from genjin.planning.queries.buying_signals import signals_of
from genjin.planning.queries.project_plan import ProjectPlan, project_plan


@dataclass(frozen=True, slots=True)
class ProjectPage:
    """One plan as one person sees it; `may_edit` is False for a guest, and for the plan of an earlier day.

    `open_threads` counts the open threads by thing; None for an earlier day, as they are no part of the plan.
    """

    plan: ProjectPlan
    user: User
    may_edit: bool
    today: date
    rules: CurrentRules
    at: datetime | None = None
    open_threads: Mapping[Key, int] | None = None

    @property
    def signals(self) -> QuerySet[BuyingSignal]:
        """Return the project's signals; an earlier day's plan has none, as they are no part of it."""
        signals = signals_of(self.plan.project)
        return signals if self.at is None else signals.none()

    @property
    def on(self) -> str:
        """Return the query that keeps an address in the day looked back to; empty for the plan as it stands."""
        return f"?on={self.today.isoformat()}" if self.at else ""

    @property
    def outcome(self) -> ProjectOutcome | None:
        """Return how the project ended; None while it goes on."""
        return next(iter(self.plan.of(ProjectOutcome)), None)


def project_page(user: User, project: Project, *, at: datetime | None = None) -> ProjectPage:
    """Return the plan of a visible project for its page, as it stands or stood, in a constant number of queries.

    How it stands is reckoned anew where something has changed since.
    """
    rules = current_rules()
    if at is None:
        refresh_health([project.pk], rules=rules)
    may_edit = at is None and can_edit_project(user, project)
    day = timezone.localdate(at or clock.now())
    open_threads = open_by_thing(project) if at is None else None
    plan = project_plan(project, at=at, stages=rules.stages)
    return ProjectPage(plan, user, may_edit, day, rules, at, open_threads)
