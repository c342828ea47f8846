"""The marks that say how many threads are open about a thing."""

from collections.abc import Mapping
from functools import cache

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from genjin.conversation.queries.threads import Key
from genjin.web.templatetags.genjin import icon

register = template.Library()


@register.simple_tag
def talk_mark(key: str, pk: int, counts: Mapping[Key, int] | None) -> SafeString:
    """Draw the button that opens the conversation about a thing; nothing for a plan of an earlier day."""
    if counts is None:
        return SafeString()
    return mark_of(key, pk, counts.get((key, pk), 0), address=reverse("conversation", args=[key, pk]))


@register.simple_tag
def blank_talk_mark() -> SafeString:
    """Draw the mark that a row of the plan table gets with its first thread."""
    return mark_of("followup", 0, 0)


def mark_of(key: str, pk: int | str, count: int, *, address: str = "") -> SafeString:
    """Return the mark; without an address it is one of the plan table, which opens it by its own means."""
    none, words = _words(get_language())
    deed = (
        format_html('id="talk-{}-{}" hx-get="{}" hx-target="#side-panel" hx-swap="innerHTML"', key, pk, address)
        if address
        else SafeString('data-command="talk" tabindex="-1"')
    )
    return format_html(
        '<button type="button" class="talk-mark{}" {} data-talk="{}-{}" data-none="{}" data-words="{}"'
        ' aria-label="{}" title="{}">{}<span>{}</span></button>',
        " has" if count else "",
        deed,
        key,
        pk,
        none,
        words,
        (label := words.replace("{count}", str(count)) if count else none),
        label,
        icon("message-circle"),
        count or "",
    )


@cache
def _words(_language: str | None) -> tuple[str, str]:
    return gettext("Conversation"), gettext("Open threads: {count}")
