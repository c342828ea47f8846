"""Saying something in a group's chat, through its robot."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from genjin.core import clock
from genjin.core.errors import RuleBroken, WrongState
from genjin.notifications.models import Channel, Delivery, Envelope
from genjin.pipeline.models import Project

LONGEST_TITLE = 200
LONGEST_TEXT = 20_000
# what a robot would read as a link, a mention or emphasis, in letters that look alike and mean nothing
HARMLESS = str.maketrans("[]<>*_`#", "［］＜＞＊＿｀＃")


@transaction.atomic
def post_to_robot(channel: Channel, title: str, text: str, *, project: Project | None = None) -> Delivery:
    """Queue a message for the chat of a group: it is sent by a worker, a moment later, with everything that befits.

    `text` is plain text or the markdown that the makers share (**bold**, lists, links). Who may post is the caller's to
    ask (`policies.can_post`, `robots_to_post_to`). Refuses a person's channel, an empty message, and one switched off.
    """
    if not channel.is_of_group:
        raise RuleBroken(_("This is a person's own channel, not a group's robot."), field="channel")
    if not title.strip():
        raise RuleBroken(_("A message needs a title."), field="title")
    if not channel.is_active:
        raise WrongState(_("This channel is switched off."))
    return queue_post(channel, title, text, project_id=project.pk if project else None)


def harmless(words: str) -> str:
    """Return words that somebody typed so that no robot takes them for a link, a mention or a heading."""
    return words.translate(HARMLESS)


def queue_post(channel: Channel, title: str, text: str, *, project_id: int | None = None) -> Delivery:
    """Store an envelope with words of its own."""
    return Delivery.objects.create(
        channel=channel,
        envelope=Envelope.POST,
        title=" ".join(title.split())[:LONGEST_TITLE],
        text=text.strip()[:LONGEST_TEXT],
        project_id=project_id,
        not_before=clock.now(),
        created_at=clock.now(),
    )
