"""A small firm in the database: projects with their stages, amounts and outcomes."""

from datetime import date, timedelta
from decimal import Decimal

from genjin.customers.models import Customer
from genjin.people.models import User
from genjin.pipeline.models import OutcomeKind, Project, ProjectOutcome, Stage
from genjin.pipeline.operations.projects import add_project
from genjin.planning.content import NewRow, RowContent
from genjin.planning.operations.follow_ups import log_follow_up
from genjin.planning.operations.stages import end_project

TODAY = date(2026, 3, 20)


def project(
    customer: Customer | None,
    owner: User,
    *,
    days: int = 30,
    stages: int = 2,
    amount: str = "1000000",
    **values: object,
) -> Project:
    """An open project that began some days ago and went through the first stages since."""
    found = add_project(
        customer=customer, name=f"项目 {Project.objects.count()}", by=owner, amount=Decimal(amount), **values
    )
    names = list(Stage.objects.order_by("position")[:stages])
    for place, stage in enumerate(names):
        day = TODAY - timedelta(days=days - place * days // max(stages, 1))
        log_follow_up(NewRow(found, RowContent(date=day, stage=stage.name)), by=owner)
    return Project.objects.get(pk=found.pk)


def ended(found: Project, kind: OutcomeKind, by: User, day: date = TODAY) -> ProjectOutcome:
    return end_project(ProjectOutcome(project=found, kind=kind, decided_on=day, reason="价格"), by=by)
