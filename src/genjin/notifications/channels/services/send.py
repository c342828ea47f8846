"""Other services, through Apprise: those whose server is always the same public one.

Apprise knows a hundred more, but with most of them the address says which server is called, so that anybody could have
ours call an inside one; others run programs or read files. Options after a `?` are refused for the same reason.
"""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from genjin.core.errors import Wording
from genjin.notifications.channels.base import Message, NotSent
from genjin.notifications.models import Channel

if TYPE_CHECKING:
    from apprise import NotifyBase

# Apprise's own names: 微信 by Server酱, WxPusher and PushPlus; Telegram, Slack, Discord, Pushover
SERVICES = ("schan", "wxpusher", "pushplus", "tgram", "slack", "discord", "pover")
LONGEST = 3000


class Service:
    """Apprise only says yes or no: a no is tried again, so that in rare cases a message arrives twice."""

    is_repeatable = True

    def problem(self, address: str, /) -> Wording | None:
        """Return what is wrong with an address."""
        scheme, mark, _rest = address.partition("://")
        if not mark or scheme not in SERVICES:
            return _("Write an Apprise address that begins with one of: %(names)s.") % {
                "names": ", ".join(f"{name}://" for name in SERVICES)
            }
        if "?" in address or _plugin(address) is None:
            return _("Apprise cannot read this address; options after a ? are not taken.")
        return None

    def send(self, channel: Channel, message: Message) -> None:
        """Send it through Apprise."""
        problem = self.problem(channel.address)
        plugin = None if problem is not None else _plugin(channel.address)
        if plugin is None:
            raise NotSent(str(problem))
        if not plugin.notify(title=message.title, body=message.plain[:LONGEST] or message.title):
            raise NotSent("Apprise: not sent")


def _plugin(address: str) -> "NotifyBase | None":
    import apprise  # noqa: PLC0415  it reads all its hundred modules: only where somebody uses it

    asset = apprise.AppriseAsset(app_id="Genjin", http_redirects=False, secure_logging=True)
    return apprise.Apprise.instantiate(address, asset=asset, suppress_exceptions=True)


CHANNEL = Service()
