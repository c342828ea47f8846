"""The forms of the map: how a person stands, and several people at once."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from genjin.activity.tracking import plain
from genjin.pipeline.models import Attitude, Evidence, Influence, Stakeholder
from genjin.pipeline.operations.stakeholders import Words
from genjin.web.shared.row_forms import DayInput


def whole_number(word: str) -> int | None:
    """Read a choice; nothing chosen is None."""
    return int(word) if word not in {"", "None"} else None


class PlaceForm(forms.Form):
    """Influence and attitude of a stakeholder, with the words that show a new attitude."""

    quote = forms.CharField(
        label=_("in whose words"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What was said or done that shows it. Not needed for influence alone."),
    )
    attitude = forms.TypedChoiceField(
        label=_("attitude"),
        choices=[("", _("Unknown")), *Attitude.choices],
        coerce=whole_number,
        empty_value=None,
        required=False,
    )
    influence = forms.TypedChoiceField(label=_("influence"), choices=Influence.choices, coerce=int)
    said_by = forms.CharField(label=_("said by"), required=False, max_length=100)
    evidence = forms.TypedChoiceField(label=_("evidence"), choices=Evidence.choices, coerce=int)
    observed_on = forms.DateField(label=_("observed on"), required=False, widget=DayInput())
    seen_attitude = forms.CharField(required=False, widget=forms.HiddenInput)
    seen_influence = forms.IntegerField(widget=forms.HiddenInput)

    @property
    def seen(self) -> dict[str, int | None]:
        """Return where the person stood when the form was opened."""
        attitude = self.cleaned_data["seen_attitude"]
        known = attitude if attitude in {str(value) for value in Attitude.values} else ""
        return {"attitude": whole_number(known), "influence": self.cleaned_data["seen_influence"]}

    @property
    def words(self) -> Words:
        """Return what shows the attitude."""
        given = self.cleaned_data
        return Words(given["quote"], given["said_by"], given["evidence"], given["observed_on"])


def place_values(person: Stakeholder, asked: dict[str, str]) -> dict[str, Any]:
    """Return what the form shows first: where the person was dropped, else where the person stands."""
    attitude = "" if person.attitude is None else str(person.attitude)
    dropped = asked.get("attitude", attitude)
    influence = asked.get("influence", "")
    return {
        "attitude": dropped,
        "influence": influence if influence.isdecimal() else person.influence,
        "evidence": int(Evidence.SAID),
        "said_by": person.contact.name if person.contact else "",
        "seen_attitude": plain(attitude),
        "seen_influence": person.influence,
    }


class PeopleForm(forms.Form):
    """Several people, one a line."""

    people = forms.CharField(
        label=_("people"),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=20_000,
        help_text=_(
            "One a line: name, title, unit, and KDM, KI or KU. Who is known at the customer is taken from there."
        ),
    )
