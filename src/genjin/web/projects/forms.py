"""A project's profile, and the colleagues on its team, as forms."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from genjin.people.models import User
from genjin.people.queries.people import active_people
from genjin.pipeline.models import Project, ProjectOutcome, TeamMember
from genjin.pipeline.queries.projects import visible_customers
from genjin.web.shared.owned_form import OwnedForm
from genjin.web.shared.row_forms import RowForm

MOST_NAMES = 300


class ProjectForm(OwnedForm):
    class Meta(OwnedForm.Meta):
        model = Project
        fields = [
            "name", "owner", "amount", "currency", "close_on", "forecast_class", "cycle", "background",
            "value_to_customer", "value_to_us",
        ]  # fmt: skip


class NewProjectForm(forms.Form):
    customer = forms.CharField(label=_("Customer"), max_length=300, widget=forms.TextInput(attrs={"list": "customers"}))
    name = forms.CharField(label=_("Project"), max_length=300, required=False)

    def __init__(self, user: User, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        self.customers = visible_customers(user).order_by("name").values_list("name", flat=True)[:MOST_NAMES]


class OutcomeForm(RowForm):
    class Meta(RowForm.Meta):
        model = ProjectOutcome
        fields = ["kind", "decided_on", "reason", "winner", "wake_on", "review"]

    def __init__(self, data: Mapping[str, Any] | None = None, *, instance: ProjectOutcome, **kwargs: Any) -> None:  # noqa: ANN401  as Django declares them
        super().__init__(data, instance=instance, **kwargs)
        self.outcome = instance


class TeamMemberForm(RowForm):
    class Meta(RowForm.Meta):
        model = TeamMember
        fields = ["user", "duty", "duties"]

    def __init__(self, data: Mapping[str, Any] | None = None, *, instance: TeamMember, **kwargs: Any) -> None:  # noqa: ANN401  as Django declares them
        super().__init__(data, instance=instance, **kwargs)
        self.member = instance
        user = self.fields["user"]
        if instance.pk:
            del self.fields["user"]
        elif isinstance(user, forms.ModelChoiceField):
            user.queryset = active_people()

    def validate_unique(self) -> None:
        """Leave it to the operation: who is on the team already gets another part in it."""

    def validate_constraints(self) -> None:
        """Likewise."""
