"""Words marked by hand, as a form."""

from django import forms
from django.utils.translation import gettext_lazy as _

from genjin.planning.models import SignalPolarity, SignalType
from genjin.planning.signal_kinds import KINDS, Label

SEPARATOR = " "


def _choices() -> list[tuple[str, str]]:
    """Return every kind of signal: 预算 +, 预算 −, …."""
    return [
        (SEPARATOR.join(label), f"{SignalType(label[0]).label} {'+' if label[1] == SignalPolarity.FOR else '−'}")
        for label in KINDS
    ]


class SignalForm(forms.Form):
    template_name = "components/plain_form.html"
    evidence = forms.CharField(
        label=_("The customer's words"),
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("As they stand in the row; the shortest piece that carries it."),
    )
    kind = forms.ChoiceField(label=_("What they tell"), choices=_choices)

    @property
    def label(self) -> Label:
        """Return type and polarity."""
        kind, _separator, polarity = str(self.cleaned_data["kind"]).partition(SEPARATOR)
        return kind, polarity
