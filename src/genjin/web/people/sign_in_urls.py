"""Addresses of signing in: allauth's own.

What would let people in, or change their e-mail, by themselves is closed: people are invited, and it is by their e-mail
that a provider elsewhere knows them.
"""

from allauth.account import views
from allauth.mfa.base import views as second_factor
from allauth.socialaccount import views as elsewhere
from allauth.socialaccount.providers.openid_connect import views as openid_connect
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, re_path


@login_not_required
def closed(request: HttpRequest, **_parts: str) -> HttpResponse:  # noqa: ARG001  a view takes it
    """Say that there is nothing here; allauth only wants to know an address of this name."""
    raise Http404


urlpatterns = [
    path("login/", views.login, name="account_login"),
    path("logout/", views.logout, name="account_logout"),
    path("inactive/", views.account_inactive, name="account_inactive"),
    path("reauthenticate/", views.reauthenticate, name="account_reauthenticate"),
    path("password/change/", views.password_change, name="account_change_password"),
    path("password/set/", views.password_set, name="account_set_password"),
    path(
        "password/reset/key/done/",
        views.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        views.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("second-factor/", second_factor.authenticate, name="mfa_authenticate"),
    path("second-factor/again/", second_factor.reauthenticate, name="mfa_reauthenticate"),
    path("with/<slug:provider_id>/", openid_connect.login, name="openid_connect_login"),
    path("with/<slug:provider_id>/callback/", openid_connect.callback, name="openid_connect_callback"),
    path("cancelled/", elsewhere.login_cancelled, name="socialaccount_login_cancelled"),
    path("error/", closed, name="socialaccount_login_error"),
    path("with/signup", closed, name="socialaccount_signup"),
    path("with/connections", closed, name="socialaccount_connections"),
    path("signup/", closed, name="account_signup"),
    path("email/", closed, name="account_email"),
    path("confirm-email/", closed, name="account_email_verification_sent"),
    re_path(r"^confirm-email/(?P<key>[-:\w]+)/$", closed, name="account_confirm_email"),
    path("password/reset/", closed, name="account_reset_password"),
    path("password/reset/done/", closed, name="account_reset_password_done"),
    path("login/code/confirm/", closed, name="account_confirm_login_code"),
]
