"""Adding customers and projects."""

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from genjin.activity.record import record
from genjin.core.errors import NotAllowed, RuleBroken
from genjin.customers.models import Customer
from genjin.people.models import User
from genjin.pipeline import policies
from genjin.pipeline.models import Project, Stage
from genjin.pipeline.queries.named import customer_called, name_key, projects_by_name

LONGEST_NAME = 300


def _checked_name(name: str, field: str) -> str:
    if len(name) > LONGEST_NAME:
        raise RuleBroken(_("This name is longer than 300 characters; shorten it."), field=field)
    return name


@transaction.atomic
def add_customer(*, name: str, by: User, owner: User | None = None, industry: str = "") -> Customer:
    """Add a customer; it belongs to `owner`, else to whoever adds it. Records `customer.added`."""
    if not policies.can_add_project(by):
        raise NotAllowed(_("A guest cannot add customers."))
    if not name.strip():
        raise RuleBroken(_("A customer needs a name."), field="customer")
    customer = Customer.objects.create(
        name=_checked_name(name.strip(), "customer"), owner=owner or by, industry=industry
    )
    record("customer.added", customer, by=by, name=customer.name)
    return customer


@transaction.atomic
def add_project(
    *,
    customer: Customer | None,
    name: str,
    by: User,
    owner: User | None = None,
    stage: Stage | None = None,
    amount: Decimal | None = None,
    close_on: date | None = None,
    background: str = "",
) -> Project:
    """Add a project; its name may be empty and its customer unknown. Records `project.added`."""
    if not policies.can_add_project(by):
        raise NotAllowed(_("A guest cannot add projects."))
    project = Project.objects.create(
        customer=customer,
        name=_checked_name(name.strip(), "project"),
        owner=owner or by,
        stage=stage,
        amount=amount,
        close_on=close_on,
        background=background,
    )
    record("project.added", project, by=by, project_id=project.pk, name=str(project))
    return project


@transaction.atomic
def find_or_add_project(customer_name: str | None, project_name: str | None, *, by: User) -> Project:
    """Return the visible project of these names, adding the customer and the project where there are none yet."""
    customer = None
    if customer_name:
        customer = customer_called(customer_name, by) or add_customer(name=customer_name, by=by)
    known = projects_by_name(by, [customer])
    project = known.get((customer.pk if customer else None, name_key(project_name or "")))
    return project or add_project(customer=customer, name=project_name or "", by=by)
