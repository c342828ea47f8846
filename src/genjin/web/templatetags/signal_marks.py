"""Words that carry a signal, as templates mark them."""

from collections.abc import Sequence

from django import template
from django.utils.safestring import SafeString

from genjin.web.signals import marks

register = template.Library()


@register.filter
def with_marks(text: str, found: Sequence[marks.Mark]) -> SafeString | str:
    """Write a text with the words of the marks in it marked."""
    return marks.marked(text, found) if found else text


@register.filter
def mark_chips(found: Sequence[marks.Mark]) -> SafeString:
    """Write the chips of the marks."""
    return marks.chips(found)
