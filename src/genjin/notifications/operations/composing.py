"""What an envelope says when it is sent: only what is still unread, and only what the person may still see."""

from collections.abc import Iterable, Sequence

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from genjin.notifications.channels.base import Message, Paragraph
from genjin.notifications.models import Channel, ChannelKind, Delivery, Envelope, Notification, NotificationLine
from genjin.notifications.queries.preferences import preference_of
from genjin.notifications.wording import line_words, subject_words
from genjin.people.models import User
from genjin.pipeline.queries.projects import visible_customers, visible_projects

OFF_SALT = "notifications.mail-off"
MOST_PARAGRAPHS = 60


def composed(delivery: Delivery) -> Message | None:
    """Return the message in the language and zone of whoever gets it, None where there is nothing left to say."""
    channel, key = delivery.channel, f"genjin-{delivery.pk}-{delivery.created_at:%Y%m%d%H%M%S%f}"
    if delivery.envelope == Envelope.POST:
        is_gone = delivery.project is not None and delivery.project.is_deleted
        post = Message(key=key, title=delivery.title, text=delivery.text, language=channel.language)
        return None if is_gone else post
    person = channel.person
    if person is None or not person.is_active:
        return None
    told = _still_to_tell(delivery, person)
    if not told:
        return None
    preference = preference_of(person)
    with translation.override(preference.language), timezone.override(preference.zone):
        return Message(
            key=key,
            title=_title(delivery, told),
            text=_left_out(told),
            language=preference.language,
            paragraphs=[_paragraph(notification, lines) for notification, lines in told[:MOST_PARAGRAPHS]],
            settings_address=_address(reverse("notification-settings")),
            off_address=_off_address(channel),
        )


Told = Sequence[tuple[Notification, list[NotificationLine]]]


def _still_to_tell(delivery: Delivery, person: User) -> Told:
    """Return the news by notification, without what was read since and what may no longer be seen."""
    lines = delivery.lines.select_related("notification__project__customer", "notification__customer", "by")
    found: dict[int, tuple[Notification, list[NotificationLine]]] = {}
    for line in lines.order_by("at", "pk"):
        read_at = line.notification.read_at
        if read_at is None or read_at < line.at:
            found.setdefault(line.notification_id, (line.notification, []))[1].append(line)
    seen = still_visible(person, [notification for notification, _lines in found.values()])
    return [pair for pk, pair in found.items() if pk in seen]


def still_visible(person: User, notifications: Iterable[Notification]) -> set[int]:
    """Return the ids of those whose project or customer the person may see today."""
    rows = list(notifications)
    projects = {row.project_id for row in rows if row.project_id}
    customers = {row.customer_id for row in rows if row.customer_id and not row.project_id}
    may_see = set(visible_projects(person).filter(pk__in=projects).values_list("pk", flat=True)) if projects else set()
    known = set(visible_customers(person).filter(pk__in=customers).values_list("pk", flat=True)) if customers else set()
    return {
        row.pk
        for row in rows
        if (row.project_id in may_see if row.project_id else row.customer_id is None or row.customer_id in known)
    }


def _title(delivery: Delivery, told: Told) -> str:
    if delivery.envelope == Envelope.DAILY:
        return ngettext("Genjin: your day, %(count)s thing", "Genjin: your day, %(count)s things", len(told)) % {
            "count": len(told)
        }
    notification, lines = told[0]
    first = _("%(label)s: %(text)s") % {"label": subject_words(notification), "text": line_words(lines[-1])}
    if len(told) == 1:
        return first
    more = ngettext("and %(count)s more", "and %(count)s more", len(told) - 1) % {"count": len(told) - 1}
    return f"{first} ({more})"


def _left_out(told: Told) -> str:
    left = len(told) - MOST_PARAGRAPHS
    return _("The first of %(count)s things; the others stand in Genjin.") % {"count": len(told)} if left > 0 else ""


def _paragraph(notification: Notification, lines: Iterable[NotificationLine]) -> Paragraph:
    address = _address(reverse("notification", args=[notification.pk]))
    return Paragraph(subject_words(notification), address, [line_words(line) for line in lines])


def _address(path: str) -> str:
    return f"{settings.PUBLIC_URL}{path}" if settings.PUBLIC_URL else ""


def _off_address(channel: Channel) -> str:
    if channel.kind != ChannelKind.EMAIL:
        return ""
    return _address(reverse("mail-off", args=[signing.dumps(channel.pk, salt=OFF_SALT)]))
