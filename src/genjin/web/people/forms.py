"""Forms of people, invitations and departments."""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.contrib.auth.forms import UsernameField
from django.core.validators import validate_email
from django.utils.translation import gettext, gettext_lazy, pgettext_lazy

from genjin.people.models import Department, Role, User
from genjin.people.policies import BELOW_MANAGER
from genjin.people.queries.departments import departments_looked_after
from genjin.people.queries.people import active_people

MOST_INVITED = 50
EMAIL = re.compile(r"[<(（]?([^\s<>()（）,，;；]+@[^\s<>()（）,，;；]+)[>)）]?")


if TYPE_CHECKING:
    ModelForm = forms.ModelForm[User]
else:
    ModelForm = forms.ModelForm


class PersonForm(ModelForm):
    class Meta:
        model = User
        fields = ["name", "email", "role", "department"]
        labels = {"name": gettext_lazy("Name"), "email": gettext_lazy("E-mail")}

    def __init__(self, data: Mapping[str, Any] | None = None, *, instance: User, by: User) -> None:
        super().__init__(data, instance=instance)
        choices = cast("forms.ModelChoiceField[Department]", self.fields["department"])
        choices.queryset = departments_looked_after(by)
        choices.empty_label = gettext("None")
        self.fields["role"].disabled = instance.pk == by.pk


class InvitationForm(forms.Form):
    """Several people at once: one a line, the e-mail behind the name where there is one."""

    people = forms.CharField(
        label=gettext_lazy("Names, one a line"),
        help_text=gettext_lazy("As the plan table writes them; an e-mail may follow: 李娜 lina@example.com"),
        widget=forms.Textarea(attrs={"rows": 3, "autofocus": True}),
    )
    role = forms.ChoiceField(label=gettext_lazy("Role"), initial=Role.SALES)
    department: "forms.ModelChoiceField[Department]" = forms.ModelChoiceField(
        queryset=None, label=gettext_lazy("Department")
    )

    def __init__(self, user: User, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        roles = Role if user.is_administrator else BELOW_MANAGER
        cast("forms.ChoiceField", self.fields["role"]).choices = [(role.value, role.label) for role in roles]
        department = cast("forms.ModelChoiceField[Department]", self.fields["department"])
        department.queryset = departments_looked_after(user)
        department.required = not user.is_administrator
        department.empty_label = gettext("None") if user.is_administrator else None

    def clean_people(self) -> list[tuple[str, str]]:
        """Return names with e-mail addresses ("" where there is none)."""
        found = []
        for line in self.cleaned_data["people"].splitlines():
            email = EMAIL.search(line)
            name = EMAIL.sub(" ", line).strip(" \t,，;；、")
            if email:
                _check_email(email[1])
            if name or email:
                found.append((name or email[1].split("@")[0] if email else name, email[1] if email else ""))
        if len(found) > MOST_INVITED:
            raise forms.ValidationError(gettext("Invite at most 50 people at once."))
        return found


def _check_email(word: str) -> None:
    """Refuse what is no e-mail address, and say which of many it is."""
    try:
        validate_email(word)
    except forms.ValidationError as error:
        raise forms.ValidationError(gettext("“%(word)s” is not an e-mail address.") % {"word": word}) from error


class WelcomeForm(forms.Form):
    """What an invited person chooses."""

    username = UsernameField(label=gettext_lazy("User name"), max_length=150)
    password = forms.CharField(
        label=gettext_lazy("Password"), strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )
    again = forms.CharField(
        label=gettext_lazy("Password, once more"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean(self) -> dict[str, Any]:
        """Refuse two passwords that differ."""
        data = super().clean() or {}
        if data.get("password") and data.get("again") and data["password"] != data["again"]:
            self.add_error("again", gettext("The two passwords differ."))
        return data


class DepartmentForm(forms.Form):
    name = forms.CharField(label=pgettext_lazy("of a department", "Name"), max_length=100)
    parent: "forms.ModelChoiceField[Department]" = forms.ModelChoiceField(
        queryset=None,
        label=gettext_lazy("Belongs to"),
        required=False,
        empty_label=gettext_lazy("Nothing above it"),
    )
    managers: "forms.ModelMultipleChoiceField[User]" = forms.ModelMultipleChoiceField(
        queryset=None,
        label=gettext_lazy("Managers"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self, user: User, data: Mapping[str, Any] | None = None, *, department: Department | None = None
    ) -> None:
        initial = {}
        if department:
            managers = list(department.managers.all())
            initial = {"name": department.name, "parent": department.parent_id, "managers": managers}
        super().__init__(data, initial=initial)
        cast("forms.ModelChoiceField[Department]", self.fields["parent"]).queryset = departments_looked_after(user)
        people = active_people().exclude(role=Role.GUEST)
        if department:
            people = people | department.managers.all()
        cast("forms.ModelMultipleChoiceField[User]", self.fields["managers"]).queryset = people.distinct()


class RulesForm(forms.Form):
    needs_second_factor = forms.BooleanField(
        label=gettext_lazy("Everybody needs a second factor"),
        help_text=gettext_lazy("Who has none sets one up at the next sign-in, before anything else."),
        required=False,
    )
