"""E-mail: one mail for each envelope, in text and HTML."""

import smtplib
from email.utils import formataddr, parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.template.loader import render_to_string
from django.utils import translation

from genjin.core.errors import Wording
from genjin.notifications.channels.base import Message, NotSent, PerhapsSent
from genjin.notifications.models import Channel


class Email:
    """The second copy of a mail has the same Message-ID, by which mail programs tell that it is one."""

    is_repeatable = True

    def problem(self, _address: str, /) -> Wording | None:
        """An e-mail channel has no address of its own."""
        return None

    def send(self, channel: Channel, message: Message) -> None:
        """Hand the mail to the mail server."""
        person = channel.person
        if person is None or not person.email:
            raise NotSent("no e-mail address")
        with translation.override(message.language):
            text = render_to_string("notifications/mail.txt", {"message": message})
            html = render_to_string("notifications/mail.html", {"message": message})
        mail = EmailMultiAlternatives(
            subject=" ".join(message.title.split()),
            body=text,
            to=[formataddr((str(person), person.email))],
            headers=_headers(message),
        )
        mail.attach_alternative(html, "text/html")
        connection = get_connection()
        mail.connection = connection
        try:
            connection.open()
        except (OSError, smtplib.SMTPException) as error:
            raise NotSent(_said(error)) from error
        try:
            mail.send()
        except (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused, ValueError) as error:
            raise NotSent(_said(error)) from error
        except (OSError, smtplib.SMTPException) as error:
            raise PerhapsSent(_said(error)) from error
        finally:
            connection.close()


def _headers(message: Message) -> dict[str, str]:
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    headers = {"Message-ID": f"<{message.key}@{domain}>", "Auto-Submitted": "auto-generated"}
    if message.off_address:
        headers |= {
            "List-Unsubscribe": f"<{message.off_address}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        }
    return headers


def _said(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"


CHANNEL = Email()
