"""A row of the database as a form that two people may have open at once.

It carries along what stood there when it was opened (`seen`), so that only what was changed is sent on, and a field
that somebody else changed meanwhile can be shown as theirs beside yours. A form reads; it never writes.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.db import models
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from genjin.activity.tracking import plain, tracked_fields, values_of
from genjin.text.amounts import read_amount

if TYPE_CHECKING:
    ModelForm = forms.ModelForm[models.Model]
else:
    ModelForm = forms.ModelForm


class DayInput(forms.DateInput):
    """The browser's own way of choosing a day."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class AmountField(forms.DecimalField):
    """An amount as people write it: 2000000, 200万, 1.2亿."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> Any:  # noqa: ANN401  as Django declares it
        amount = read_amount(value) if isinstance(value, str) else None
        return super().to_python(value if amount is None else amount)

    def prepare_value(self, value: Any) -> Any:  # noqa: ANN401  as Django declares it
        return plain(value)


def row_field(field: "models.Field[Any, Any]", **kwargs: Any) -> forms.Field | None:  # noqa: ANN401  as Django passes them
    """Return a model's field as our forms show it."""
    if isinstance(field, models.DateField):
        kwargs["widget"] = DayInput
    elif isinstance(field, models.TextField):
        kwargs["widget"] = forms.Textarea(attrs={"rows": 1})
    elif isinstance(field, models.DecimalField):
        kwargs["form_class"] = AmountField
    make: Callable[..., forms.Field | None] = field.formfield
    return make(**kwargs)


@dataclass(frozen=True, slots=True)
class FormLine:
    """One field as the template writes it; `theirs` is what somebody else put there meanwhile, None if nobody did."""

    field: forms.BoundField
    is_short: bool
    theirs: str | None
    theirs_value: object


class RowForm(ModelForm):
    """The base of all forms of a row."""

    template_name = "components/row_form.html"
    seen = forms.JSONField(required=False, widget=forms.HiddenInput)

    class Meta:
        formfield_callback = row_field

    def __init__(self, data: Mapping[str, Any] | None = None, *, instance: models.Model, **kwargs: Any) -> None:  # noqa: ANN401  as Django declares them
        super().__init__(data, instance=instance, **kwargs)
        self._theirs: dict[str, tuple[str, object]] = {}
        self.initial["seen"] = self._of_form(values_of(instance))

    def shown_lines(self) -> Iterator[FormLine]:
        """Yield the fields that a person fills in."""
        for field in self.visible_fields():
            is_short = not isinstance(field.field.widget, (forms.Textarea, forms.CheckboxSelectMultiple))
            theirs, value = self._theirs.get(field.name, (None, None))
            yield FormLine(field, is_short, theirs, value)

    def clean_seen(self) -> dict[str, object]:
        """Refuse a form that arrived damaged."""
        seen = self.cleaned_data.get("seen") or {}
        if not isinstance(seen, dict):
            raise forms.ValidationError(_("This form arrived damaged; open it again."))
        return seen

    @property
    def seen_values(self) -> dict[str, object]:
        """Return what stood in the fields when the form was opened, by the names under which a row stores them."""
        return self._of_form(self.cleaned_data["seen"])

    def values(self) -> dict[str, Any]:
        """Return all that was filled in, by the names under which a row stores it."""
        stored = {}
        for name, attname in self._names().items():
            value = self.cleaned_data.get(name)
            stored[attname] = value.pk if isinstance(value, models.Model) else value
        return stored

    def changes(self) -> dict[str, Any]:
        """Return what differs from what stood there when the form was opened."""
        seen = self.seen_values
        return {name: value for name, value in self.values().items() if name not in seen or plain(value) != seen[name]}

    def refuse(self, sentence: str, field: str) -> None:
        """Show a refusal at its field, or above the form if the field is not in it."""
        self.add_error(field if field in self.fields else None, sentence)

    def show_theirs(self, now: models.Model, fields: Mapping[str, object]) -> None:
        """Show what stands in these fields now beside what was typed; sent again, what was typed holds."""
        for name, attname in self._names().items():
            if attname in fields:
                shown = getattr(now, f"get_{name}_display", lambda name=name: getattr(now, name))()
                value = self._meta.model._meta.get_field(name).value_from_object(now)  # type: ignore[union-attr]
                self._theirs[name] = ("" if shown is None else str(shown), self.fields[name].prepare_value(value))
        seen = self.seen_values | {attname: values_of(now)[attname] for attname in fields}
        data = cast("QueryDict", self.data).copy()
        data["seen"] = json.dumps(seen)
        self.data = data

    def _names(self) -> dict[str, str]:
        tracked = {field.name: attname for attname, field in tracked_fields(self._meta.model).items()}
        return {name: tracked[name] for name in self.fields if name in tracked}

    def _of_form(self, values: Mapping[str, object]) -> dict[str, object]:
        return {attname: values[attname] for attname in self._names().values() if attname in values}
