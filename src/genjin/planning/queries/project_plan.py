"""The whole plan of one project: as it stands now, or as it stood at an earlier moment."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar, cast

from django.db.models import ForeignKey, Model
from django.utils.translation import gettext_lazy as _

from genjin.activity.models import ActivityEvent
from genjin.activity.rewind import rewind, was_before
from genjin.core.errors import WrongState
from genjin.core.versioning import Recoverable
from genjin.customers.models import Contact, Customer, CustomerCompetitor, CustomerEntry, Unit
from genjin.people.models import User
from genjin.pipeline.models import (
    UNDATED,
    AttitudeFact,
    BudgetFact,
    Competitor,
    CriterionCheck,
    Need,
    Project,
    ProjectEntry,
    ProjectOutcome,
    Stage,
    StageMove,
    Stakeholder,
    StakeholderLine,
    TeamMember,
)
from genjin.pipeline.queries.stages import all_stages
from genjin.pipeline.stakeholder_rules import latest_fact
from genjin.planning.models import (
    Action,
    Attachment,
    FollowUp,
    Goal,
    Objection,
    Risk,
    Strategy,
    ValueSheet,
)

# everything that belongs to a project, and to its customer; what is looked up first stands first
OF_PROJECT: tuple[type[Model], ...] = (
    TeamMember, Need, BudgetFact, Competitor, Stakeholder, AttitudeFact, StakeholderLine, CriterionCheck, StageMove,
    ProjectOutcome, Goal, Strategy, ValueSheet, FollowUp, Attachment, Action, Objection, Risk,
)  # fmt: skip
OF_CUSTOMER: tuple[type[Model], ...] = (Unit, Contact, CustomerCompetitor)
EVERY_KIND: tuple[type[Model], ...] = (Project, Customer, *OF_CUSTOMER, *OF_PROJECT)
KINDS: Mapping[str, type[Model]] = {str(model._meta.model_name): model for model in EVERY_KIND}
PRESENT = (("present_contacts", "contact_ids", Contact), ("present_colleagues", "colleague_ids", User))
Row = TypeVar("Row", bound=Model)
Rows = dict[type[Model], list[Model]]


@dataclass(frozen=True, slots=True)
class ProjectPlan:
    """Everything that a project's page and plan book show. `at` is None for the plan as it stands now.

    Follow-ups come newest first, with `packed_actions`, `packed_objections` and `packed_risks` as their cells need
    them, and with `contact_ids` and `colleague_ids`; every related row is at hand, nothing asks the database again.
    """

    project: Project
    customer: Customer | None
    at: datetime | None
    rows: Mapping[type[Model], Sequence[Model]]

    def of(self, kind: type[Row]) -> list[Row]:
        """Return the rows of one kind, in their order."""
        return cast("list[Row]", list(self.rows.get(kind, ())))


def project_plan(project: Project, *, at: datetime | None = None, stages: Iterable[Stage] | None = None) -> ProjectPlan:
    """Return the plan of a project that the asking person may see, in a constant number of queries.

    `stages` are all of them, where whoever asks has read them. Refuses a moment before the project was added.
    """
    events = [] if at is None else list(ActivityEvent.objects.filter(at__gt=at, project_id=project.pk))
    customer_ids = _customers_of(project, events)
    rows = _stored_rows(project, customer_ids)
    if at is not None:
        events += ActivityEvent.objects.filter(at__gt=at, customer_id__in=customer_ids, project_id__isnull=True)
        rows = _rewound(rows, events)
    if not rows[Project]:
        raise WrongState(_("This project did not exist on that day."))
    plan_project = cast("Project", rows[Project][0])
    _keep_own_customer(rows, plan_project)
    shown = {
        kind: [row for row in found if not (isinstance(row, Recoverable) and row.is_deleted)]
        for kind, found in rows.items()
        if kind not in {Project, Customer}
    }
    _leave_out_parts_of_hidden_rows(shown)
    customers = cast("list[Customer]", rows.get(Customer, []))
    customer = customers[0] if customers else None
    _connect(rows, plan_project, all_stages() if stages is None else stages)
    _arrange(shown)
    return ProjectPlan(plan_project, customer, at, shown)


def _customers_of(project: Project, events: Iterable[ActivityEvent]) -> set[int]:
    """Return the customer of the project, and those that were its customer before the events."""
    found = {project.customer_id}
    for event in events:
        for kind, pk, values in was_before(event):
            if (kind, pk) == ("project", project.pk):
                found.add(cast("int | None", (values or {}).get("customer_id")))
    return {pk for pk in found if pk is not None}


def _stored_rows(project: Project, customers: Collection[int]) -> Rows:
    """Return every row of the plan, deleted ones as well."""
    rows: Rows = {Project: list(Project.objects.filter(pk=project.pk))}
    if customers:
        rows[Customer] = list(Customer.objects.filter(pk__in=customers))
        rows |= {kind: list(kind._default_manager.filter(customer__in=customers)) for kind in OF_CUSTOMER}
    rows |= {kind: list(kind._default_manager.filter(project=project.pk)) for kind in OF_PROJECT}
    for name, link, column in (
        ("contact_ids", FollowUp.contacts.through, "contact_id"),
        ("colleague_ids", FollowUp.colleagues.through, "user_id"),
    ):
        present: dict[int, list[int]] = {}
        pairs = link.objects.filter(followup__project=project.pk).order_by("pk").values_list("followup_id", column)
        for follow_up_id, pk in pairs:
            present.setdefault(follow_up_id, []).append(pk)
        for row in rows[FollowUp]:
            setattr(row, name, present.get(row.pk, []))
    return rows


def _rewound(rows: Rows, events: list[ActivityEvent]) -> Rows:
    """Return the rows as they stood before the events."""
    events.sort(key=lambda event: event.pk, reverse=True)
    back: Rows = {kind: [] for kind in rows}
    for row in rewind((row for found in rows.values() for row in found), events, KINDS):
        back[type(row)].append(row)
    for follow_up in cast("list[FollowUp]", back[FollowUp]):
        follow_up.listed_on = follow_up.happened_on or UNDATED
    return back


def _leave_out_parts_of_hidden_rows(shown: Rows) -> None:
    """Leave out what belongs to a row that is hidden, or that was not logged yet: it has no event of its own."""
    kept = {row.pk for row in shown[FollowUp]}
    for kind in (Action, Objection, Risk, Attachment):
        shown[kind] = [row for row in shown[kind] if row.follow_up_id is None or row.follow_up_id in kept]  # type: ignore[attr-defined]


def _keep_own_customer(rows: Rows, project: Project) -> None:
    """Leave out what belongs to another customer than the project's: they were one before, or became one since."""
    if Customer in rows:
        rows[Customer] = [row for row in rows[Customer] if row.pk == project.customer_id]
        for kind in OF_CUSTOMER:
            rows[kind] = [row for row in rows[kind] if row.customer_id == project.customer_id]  # type: ignore[attr-defined]


