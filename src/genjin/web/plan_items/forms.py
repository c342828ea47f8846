"""Actions, objections and risks as forms; and the short forms of what may happen to them."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms import ModelChoiceField
from django.utils.translation import gettext_lazy as _

from genjin.pipeline.queries.entries import choices_within
from genjin.planning.models import Action, Objection, ObjectionState, Risk
from genjin.web.shared.row_forms import DayInput, RowForm


class ItemForm(RowForm):
    """An item as a form: it may point only to what belongs to the same project."""

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        instance: Action | Objection | Risk,
        **kwargs: Any,  # noqa: ANN401  as Django declares them
    ) -> None:
        super().__init__(data, instance=instance, **kwargs)
        for name, field in self.fields.items():
            if isinstance(field, ModelChoiceField) and field.queryset is not None:
                chosen = getattr(instance, f"{name}_id", None)
                field.queryset = choices_within(instance.project, field.queryset.model, chosen=chosen)


class ActionForm(ItemForm):
    class Meta(ItemForm.Meta):
        model = Action
        fields = [
            *("content", "owner_words", "due_on", "channel", "goal"),
            *("resources", "resource_state", "expected_result"),
        ]


class ObjectionForm(ItemForm):
    class Meta(ItemForm.Meta):
        model = Objection
        fields = ["content", "response", "category", "raised_by", "state", "is_veto"]

    def __init__(self, data: Mapping[str, Any] | None = None, *, instance: Objection, **kwargs: Any) -> None:  # noqa: ANN401  as Django declares them
        super().__init__(data, instance=instance, **kwargs)
        state = self.fields["state"]
        if isinstance(state, forms.ChoiceField) and instance.state != ObjectionState.SETTLED:
            # only the customer's own words settle an objection, and they are asked for elsewhere
            state.choices = [choice for choice in ObjectionState.choices if choice[0] != ObjectionState.SETTLED]


class RiskForm(ItemForm):
    class Meta(ItemForm.Meta):
        model = Risk
        fields = [
            *("content", "response", "category", "probability", "impact"),
            *("trend", "owner", "review_on"),
        ]


class StepForm(forms.Form):
    """What somebody says when something happens to an item."""

    template_name = "components/plain_form.html"


def words_field(label: object, *, required: bool = True) -> forms.CharField:
    """Return a field for a sentence or two."""
    return forms.CharField(label=str(label), required=required, widget=forms.Textarea(attrs={"rows": 2}))


class ResultForm(StepForm):
    result = words_field(_("What came of it"), required=False)


class ReasonForm(StepForm):
    reason = words_field(_("Why"))


class PostponementForm(StepForm):
    until = forms.DateField(label=_("New day"), widget=DayInput)
    reason = words_field(_("Why"))


class AnswerForm(StepForm):
    response = words_field(_("Our answer"))


class SettlementForm(StepForm):
    settling_words = words_field(_("The customer's own words"))
    settled_on = forms.DateField(label=_("When they were said"), widget=DayInput)


class ClosingForm(StepForm):
    closing_words = words_field(_("What happened"))


class NothingForm(StepForm):
    """For what needs no words."""
