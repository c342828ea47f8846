"""Inviting people: making links, taking them back, and what an invited person sees."""

from dataclasses import dataclass
from typing import cast

from allauth.account.utils import perform_login
from allauth.core import ratelimit
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.mail import send_mail
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from genjin.core.errors import DomainError, RuleBroken
from genjin.people.models import Department, Invitation, Role, User
from genjin.people.operations.invitations import accept_invitation, invite, revoke_invitation
from genjin.people.policies import can_invite
from genjin.people.queries.invitations import invitation_of, open_invitations
from genjin.web.people.forms import InvitationForm, WelcomeForm
from genjin.web.people.links import whole_address
from genjin.web.people.people import looking_after
from genjin.web.people.session_watch import watch_from_now
from genjin.web.shared.gates import signed_in
from genjin.web.shared.htmx import answers_refusals
from genjin.web.shared.secret_address import unlogged


@dataclass(frozen=True, slots=True)
class MadeLink:
    """An invitation with its link, shown once."""

    invitation: Invitation
    link: str
    is_mailed: bool


@never_cache
@require_http_methods(["GET", "POST"])
@answers_refusals
def invitations(request: HttpRequest) -> HttpResponse:
    """GET asks whom to invite, POST makes the links and shows them this once."""
    user = looking_after(request)
    form = InvitationForm(user, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            made = _invite_all(request, form, user)
            return render(request, "people/invited.html", {"made": made, "mails": _sends_mail()})
        except RuleBroken as refusal:
            form.add_error("people", str(refusal.message))
    shown = {"form": form, "mails": _sends_mail()}
    return render(request, "people/invite.html", shown, status=422 if form.is_bound else 200)


@require_http_methods(["POST", "DELETE"])
@answers_refusals
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an invitation back."""
    user = signed_in(request)
    revoke_invitation(get_object_or_404(open_invitations(user), pk=pk), by=user)
    messages.success(request, _("The invitation was taken back; its link no longer works."))
    return redirect("colleagues")


@never_cache
@login_not_required
@require_http_methods(["GET", "POST"])
def accept(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows an invitation, POST takes it up and signs the new colleague in."""
    return unlogged(_accept(request, token))


def _accept(request: HttpRequest, token: str) -> HttpResponse:
    if limited := ratelimit.consume_or_429(request, action="invitation", limit_get=True):
        return limited
    invitation = invitation_of(token)
    if invitation is None or not can_invite(invitation.by, invitation.role, invitation.department):
        return render(request, "people/no_invitation.html", status=404)
    if isinstance(request.user, User):
        return render(request, "people/welcome.html", {"invitation": invitation, "is_other": True})
    form = WelcomeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        username, password = form.cleaned_data["username"], form.cleaned_data["password"]
        try:
            person = accept_invitation(invitation, username=username, password=password)
            watch_from_now(request)
            return cast("HttpResponse", perform_login(request, person, email_verification="none", redirect_url="/"))
        except RuleBroken as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal.message))
        except DomainError as refusal:
            form.add_error(None, str(refusal.message))
    shown = {"invitation": invitation, "form": form}
    return render(request, "people/welcome.html", shown, status=422 if form.is_bound else 200)


def _invite_all(request: HttpRequest, form: InvitationForm, user: User) -> list[MadeLink]:
    """Invite everybody of the form or nobody; letters go out when all of it is stored."""
    role, department = Role(form.cleaned_data["role"]), form.cleaned_data["department"]
    made = []
    with transaction.atomic():
        for name, email in form.cleaned_data["people"]:
            invitation, token = _invite(name, email, role, department, user)
            made.append((invitation, whole_address(request, "invitation-acceptance", token)))
    return [MadeLink(invitation, link, _mailed(invitation, link)) for invitation, link in made]


def _invite(name: str, email: str, role: Role, department: Department | None, by: User) -> tuple[Invitation, str]:
    try:
        return invite(name, role=role, department=department, email=email, by=by)
    except RuleBroken as refusal:
        raise RuleBroken(f"{name}: {refusal.message}", field="people") from refusal


def _sends_mail() -> bool:
    """Tell whether this installation names a mail server."""
    return bool(settings.EMAIL_HOST) and settings.EMAIL_HOST != "localhost"


def _mailed(invitation: Invitation, link: str) -> bool:
    """Send the link where there is an address and a mail server; a letter that fails leaves the link to be copied."""
    if not invitation.email or not _sends_mail():
        return False
    words = render_to_string("people/invitation_letter.txt", {"invitation": invitation, "link": link})
    title = _("%(name)s invites you to Genjin") % {"name": invitation.by}
    try:
        return bool(send_mail(title, words, None, [invitation.email]))
    except OSError:  # also every refusal of the mail server: SMTPException is one
        return False
