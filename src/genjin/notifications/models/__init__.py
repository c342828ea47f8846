"""What people are told, and how it reaches them."""

from genjin.notifications.models.channel import ROBOTS, Channel, ChannelKind
from genjin.notifications.models.delivery import Delivery, DeliveryState, Envelope
from genjin.notifications.models.notification import Notification
from genjin.notifications.models.notification_line import NotificationLine
from genjin.notifications.models.preference import Preference
from genjin.notifications.models.raised_reminder import RaisedReminder
from genjin.notifications.models.topic import Pace, Topic, Way

__all__ = [
    "ROBOTS",
    "Channel",
    "ChannelKind",
    "Delivery",
    "DeliveryState",
    "Envelope",
    "Notification",
    "NotificationLine",
    "Pace",
    "Preference",
    "RaisedReminder",
    "Topic",
    "Way",
]
