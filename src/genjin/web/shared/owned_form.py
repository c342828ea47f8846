"""The profile of what somebody owns: a customer or a project."""

from collections.abc import Mapping
from typing import Any

from django import forms

from genjin.customers.models import Customer
from genjin.people.models import User
from genjin.pipeline.models import Project
from genjin.pipeline.queries.entries import choices_within
from genjin.web.shared.row_forms import RowForm


class OwnedForm(RowForm):
    """A form with the owner in it, for those who may hand it over."""

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        instance: Customer | Project,
        may_hand_over: bool,
        **kwargs: Any,  # noqa: ANN401  as Django declares them
    ) -> None:
        super().__init__(data, instance=instance, **kwargs)
        owner = self.fields["owner"]
        if not may_hand_over:
            del self.fields["owner"]
        elif isinstance(owner, forms.ModelChoiceField):
            owner.queryset = choices_within(instance, User, chosen=instance.owner_id)
