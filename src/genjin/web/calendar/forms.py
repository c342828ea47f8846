"""A calendar feed as a form."""

from django import forms
from django.utils.translation import gettext_lazy as _

from genjin.calendar.models import Alarm, EntryKind


class FeedForm(forms.Form):
    """What a feed is called, what it holds, and when it reminds."""

    template_name = "components/plain_form.html"
    name = forms.CharField(label=_("Name: for which device or calendar"), max_length=60)
    kinds = forms.MultipleChoiceField(
        label=_("It holds"), choices=EntryKind.choices, widget=forms.CheckboxSelectMultiple, initial=EntryKind.values
    )
    alarm = forms.ChoiceField(label=_("Reminder"), choices=Alarm.choices, initial=Alarm.NONE)
