"""Every kind of entry that a person fills in, declared once: its address, its form, and what shows it."""

from dataclasses import dataclass
from typing import Any, cast

from django.http import Http404

from genjin.customers.models import Customer, CustomerEntry
from genjin.pipeline.models import Project, ProjectEntry
from genjin.web.entries import forms, people_forms
from genjin.web.entries.sheet_form import ValueSheetForm
from genjin.web.stakeholders.modules import PEOPLE_KEYS

Entry = ProjectEntry | CustomerEntry
Owner = Project | Customer


@dataclass(frozen=True, slots=True)
class EntryKind:
    """One kind of entry. `modules` are the pieces of a page that show it: they are the reply to a save."""

    key: str
    form: type[forms.EntryForm]
    modules: tuple[str, ...]

    @property
    def model(self) -> type[Entry]:
        """Return what its entries are."""
        return cast("type[Entry]", self.form._meta.model)

    @property
    def is_of_projects(self) -> bool:
        """Tell whether such entries belong to a project, and not to a customer."""
        return issubclass(self.model, ProjectEntry)

    def blank(self, owner: Owner, **values: Any) -> Entry:  # noqa: ANN401  whatever its fields hold
        """Return an entry of this project or customer that is not stored yet."""
        return self.model(**{"project" if self.is_of_projects else "customer": owner}, **values)


KINDS: dict[str, EntryKind] = {
    kind.key: kind
    for kind in (
        EntryKind("need", forms.NeedForm, ("profile",)),
        EntryKind("budget-fact", forms.BudgetFactForm, ("profile",)),
        EntryKind("competitor", forms.CompetitorForm, ("profile",)),
        EntryKind("goal", forms.GoalForm, ("goals",)),
        EntryKind("strategy", forms.StrategyForm, ("goals",)),
        EntryKind("value-sheet", ValueSheetForm, ("values",)),
        EntryKind("criterion-check", forms.CriterionCheckForm, ("stages",)),
        EntryKind("stakeholder", people_forms.StakeholderForm, PEOPLE_KEYS),
        EntryKind("attitude-fact", people_forms.AttitudeFactForm, PEOPLE_KEYS),
        EntryKind("stakeholder-line", people_forms.StakeholderLineForm, PEOPLE_KEYS),
        EntryKind("unit", forms.UnitForm, ("chart",)),
        EntryKind("contact", forms.ContactForm, ("chart", "contacts")),
        EntryKind("customer-competitor", forms.CustomerCompetitorForm, ("competitors",)),
    )
}


def kind_or_404(key: str, *, of_projects: bool | None = None) -> EntryKind:
    """Return the kind of this address; a customer has no entries of a project's kinds, and the other way round."""
    kind = KINDS.get(key)
    if kind is None or of_projects not in {None, kind.is_of_projects}:
        raise Http404
    return kind