def _connect(rows: Rows, project: Project, stages: Iterable[Stage]) -> None:
    """Let every row know the rows that it points to, so that nobody asks the database for them one by one."""
    everything = [row for found in rows.values() for row in found]
    user_ids = {getattr(row, name) for row in everything for name in _keys_to(type(row), User)}
    user_ids |= {pk for row in rows[FollowUp] for pk in getattr(row, "colleague_ids", [])}
    pools: dict[type[Model], dict[int, Model]] = {kind: {row.pk: row for row in found} for kind, found in rows.items()}
    pools[User] = {user.pk: user for user in User.objects.filter(pk__in=user_ids - {None})}
    pools[Stage] = {stage.pk: stage for stage in stages}
    pools[Project] = {project.pk: project}
    for row in everything:
        for field in _keys(type(row)):
            found = pools.get(cast("type[Model]", field.related_model), {}).get(getattr(row, field.attname))
            if found is not None:
                setattr(row, field.name, found)
    for follow_up in rows[FollowUp]:
        for name, ids, kind in PRESENT:
            pool = pools.get(kind, {})
            setattr(follow_up, name, [pool[pk] for pk in getattr(follow_up, ids, []) if pk in pool])


def _keys(model: type[Model]) -> "list[ForeignKey[Model, Model]]":
    return [field for field in model._meta.concrete_fields if isinstance(field, ForeignKey)]


def _keys_to(model: type[Model], target: type[Model]) -> list[str]:
    return [field.attname for field in _keys(model) if field.related_model is target]


def _arrange(rows: Rows) -> None:
    """Put rows into the order in which they are shown, and the items into the cells of their follow-ups."""
    follow_ups = cast("list[FollowUp]", rows[FollowUp])
    follow_ups.sort(key=lambda row: (row.listed_on, row.pk), reverse=True)
    for kind in (Action, Objection, Risk):
        rows[kind].sort(key=lambda row: (row.position, row.pk))  # type: ignore[attr-defined]
        by_row: dict[int | None, list[Model]] = {}
        for row in rows[kind]:
            by_row.setdefault(row.follow_up_id, []).append(row)  # type: ignore[attr-defined]
        name = f"packed_{kind._meta.model_name}s"
        for follow_up in follow_ups:
            setattr(follow_up, name, by_row.get(follow_up.pk, []))
    for entries in (found for other, found in rows.items() if issubclass(other, (ProjectEntry, CustomerEntry))):
        entries.sort(key=lambda row: (row.position, row.pk))  # type: ignore[attr-defined]
    facts = cast("list[AttitudeFact]", rows[AttitudeFact])
    _tell_attitudes(cast("list[Stakeholder]", rows[Stakeholder]), facts)


def _tell_attitudes(stakeholders: Iterable[Stakeholder], facts: Iterable[AttitudeFact]) -> None:
    """Give each stakeholder the attitude of the latest fact."""
    told: dict[int, list[AttitudeFact]] = {}
    for fact in facts:
        told.setdefault(fact.stakeholder_id, []).append(fact)
    for stakeholder in stakeholders:
        found = latest_fact(told.get(stakeholder.pk, []))
        stakeholder.attitude = found.attitude if found else None
        stakeholder.latest_fact = found  # type: ignore[attr-defined]
