"""The addresses of notifications and channels."""

from django.core import signing

from genjin.core import clock
from genjin.notifications.models import Channel, Delivery, Notification, Topic
from genjin.notifications.news import News
from genjin.notifications.operations.composing import OFF_SALT
from genjin.notifications.operations.robots import queue_post
from genjin.notifications.operations.tell import tell
from genjin.people.models import Department
from tests.cast import Cast
from tests.web.every_address.audiences import EVERYBODY, LING, LING_AND_ADMINISTRATORS, MANAGERS, OPEN, audience
from tests.web.every_address.line import Line

# an administrator sees that somebody has a channel, and whether it works; it stays that person's
OWNER_ALONE = audience("ling", refused="root", hidden="max bo wei ada")
TROUBLES = audience("root", refused="ling", hidden="max bo wei ada")
THOSE_ABOVE = audience("root max", hidden="ling bo wei ada")


def notification(cast: Cast) -> int:
    pk = cast.project.pk
    tell([News(Topic.HANDED_OVER, "project", pk, f"k{clock.now()}", [cast.ling.pk], project_id=pk)])
    return Notification.objects.get(person=cast.ling).pk


def channel_of_ling(cast: Cast) -> int:
    values = {"kind": "webhook", "name": "hook", "address": "https://hook.example/", "created_at": clock.now()}
    return Channel.objects.create(person=cast.ling, **values).pk


def robot(_cast: Cast) -> int:
    east, address = Department.objects.get(name="华东组"), "https://open.feishu.cn/open-apis/bot/v2/hook/1"
    values = {"kind": "feishu", "name": "群", "address": address, "department": east, "created_at": clock.now()}
    return Channel.objects.create(**values).pk


def delivery(cast: Cast) -> int:
    found = queue_post(Channel.objects.get(pk=channel_of_ling(cast)), "x", "")
    Delivery.objects.filter(pk=found.pk).update(state="failed")
    return found.pk


def mail_off(cast: Cast) -> str:
    channel = Channel.objects.create(kind="email", name="E-mail", person=cast.ling, created_at=clock.now())
    return signing.dumps(channel.pk, salt=OFF_SALT)


OF_NOTIFICATIONS = (
    Line("notifications", get=EVERYBODY),
    Line("notification-count", get=EVERYBODY),
    Line("notifications-reading", post=EVERYBODY),
    Line("notification", [notification], get=LING),
    Line("notification-reading", [notification], post=LING, delete=LING),
    Line("notification-settings", get=EVERYBODY, post=EVERYBODY),
    Line("own-channels", post=EVERYBODY),
    Line("channels", get=MANAGERS, post=MANAGERS),
    Line("channel", [robot], post=THOSE_ABOVE),
    Line("channel-test", [channel_of_ling], post=OWNER_ALONE),
    Line("channel-switch", [channel_of_ling], post=OWNER_ALONE),
    Line("channel-removal", [channel_of_ling], post=OWNER_ALONE),
    Line("delivery", [delivery], get=LING_AND_ADMINISTRATORS),
    Line("delivery-attempt", [delivery], post=TROUBLES),
    Line("mail-off", [mail_off], get=OPEN, post=OPEN),
)
