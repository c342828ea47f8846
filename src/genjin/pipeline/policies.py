"""What a person may do with a project that this person can see."""

from collections.abc import Iterable

from genjin.customers.models import Customer, CustomerEntry
from genjin.people.models import User
from genjin.people.policies import can_administer, can_write
from genjin.people.queries.departments import colleague_ids_below, managed_ids
from genjin.pipeline.models import Project, ProjectEntry
from genjin.pipeline.queries.projects import visible_customers, visible_projects


def can_edit_project(user: User, project: Project) -> bool:
    """Tell whether this person may change the project and its plan: all who see it, but guests."""
    return can_edit_projects(user, [project])


def can_edit_projects(user: User, projects: Iterable[Project]) -> bool:
    """Tell whether this person may change every one of the projects and its plan."""
    ids = {project.pk for project in projects}
    return can_write(user) and visible_projects(user).filter(pk__in=ids).count() == len(ids)


def can_edit_customer(user: User, customer: Customer) -> bool:
    """Tell whether this person may change the customer's profile: all who see it, but guests."""
    return can_write(user) and visible_customers(user).filter(pk=customer.pk).exists()


def can_hand_over_customer(user: User, customer: Customer) -> bool:
    """Tell whether this person may give the customer to another owner: its owner, the managers above."""
    may_edit = can_edit_customer(user, customer)
    return may_edit and (user.is_administrator or customer.owner_id in {None, *colleague_ids_below(user)})


def can_merge_customers(user: User, one: Customer, other: Customer) -> bool:
    """Tell whether this person may make one customer of two: who owns both, the managers above, an administrator."""
    owners = {one.owner_id, other.owner_id}
    return can_write(user) and (user.is_administrator or owners <= colleague_ids_below(user))


def can_edit_entry(user: User, entry: ProjectEntry | CustomerEntry) -> bool:
    """Tell whether this person may write an entry of a plan or of a customer's profile."""
    if isinstance(entry, ProjectEntry):
        return can_edit_project(user, entry.project)
    return can_edit_customer(user, entry.customer)


def can_pass_hard_gate(user: User, project: Project) -> bool:
    """Tell whether this person may move a project on although a hard criterion is unmet: the managers above it."""
    return can_edit_project(user, project) and (user.is_administrator or project.owner_id in managed_ids(user))


def can_hand_over_project(user: User, project: Project) -> bool:
    """Tell whether this person may give the project another owner: its owner, the managers above, an administrator."""
    return can_edit_project(user, project) and can_delete_project(user, project)


def can_delete_project(user: User, project: Project) -> bool:
    """Tell whether this person may delete the project: its owner, the managers above, an administrator."""
    return can_write(user) and (user.is_administrator or project.owner_id in colleague_ids_below(user))


def can_add_project(user: User) -> bool:
    """Tell whether this person may add customers and projects."""
    return can_write(user)


def can_change_stages(user: User) -> bool:
    """Tell whether this person may change the stages of the installation."""
    return can_administer(user)


def can_export_contact(user: User, customer: Customer) -> bool:
    """Tell whether this person may take out all that is kept of a contact: the customer's owner, those above."""
    may_see = can_edit_customer(user, customer)
    return may_see and (user.is_administrator or customer.owner_id in colleague_ids_below(user))
