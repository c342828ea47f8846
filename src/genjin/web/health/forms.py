"""What somebody says to an alert, and the settings of the checks, as forms."""

from datetime import timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from genjin.core import clock
from genjin.web.shared.row_forms import DayInput

WEEK = timedelta(days=7)


class SnoozeForm(forms.Form):
    """Until when an alert is put off, and why."""

    template_name = "components/plain_form.html"
    until = forms.DateField(label=_("Show it again on"), widget=DayInput)
    reason = forms.CharField(label=_("Why can it wait?"), widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["until"].initial = clock.today() + WEEK


class VerdictForm(forms.Form):
    """Why an alert is wrong."""

    template_name = "components/plain_form.html"
    words = forms.CharField(
        label=_("What is wrong with it? (optional)"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
