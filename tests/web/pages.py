"""What page tests say often."""

from django.test import Client

from genjin.people.models import User


def signed_in(user: User, language: str = "zh-hans") -> Client:
    """Return a browser in which this person is signed in."""
    client = Client(headers={"accept-language": language})
    client.force_login(user)
    return client
