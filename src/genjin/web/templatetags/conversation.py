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
# what stands for the numbers until they are known: characters that no text of ours holds and nothing escapes
PK, COUNT = "\ue000", "\ue001"


@register.simple_tag
def talk_mark(key: str, pk: int, counts: Mapping[Key, int] | None) -> SafeString:
    """Draw the button that opens the conversation about a thing; nothing for a plan of an earlier day."""
    return SafeString() if counts is None else mark_of(key, pk, counts.get((key, pk), 0))


@register.simple_tag
def blank_talk_mark() -> SafeString:
    """Draw the mark that a row of the plan table gets with its first thread."""
    return mark_of("followup", 0, 0, is_in_table=True)


def mark_of(key: str, pk: int, count: int, *, is_in_table: bool = False) -> SafeString:
    """Return the mark; the plan table opens it by its own means. Only numbers are put into what was escaped once."""
    pattern = _pattern(get_language(), key, has_threads=bool(count), is_in_table=is_in_table)
    return SafeString(pattern % {"pk": pk, "count": count})


@cache
def _pattern(_language: str | None, key: str, *, has_threads: bool, is_in_table: bool) -> str:
    """Return the marks of a kind of thing as a pattern: a page of a long plan has hundreds."""
    none, words = gettext("Conversation"), gettext("Open threads: {count}")
    label = words.replace("{count}", COUNT) if has_threads else none
    html = format_html(
        '<button type="button" class="talk-mark{}" {} data-talk="{}-{}" data-none="{}" data-words="{}"'
        ' aria-label="{}" title="{}">{}<span>{}</span></button>',
        " has" if has_threads else "",
        SafeString('data-command="talk" tabindex="-1"') if is_in_table else _opening(key),
        key,
        PK,
        none,
        words,
        label,
        label,
        icon("message-circle"),
        COUNT if has_threads else "",
    )
    return html.replace("%", "%%").replace(PK, "%(pk)d").replace(COUNT, "%(count)d")


def _opening(key: str) -> SafeString:
    before, _zero, after = reverse("conversation", args=[key, 0]).rpartition("0")
    address = f"{before}{PK}{after}"
    return format_html('id="talk-{}-{}" hx-get="{}" hx-target="#side-panel" hx-swap="innerHTML"', key, PK, address)
