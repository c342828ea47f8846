"""Doing what the plans say, each deed through its operation."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.db.models import DateField, Model

from genjin.core import clock
from genjin.customers.models import Contact, Customer, CustomerCompetitor, CustomerEntry, Unit
from genjin.people.models import User
from genjin.pipeline.models import (
    AttitudeFact,
    BudgetFact,
    Competitor,
    CriterionCheck,
    ExitCriterion,
    Need,
    Project,
    ProjectEntry,
    ProjectOutcome,
    Stage,
    Stakeholder,
    StakeholderLine,
)
from genjin.pipeline.operations.entries import add_entry, edit_entry, noun_of
from genjin.pipeline.queries.stages import stages_by_word
from genjin.planning.models import Action, BuyingSignal, FollowUp, Goal, Objection, Risk, Strategy, ValueSheet
from genjin.planning.operations.buying_signals import remember_outcome
from genjin.planning.operations.contact_details import edit_contact_details
from genjin.planning.operations.customers import edit_customer
from genjin.planning.operations.goals import reach_goal
from genjin.planning.operations.plan_items import (
    add_plan_item,
    cancel_action,
    close_risk,
    edit_plan_item,
    finish_action,
    postpone_action,
    settle_objection,
)
from genjin.planning.operations.project_profile import edit_project
from genjin.planning.operations.stages import end_project, move_project_to_stage
from genjin.setup.demo.plans import Deed
from genjin.setup.demo.working_days import working_day

KINDS: Mapping[str, type[Model]] = {
    "unit": Unit,
    "contact": Contact,
    "rival": CustomerCompetitor,
    "need": Need,
    "budget": BudgetFact,
    "competitor": Competitor,
    "stakeholder": Stakeholder,
    "attitude": AttitudeFact,
    "line": StakeholderLine,
    "goal": Goal,
    "strategy": Strategy,
    "sheet": ValueSheet,
    "check": CriterionCheck,
    "action": Action,
    "risk": Risk,
    "outcome": ProjectOutcome,
}
IN_CELLS: Mapping[str, type[Objection | Risk]] = {"objection": Objection, "cell_risk": Risk}


class Filling:
    """The rows of one customer's plans that were added so far, by kind and name."""

    def __init__(self, today: date, people: Mapping[str, User], customer: Customer) -> None:
        self._today = today
        self._people = people
        self._customer = customer
        self._rows: dict[tuple[str, type[Model], str], Any] = {}

    def do(self, deed: Deed, project: Project | None, by: User) -> None:
        """Do what a deed says, at the moment at which the clock stands."""
        if deed.what == "profile":
            self._write_profile(deed, project, by)
        elif deed.what == "met":
            self._describe(deed, project, by)
        elif deed.what == "move" and project is not None:
            stage = stages_by_word()[deed.values["stage"]]
            move_project_to_stage(project, stage, by=by, reason=deed.values.get("reason", ""))
        elif deed.what in IN_CELLS:
            self._keep(deed, self._sorted_item(deed, project, by), by)
        elif deed.what in KINDS:
            self._keep(deed, self._added(deed, project, by), by)
        else:
            row = self._find(deed.project, KINDS.get(deed.kind) or IN_CELLS[deed.kind], deed.of)
            values = self._values(type(row), deed.values, deed.project)
            self._keep(deed, VERBS[deed.what](row, values, by), by)

    def _write_profile(self, deed: Deed, project: Project | None, by: User) -> None:
        if project is None:
            edit_customer(self._customer, deed.values, seen={}, by=by)
        else:
            edit_project(project, self._values(Project, deed.values, deed.project), seen={}, by=by)

    def _added(self, deed: Deed, project: Project | None, by: User) -> Model:
        model = KINDS[deed.what]
        owner: dict[str, Any] = (
            {"customer": self._customer} if issubclass(model, CustomerEntry) else {"project": project}
        )
        values = self._values(model, deed.values, deed.project)
        if "observed_on" in {field.name for field in model._meta.concrete_fields}:
            values.setdefault("observed_on", clock.today())
        row: Any = model(**owner, **values)
        if isinstance(row, ProjectOutcome):
            return end_project(row, by=by)
        return add_plan_item(row, by=by) if isinstance(row, (Action, Risk)) else add_entry(row, by=by)

    def _sorted_item(self, deed: Deed, project: Project | None, by: User) -> Model:
        """Say more about an objection or a risk of a row: what it is about, who raised it, how grave it is."""
        model = IN_CELLS[deed.what]
        item = model.objects.filter(project=project, content__startswith=deed.of).latest("pk")
        values = {name: value for name, value in deed.values.items() if name != "of"}
        return edit_plan_item(item, self._values(model, values, deed.project), seen={}, by=by)

    def _describe(self, deed: Deed, project: Project | None, by: User) -> None:
        """Say how we were in touch in the row of the day, with whom, and what came of it."""
        row = FollowUp.objects.filter(project=project, happened_on=clock.today()).latest("pk")
        names = {"contacts", "with"}
        edit_contact_details(
            row,
            {name: value for name, value in deed.values.items() if name not in names},
            seen={},
            by=by,
            contacts=[self._find("", Contact, name) for name in deed.values.get("contacts", ())],
            colleagues=[self._people[name] for name in deed.values.get("with", ())] or [by],
        )

    def _values(self, model: type[Model], values: Mapping[str, Any], project: str) -> dict[str, Any]:
        """Return values with days for numbers, and with rows and people for names."""
        fields = {field.name: field for field in model._meta.concrete_fields}
        found = {}
        for name, value in values.items():
            field = fields.get(name)
            if name == "until" or isinstance(field, DateField):
                found[name] = working_day(self._today, value)
            elif field is not None and field.is_relation:
                found[name] = self._find(project, field.related_model, value)  # type: ignore[arg-type]
            else:
                found[name] = value
        return found

    def _keep(self, deed: Deed, row: Model, by: User) -> None:
        self._rows[deed.project, type(row), deed.of] = row
        signals = BuyingSignal.objects.filter(
            project__name=deed.project, evidence__startswith=deed.signal, deleted_at=None
        )
        # the detector learns: words that it no longer takes for a signal are none to take up
        if deed.signal and (signal := signals.order_by("pk").last()):
            remember_outcome(signal, kind=noun_of(row).replace("_", "-"), pk=row.pk, by=by)

    def _find(self, project: str, model: type[Model], name: str) -> Any:  # noqa: ANN401  a row of that model
        if model is User:
            return self._people[name]
        if model is Stage:
            return stages_by_word()[name]
        if model is ExitCriterion:
            return ExitCriterion.objects.get(content__startswith=name)
        return self._rows["" if issubclass(model, CustomerEntry) else project, model, name]


def _edit(row: Any, values: Mapping[str, Any], by: User) -> Model:  # noqa: ANN401  any row of a plan
    change = edit_entry if isinstance(row, (ProjectEntry, CustomerEntry)) else edit_plan_item
    return change(row, values, seen={}, by=by)  # type: ignore[no-any-return]


def _reach(row: Any, values: Mapping[str, Any], by: User) -> Model:  # noqa: ANN401  a goal
    return edit_entry(reach_goal(row, by=by), values, seen={}, by=by)


VERBS: Mapping[str, Callable[[Any, Mapping[str, Any], User], Model]] = {
    "edit": _edit,
    "reach": _reach,
    "finish": lambda row, values, by: finish_action(row, result=values["result"], by=by),
    "cancel": lambda row, values, by: cancel_action(row, reason=values["reason"], by=by),
    "postpone": lambda row, values, by: postpone_action(row, until=values["until"], reason=values["reason"], by=by),
    "close": lambda row, values, by: close_risk(row, words=values["words"], by=by),
    "settle": lambda row, values, by: settle_objection(row, words=values["words"], on=clock.today(), by=by),
}
