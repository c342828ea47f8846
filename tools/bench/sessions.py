"""Signed-in sessions for clients that are no browsers."""

from django.conf import settings
from django.middleware.csrf import CSRF_SECRET_LENGTH
from django.test import Client
from django.utils.crypto import get_random_string

from genjin.people.models import User


def signed_in_headers(user: User) -> dict[str, str]:
    """Return the headers of a browser in which this person is signed in."""
    client, token = Client(), get_random_string(CSRF_SECRET_LENGTH)
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    cookies = f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={token}"
    return {"Cookie": cookies, "X-CSRFToken": token}
