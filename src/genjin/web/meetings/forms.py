"""What a person says of a meeting: whose projects, who is there."""

from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from genjin.meetings.models import Meeting, MeetingScope
from genjin.meetings.queries.scopes import Scope, customers_to_choose, departments_to_choose, projects_to_choose
from genjin.people.models import User
from genjin.people.queries.people import active_people

MINUTES: Final = 4


class StartForm(forms.Form):
    """Whose projects are talked about, who is there, how long each may take."""

    scope = forms.ChoiceField(label=gettext_lazy("Whose projects"))
    projects = forms.MultipleChoiceField(
        label=gettext_lazy("Which projects"), required=False, widget=forms.CheckboxSelectMultiple
    )
    minutes_each = forms.IntegerField(
        label=gettext_lazy("Planned minutes for each project"), initial=MINUTES, min_value=1, max_value=120
    )
    present = forms.MultipleChoiceField(
        label=gettext_lazy("Who is there besides you"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, user: User, data: Mapping[str, Any] | None = None, *, initial: Mapping[str, Any]) -> None:
        super().__init__(data, initial=dict(initial))
        self._departments = {f"department-{row.pk}": row for row in departments_to_choose(user)}
        self._customers = {f"customer-{row.pk}": row for row in customers_to_choose(user)}
        self._people = {str(row.pk): row for row in active_people().exclude(pk=user.pk)}
        self._choose("scope", self._scopes())
        self._choose("projects", [(str(row.pk), str(row)) for row in projects_to_choose(user)])
        self._choose("present", [(key, str(row)) for key, row in self._people.items()])

    def _choose(self, name: str, choices: list[Any]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]  # a ChoiceField has them

    def _scopes(self) -> list[Any]:
        labels = dict(MeetingScope.choices)
        choices: list[Any] = [(MeetingScope.MINE.value, labels[MeetingScope.MINE])]
        for title, rows in ((_("Departments"), self._departments), (_("Customers"), self._customers)):
            if rows:
                choices.append((title, [(key, str(row)) for key, row in rows.items()]))
        return [*choices, (MeetingScope.CHOSEN.value, labels[MeetingScope.CHOSEN])]

    def chosen_scope(self) -> Scope:
        """Return the scope that was chosen."""
        key = self.cleaned_data["scope"]
        if key in self._departments:
            return Scope(MeetingScope.DEPARTMENT, department=self._departments[key])
        if key in self._customers:
            return Scope(MeetingScope.CUSTOMER, customer=self._customers[key])
        if key == MeetingScope.CHOSEN:
            return Scope(MeetingScope.CHOSEN, projects=[int(pk) for pk in self.cleaned_data["projects"]])
        return Scope(MeetingScope.MINE)

    def chosen_people(self) -> list[User]:
        """Return the people who are there."""
        return [self._people[key] for key in self.cleaned_data["present"]]


class PeopleForm(forms.Form):
    """Who is there."""

    present = forms.MultipleChoiceField(
        label=gettext_lazy("Who is there besides the chair"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, meeting: Meeting, data: Mapping[str, Any] | None = None) -> None:
        there = {str(pk) for pk in meeting.present.values_list("pk", flat=True)}
        super().__init__(data, initial={"present": there})
        self._people = {str(row.pk): row for row in active_people().exclude(pk=meeting.chair_id or 0)}
        self._people |= {str(row.pk): row for row in meeting.present.exclude(pk=meeting.chair_id or 0)}
        choices = [(key, str(row)) for key, row in self._people.items()]
        self.fields["present"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField has them

    def chosen_people(self) -> list[User]:
        """Return the people who are there."""
        return [self._people[key] for key in self.cleaned_data["present"]]


class NotesForm(forms.Form):
    """The notes of a meeting; `seen` is what stood there when the writing began."""

    notes = forms.CharField(
        label=gettext_lazy("Notes"), required=False, strip=False, widget=forms.Textarea(attrs={"rows": 12})
    )
    seen = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)
