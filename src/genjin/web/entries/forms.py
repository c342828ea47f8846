"""The entries of a plan and of a customer's profile as forms: which fields a person fills in, in which order."""

from collections.abc import Mapping
from typing import Any

from django.forms import ModelChoiceField
from django.utils.translation import gettext_lazy as _

from genjin.customers.models import Contact, Customer, CustomerCompetitor, CustomerEntry, Unit
from genjin.pipeline.models import BudgetFact, Competitor, CriterionCheck, Need, Project, ProjectEntry
from genjin.pipeline.queries.entries import choices_within
from genjin.planning.models import Goal, Strategy
from genjin.web.shared.row_forms import RowForm

TESTIMONY = ["said_by", "observed_on", "evidence", "quote"]


class EntryForm(RowForm):
    """An entry as a form: it may point only to what belongs to the same project or customer."""

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        instance: ProjectEntry | CustomerEntry,
        **kwargs: Any,  # noqa: ANN401  as Django declares them
    ) -> None:
        super().__init__(data, instance=instance, **kwargs)
        self.entry = instance
        self.owner: Project | Customer = instance.project if isinstance(instance, ProjectEntry) else instance.customer
        for name, field in self.fields.items():
            if isinstance(field, ModelChoiceField) and field.queryset is not None:
                chosen = getattr(instance, f"{name}_id", None)
                field.queryset = choices_within(self.owner, field.queryset.model, chosen=chosen)


class NeedForm(EntryForm):
    class Meta(EntryForm.Meta):
        model = Need
        fields = ["content", "kind", "figure", *TESTIMONY]


class BudgetFactForm(EntryForm):
    class Meta(EntryForm.Meta):
        model = BudgetFact
        fields = ["low", "high", "state", *TESTIMONY]


class CompetitorForm(EntryForm):
    class Meta(EntryForm.Meta):
        model = Competitor
        fields = ["name", "standing", "moves", "approach", "counter_strategy"]


class GoalForm(EntryForm):
    class Meta(EntryForm.Meta):
        model = Goal
        fields = ["content", "measure", "due_on", "parent", "stage", "reached_on", "result"]

    def __init__(self, data: Mapping[str, Any] | None = None, *, instance: Goal, **kwargs: Any) -> None:  # noqa: ANN401  as Django declares them
        super().__init__(data, instance=instance, **kwargs)
        parents = self.fields["parent"]
        if isinstance(parents, ModelChoiceField) and parents.queryset is not None:
            parents.empty_label = _("nothing: it is the overall goal")
            parents.queryset = parents.queryset.filter(parent__isnull=True).exclude(pk=instance.pk)


class StrategyForm(EntryForm):
    class Meta(EntryForm.Meta):
        model = Strategy
        fields = ["kind", "content", "stage"]


class CriterionCheckForm(EntryForm):
    class Meta(EntryForm.Meta):
        model = CriterionCheck
        fields = ["criterion", "evidence", "met_on"]


class UnitForm(EntryForm):
    class Meta(EntryForm.Meta):
        model = Unit
        fields = ["name", "parent"]


class ContactForm(EntryForm):
    class Meta(EntryForm.Meta):
        model = Contact
        fields = ["name", "title", "unit", "reports_to", "phone", "email", "left_on", "note"]


class CustomerCompetitorForm(EntryForm):
    class Meta(EntryForm.Meta):
        model = CustomerCompetitor
        fields = ["name", "foothold"]
