"""The kinds of channels; one folder each, named here."""

from collections.abc import Mapping

from genjin.notifications.channels.base import ChannelType
from genjin.notifications.channels.email.send import CHANNEL as EMAIL
from genjin.notifications.channels.robots.dingtalk import ROBOT as DINGTALK
from genjin.notifications.channels.robots.feishu import ROBOT as FEISHU
from genjin.notifications.channels.robots.wecom import ROBOT as WECOM
from genjin.notifications.channels.services.send import CHANNEL as SERVICE
from genjin.notifications.channels.webhook.send import CHANNEL as WEBHOOK
from genjin.notifications.models import ChannelKind

CHANNEL_TYPES: Mapping[str, ChannelType] = {
    ChannelKind.EMAIL: EMAIL,
    ChannelKind.WECOM: WECOM,
    ChannelKind.DINGTALK: DINGTALK,
    ChannelKind.FEISHU: FEISHU,
    ChannelKind.WEBHOOK: WEBHOOK,
    ChannelKind.SERVICE: SERVICE,
}
