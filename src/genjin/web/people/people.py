"""Who is here: the list of people, and the page of one with what an administrator does for that person."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from genjin.core import clock
from genjin.core.errors import NotAllowed, RuleBroken
from genjin.people.models import User
from genjin.people.operations.leaving import deactivate_person, make_password_link, reactivate_person
from genjin.people.operations.people import edit_person
from genjin.people.operations.second_factor import reset_second_factor
from genjin.people.operations.sessions import end_sessions
from genjin.people.policies import can_administer, can_look_after_people
from genjin.people.queries.invitations import open_invitations
from genjin.people.queries.people import people_looked_after
from genjin.people.queries.second_factor import has_second_factor, with_second_factor
from genjin.people.queries.sessions import sessions_of
from genjin.web.people.forms import PersonForm
from genjin.web.people.links import whole_address
from genjin.web.people.session_data import session_lines
from genjin.web.shared.gates import signed_in
from genjin.web.shared.htmx import answers_refusals


@require_GET
@answers_refusals
def show_people(request: HttpRequest) -> HttpResponse:
    user = looking_after(request)
    people = list(people_looked_after(user))
    shown = {
        "people": people,
        "with_second_factor": with_second_factor(people),
        "invitations": list(open_invitations(user)),
        "may_administer": can_administer(user),
    }
    return render(request, "people/list.html", shown)


@require_http_methods(["GET", "POST"])
@answers_refusals
def show_colleague(request: HttpRequest, pk: int) -> HttpResponse:
    """GET shows a person, POST changes name, e-mail, role or department."""
    user, person = signed_in(request), colleague_or_404(request, pk)
    form = PersonForm(request.POST if request.method == "POST" else None, instance=person, by=user)
    if request.method == "POST" and not can_administer(user):
        raise NotAllowed(_("Only an administrator can change people."))
    if form.is_valid():
        try:
            edit_person(person, {name: form.cleaned_data[name] for name in form.changed_data}, by=user)
            messages.success(request, _("Saved."))
            return redirect("colleague", pk)
        except RuleBroken as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal.message))
    return _show(request, pk, form, status=422 if form.is_bound else 200)


@require_http_methods(["POST", "DELETE"])
@answers_refusals
def deactivation(request: HttpRequest, pk: int) -> HttpResponse:
    """POST deactivates a person, DELETE (or POST of `again`) lets the person in again."""
    user, person = signed_in(request), colleague_or_404(request, pk)
    if request.method == "DELETE" or "again" in request.POST:
        reactivate_person(person, by=user)
        messages.success(request, _("%(name)s can sign in again.") % {"name": person})
    else:
        deactivate_person(person, by=user)
        messages.success(request, _("%(name)s can no longer sign in; every session has ended.") % {"name": person})
    return redirect("colleague", pk)


@never_cache
@require_POST
@answers_refusals
def password_link(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a link for a new password, and show it this once."""
    user, person = signed_in(request), colleague_or_404(request, pk)
    link = whole_address(request, "account_reset_password_from_key", *make_password_link(person, by=user))
    return _show(request, pk, PersonForm(instance=colleague_or_404(request, pk), by=user), link=link)


@require_http_methods(["POST", "DELETE"])
@answers_refusals
def second_factor(request: HttpRequest, pk: int) -> HttpResponse:
    """Take away a lost second factor."""
    user, person = signed_in(request), colleague_or_404(request, pk)
    reset_second_factor(person, by=user)
    messages.success(request, _("%(name)s now signs in with the password alone.") % {"name": person})
    return redirect("colleague", pk)


@require_http_methods(["POST", "DELETE"])
@answers_refusals
def sign_out(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign a person out everywhere."""
    user, person = signed_in(request), colleague_or_404(request, pk)
    end_sessions(person, by=user)
    messages.success(request, _("%(name)s is signed out everywhere.") % {"name": person})
    return redirect("colleague", pk)


def looking_after(request: HttpRequest) -> User:
    """Return who asks, if that person has people to look after."""
    user = signed_in(request)
    if not can_look_after_people(user):
        raise NotAllowed(_("Only administrators and managers of departments look after people."))
    return user


def colleague_or_404(request: HttpRequest, pk: int) -> User:
    """Return a person whom the one who asks looks after."""
    return get_object_or_404(people_looked_after(signed_in(request)), pk=pk)


def _show(request: HttpRequest, pk: int, form: PersonForm, *, link: str = "", status: int = 200) -> HttpResponse:
    user, person = signed_in(request), colleague_or_404(request, pk)
    shown = {
        "person": person,
        "form": form,
        "link": link,
        "may_administer": can_administer(user),
        "is_self": person.pk == user.pk,
        "has_second_factor": has_second_factor(person),
        "sessions": session_lines(sessions_of(person), current=""),
        "managed": list(person.managed_departments.order_by("name")),
        "now": clock.now(),
    }
    return render(request, "people/person.html", shown, status=status)
