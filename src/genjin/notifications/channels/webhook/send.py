"""A person's own webhook: one JSON object by POST, to be read by a program of this person's."""

from http import HTTPStatus
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from genjin.core.errors import Wording
from genjin.notifications.channels.base import Message, NotSent, TryLater
from genjin.notifications.channels.web_request import post_json
from genjin.notifications.models import Channel

A_MINUTE = 60


class Webhook:
    """`Idempotency-Key` is the same when a message is sent again, so that it may be."""

    is_repeatable = True

    def problem(self, address: str, /) -> Wording | None:
        """Return what is wrong with an address. Whether its host is inside is looked at when it is called."""
        parts = urlsplit(address)
        schemes = {"http", "https"} if settings.WEBHOOKS_INSIDE else {"https"}
        try:
            fits = parts.scheme in schemes and bool(parts.hostname) and (parts.port or 1) > 0 and not parts.username
        except ValueError:  # a port that is none
            fits = False
        return None if fits else _("Write an address that begins with https://.")

    def send(self, channel: Channel, message: Message) -> None:
        """Post the message as JSON."""
        problem = self.problem(channel.address)
        if problem is not None:
            raise NotSent(str(problem))
        content = {
            "title": message.title,
            "text": message.plain,
            "news": [
                {"subject": part.heading, "address": part.address, "lines": list(part.lines)}
                for part in message.paragraphs
            ],
        }
        reply = post_json(
            channel.address,
            content,
            may_be_inside=settings.WEBHOOKS_INSIDE,
            headers={"Idempotency-Key": message.key},
        )
        # a server that is down says 503 as well; only one that says when is busy
        says_when = reply.retry_after.isascii() and reply.retry_after.isdigit()
        if reply.status == HTTPStatus.TOO_MANY_REQUESTS or (
            reply.status == HTTPStatus.SERVICE_UNAVAILABLE and says_when
        ):
            wait = int(reply.retry_after) if says_when else A_MINUTE
            raise TryLater(f"HTTP {reply.status}", seconds=min(max(wait, 1), 3600))
        if not HTTPStatus.OK <= reply.status < HTTPStatus.MULTIPLE_CHOICES:
            raise NotSent(f"HTTP {reply.status}")


CHANNEL = Webhook()
