"""How allauth behaves here."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.http import HttpRequest

from genjin.core import clock
from genjin.people.queries.second_factor import needs_second_factor

SIGNED_IN_BY = "account_authentication_methods"  # where allauth keeps in the session how and when somebody signed in
JUST_NOW = 300  # seconds


class NoSignUp(DefaultAccountAdapter):
    """People are invited; nobody signs up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002  allauth names it
        """Refuse every sign-up."""
        return False

    def is_reauthentication_required(self, *, app: str, **kwargs: object) -> bool:
        """Ask for the password once more, but not of who has just signed in."""
        said = context.request.session.get(SIGNED_IN_BY) or [{}]
        return clock.now().timestamp() - said[-1].get("at", 0) > JUST_NOW and bool(
            super().is_reauthentication_required(app=app, **kwargs)
        )


class SecondFactor(DefaultMFAAdapter):
    """Where everybody needs a second factor, nobody removes the own one."""

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:  # noqa: ARG002  allauth names it
        """Tell whether a second factor may be taken away."""
        return not needs_second_factor()
