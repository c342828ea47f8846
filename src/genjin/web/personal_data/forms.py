"""What somebody says who erases a person."""

from django import forms
from django.utils.translation import gettext_lazy as _

REACHES = (
    ("customer", _("Replace it in all texts of this customer, also in the history")),
    ("everywhere", _("Replace it everywhere, also at other customers: only where nobody else bears the name")),
    ("fields", _("Leave free texts as they are")),
)


class ErasureForm(forms.Form):
    """Where the name is replaced, and the name once more."""

    template_name = "components/plain_form.html"
    reach = forms.ChoiceField(
        label=_("The name in free texts"), choices=REACHES, widget=forms.RadioSelect, initial="customer"
    )
    also = forms.CharField(widget=forms.HiddenInput, required=False)
    typed = forms.CharField(
        label=_("Type the name to confirm"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
