"""Plain text as HTML: links, mentions and line breaks, and nothing else that somebody typed."""

import re
from collections.abc import Collection

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from genjin.text.mentions import Part, mention_parts

# up to the first sign that ends a sentence in Chinese, for no blank follows an address there
LINK = re.compile(r"https?://[^\s<>\"'，。；：！？、（）【】《》“”‘’]+", re.IGNORECASE)
ENDS_SENTENCE = ".,;:!?)]}"


def said(text: str, names: Collection[str]) -> SafeString:
    """Return the text as HTML; `names` are those that stand behind an @ as mentions."""
    return format_html_join("", "{}", ((_part(part),) for part in mention_parts(text, names)))


def excerpt(text: str, length: int = 80) -> str:
    """Return the beginning of a text in one line."""
    line = " ".join(text.split())
    return line if len(line) <= length else f"{line[: length - 1]}…"


def _part(part: Part) -> SafeString:
    text = part.text
    if part.name:
        return format_html('<b class="mention">{}</b>', text)
    pieces: list[SafeString] = []
    done = 0
    for found in LINK.finditer(text):
        address = found[0].rstrip(ENDS_SENTENCE)
        pieces.append(_lines(text[done : found.start()]))
        pieces.append(format_html('<a href="{0}" target="_blank" rel="noopener noreferrer nofollow">{0}</a>', address))
        done = found.start() + len(address)
    pieces.append(_lines(text[done:]))
    return format_html_join("", "{}", ((piece,) for piece in pieces))


def _lines(text: str) -> SafeString:
    return format_html_join(SafeString("<br>"), "{}", ((line,) for line in text.split("\n")))
