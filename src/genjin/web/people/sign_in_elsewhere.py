"""Signing in with an OpenID Connect provider: allauth speaks with it, this says who that is here."""

from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import render

from genjin.core.errors import DomainError
from genjin.people.operations.sign_in_elsewhere import person_from_elsewhere


class KnownPeople(DefaultSocialAccountAdapter):
    """Lets in whom we know, whom we invited, and who comes from a domain that the settings name."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:  # noqa: ARG002  allauth's
        """Refuse allauth's own way of signing up."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Say who this is; whom we do not know gets a page that says so."""
        if sociallogin.is_existing:
            return
        said = self._said(sociallogin)
        person = None
        # an address that the provider has not verified is anybody's word
        if said.get("email_verified") is True or settings.OIDC.trusts_every_email:
            try:
                email, name = str(said.get("email") or ""), str(said.get("name") or "")
                person = person_from_elsewhere(email, name, domains=settings.OIDC.domains)
            except DomainError:
                person = None
        if person is None:
            page = render(request, "people/unknown.html", {"email": said.get("email", "")}, status=403)
            raise ImmediateHttpResponse(page)
        sociallogin.connect(request, person)

    def _said(self, sociallogin: SocialLogin) -> dict[str, Any]:
        """Return what the provider says of this person."""
        data = sociallogin.account.extra_data or {}
        said = data.get("userinfo") or data.get("id_token") or data
        return said if isinstance(said, dict) else {}
