"""A contact as a form: the cells of its row, how we were in touch, and the steps of last time."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from genjin.core import clock
from genjin.customers.models import Contact
from genjin.people.queries.people import active_people
from genjin.pipeline.models import Project
from genjin.pipeline.queries.entries import choices_within
from genjin.pipeline.queries.projects import people_of
from genjin.planning.columns import COLUMNS
from genjin.planning.models import Action, Channel, ContactResult, FollowUp
from genjin.planning.operations.contacts import ContactReport
from genjin.planning.queries.plan_items import open_next_steps
from genjin.web.shared.row_forms import RowForm

CELLS = ("goal", "actions", "feedback", "objections", "next_steps", "risks", "note")
DETAILS = ("channel", "result", "execution", "consensus", "disagreement")


def present_field(label: object) -> "forms.ModelMultipleChoiceField[Any]":
    """Return a field in which people are ticked; who may be ticked is set by `offer_people`."""
    widget = forms.CheckboxSelectMultiple
    return forms.ModelMultipleChoiceField(
        queryset=active_people().none(), label=str(label), required=False, widget=widget
    )


def offer_people(form: forms.BaseForm, project: Project) -> None:
    """Offer the customer's contacts, and our team."""
    contacts, colleagues = form.fields["contacts"], form.fields["colleagues"]
    if isinstance(contacts, forms.ModelMultipleChoiceField) and project.customer_id:
        contacts.queryset = choices_within(project, Contact)
        contacts.help_text = (
            "" if contacts.queryset.exists() else _("The customer has no contacts yet; add them first.")
        )
    if isinstance(colleagues, forms.ModelMultipleChoiceField):
        colleagues.queryset = people_of(project)


@dataclass(frozen=True, slots=True)
class StepLine:
    """An open step of last time, to be ticked off with what came of it."""

    action: Action
    is_done: bool
    result: str


class ContactForm(forms.Form):
    """A contact that is to be logged."""

    date = forms.CharField(label=_("Date"), required=False)
    channel = forms.ChoiceField(label=_("Channel"), required=False, choices=[("", "—"), *Channel.choices])
    contacts = present_field(_("Contacts"))
    colleagues = present_field(_("Colleagues"))
    execution = forms.CharField(label=_("Execution"), required=False, widget=forms.Textarea(attrs={"rows": 1}))
    consensus = forms.CharField(label=_("Consensus"), required=False, widget=forms.Textarea(attrs={"rows": 1}))
    disagreement = forms.CharField(label=_("Disagreement"), required=False, widget=forms.Textarea(attrs={"rows": 1}))
    result = forms.ChoiceField(label=_("Result"), required=False, choices=[("", "—"), *ContactResult.choices])
    no_next_step_because = forms.CharField(
        label=_("Nothing to do next, because"), required=False, widget=forms.Textarea(attrs={"rows": 1})
    )

    def __init__(self, project: Project, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        self.project = project
        self.open_steps = list(open_next_steps(project))
        self.fields["date"].initial = clock.today().isoformat()
        for key in CELLS:
            widget = forms.Textarea(attrs={"rows": 2, "data-column": key})
            self.fields[key] = forms.CharField(label=str(COLUMNS[key].title), required=False, widget=widget)
        offer_people(self, project)
        order = ["date", "channel", "contacts", "colleagues", "goal", "execution", "actions", "feedback", "consensus"]
        self.order_fields(
            [*order, "disagreement", "objections", "result", "next_steps", "no_next_step_because", "risks"]
        )

    def steps(self) -> list[StepLine]:
        """Return the open steps with what was ticked and said."""
        return [
            StepLine(step, f"done-{step.pk}" in self.data, str(self.data.get(f"result-{step.pk}", "")))
            for step in self.open_steps
        ]

    def report(self) -> ContactReport:
        """Return what was filled in, as the operation takes it."""
        said = self.cleaned_data
        return ContactReport(
            cells={"date": said["date"], **{key: said[key] for key in CELLS}},
            details={key: said[key] for key in DETAILS if said[key]},
            contacts=list(said["contacts"]),
            colleagues=list(said["colleagues"]),
            finished={line.action: line.result for line in self.steps() if line.is_done},
            no_next_step_because=said["no_next_step_because"],
        )


class DetailsForm(RowForm):
    """How we were in touch at a contact that is logged already."""

    contacts = present_field(_("Contacts"))
    colleagues = present_field(_("Colleagues"))

    class Meta(RowForm.Meta):
        model = FollowUp
        fields = list(DETAILS)

    def __init__(self, data: Mapping[str, Any] | None = None, *, instance: FollowUp, **kwargs: Any) -> None:  # noqa: ANN401  as Django declares them
        super().__init__(data, instance=instance, **kwargs)
        offer_people(self, instance.project)
        self.initial["contacts"] = list(instance.contacts.values_list("pk", flat=True))
        self.initial["colleagues"] = list(instance.colleagues.values_list("pk", flat=True))
        self.order_fields(["channel", "contacts", "colleagues", "execution", "consensus", "disagreement", "result"])
