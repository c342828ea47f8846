"""What a person types into the forecast: numbers, targets."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from genjin.forecast.models import SellersNumber
from genjin.forecast.queries.people import visible_sellers
from genjin.people.models import Department, User
from genjin.people.queries.departments import departments_looked_after
from genjin.web.shared.row_forms import AmountField


class OwnNumberForm(forms.Form):
    """The seller's own number."""

    amount = AmountField(label=gettext_lazy("What I say will come in"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, number: SellersNumber | None, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, initial={"amount": number and number.amount, "version": number.version if number else 0})


class AdjustmentForm(forms.Form):
    """The manager's number beside it."""

    amount = AmountField(label=gettext_lazy("My number"), required=False)
    reason = forms.CharField(
        label=gettext_lazy("Reason"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, number: SellersNumber | None, data: Mapping[str, Any] | None = None) -> None:
        start = {
            "amount": number and number.adjusted,
            "reason": number.reason if number else "",
            "version": number.version if number else 0,
        }
        super().__init__(data, initial=start)


class TargetForm(forms.Form):
    """A target of one of those below, of a department, or of all of us."""

    whose = forms.ChoiceField(label=gettext_lazy("Whose target"))
    amount = AmountField(
        label=gettext_lazy("Amount"), required=False, help_text=gettext_lazy("Empty takes the target away.")
    )

    def __init__(self, user: User, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        self._departments = {f"department-{row.pk}": row for row in departments_looked_after(user)}
        self._people = {f"person-{row.pk}": row for row in visible_sellers(user) if row.pk != user.pk}
        if user.is_administrator:
            self._people[f"person-{user.pk}"] = user
        everybody = [("all", _("All of us"))] if user.is_administrator else []
        rows: dict[str, Department | User] = {**self._departments, **self._people}
        choices = [*everybody, *((key, str(row)) for key, row in rows.items())]
        self.fields["whose"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField has them

    @property
    def person(self) -> User | None:
        """Return the person chosen."""
        return self._people.get(self.cleaned_data["whose"])

    @property
    def department(self) -> Department | None:
        """Return the department chosen."""
        return self._departments.get(self.cleaned_data["whose"])
