"""A customer's profile, and which customer another one is, as forms."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from genjin.customers.models import Customer
from genjin.people.models import User
from genjin.pipeline.queries.customers import visible_names
from genjin.web.shared.owned_form import OwnedForm


class CustomerForm(OwnedForm):
    class Meta(OwnedForm.Meta):
        model = Customer
        fields = [
            "name", "short_names", "customer_type", "second_type", "tier", "owner", "industry", "size", "ownership",
            "region", "culture", "note",
        ]  # fmt: skip


class NewCustomerForm(forms.Form):
    customer = forms.CharField(label=_("name"), max_length=300)
    industry = forms.CharField(label=_("industry"), max_length=100, required=False)


class MergeForm(forms.Form):
    """Which of two entries of one company stays."""

    into = forms.TypedChoiceField(label=_("the customer that stays"), coerce=int)

    def __init__(self, user: User, source: Customer, data: Mapping[str, Any] | None = None, **kwargs: Any) -> None:  # noqa: ANN401  as Django declares them
        super().__init__(data, **kwargs)
        names = sorted(visible_names(user).items(), key=lambda entry: entry[1])
        into = self.fields["into"]
        if isinstance(into, forms.ChoiceField):
            into.choices = [("", "—"), *((pk, name) for pk, name in names if pk != source.pk)]
