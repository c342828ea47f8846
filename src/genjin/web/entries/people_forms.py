"""The forms of a project's people: a stakeholder, what shows an attitude, and a line between two."""

from typing import Any

from django.forms import CheckboxSelectMultiple, ModelChoiceField, MultipleChoiceField
from django.utils.translation import gettext_lazy as _

from genjin.pipeline.models import AttitudeFact, BuyingRole, Stakeholder, StakeholderLine
from genjin.web.entries.forms import TESTIMONY, EntryForm


class StakeholderForm(EntryForm):
    buying_roles = MultipleChoiceField(
        label=_("roles in the purchase"), choices=BuyingRole.choices, required=False, widget=CheckboxSelectMultiple
    )

    class Meta(EntryForm.Meta):
        model = Stakeholder
        fields = [
            "contact", "placeholder", "role", "influence", "buying_roles", "covered_by", "mode", "orientation",
            "relation", "relation_goal", "business_result", "personal_win",
        ]  # fmt: skip


class PeopleChoiceForm(EntryForm):
    """A form that names stakeholders: their names are read along with them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401  as Django declares them
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, ModelChoiceField) and field.queryset is not None:
                field.queryset = field.queryset.select_related("contact")


class AttitudeFactForm(PeopleChoiceForm):
    class Meta(EntryForm.Meta):
        model = AttitudeFact
        fields = ["stakeholder", "attitude", *TESTIMONY]


class StakeholderLineForm(PeopleChoiceForm):
    class Meta(EntryForm.Meta):
        model = StakeholderLine
        fields = ["source", "kind", "target"]
