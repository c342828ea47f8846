"""A chat that answers, and channels that lead to it."""

from collections.abc import Iterator

import pytest
from pytest_django.fixtures import Settings

from tests.notifications.fake_chat import FakeChat, fake_chat


@pytest.fixture
def chat(settings: Settings) -> Iterator[FakeChat]:
    """A server in the house that robots and webhooks may call."""
    with fake_chat() as server:
        settings.ROBOT_HOSTS = [server.host]
        settings.WEBHOOKS_INSIDE = True
        yield server
