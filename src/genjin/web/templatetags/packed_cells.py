"""The lists in packed cells, written in Python: as template loops they took most of the time of a page of rows."""

from collections.abc import Iterable, Sequence
from functools import cache

from django import template
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from genjin.web.planning.row_data import ActionLine, AnsweredLine
from genjin.web.signals.marks import Mark, chips, marked

register = template.Library()
LONG, LINES = 100, 12


@register.filter
def action_list(lines: Sequence[ActionLine], may_edit: bool) -> SafeString:  # noqa: FBT001  a filter's argument has no name
    """Write actions as a list: content, doer, day, and whether it is done or late."""
    ticks = _ticks(get_language()) if may_edit else ("", "")
    return _list(
        f'<li data-action="{line.pk}"{_state(line)}>{escape(line.content)} '
        f'<span class="who">{ticks[line.state == "done"]}{_who(line)}</span>'
        for line in lines
    )


@register.filter
def answered_list(lines: Sequence[AnsweredLine], marks: Sequence[Mark] = ()) -> SafeString:
    """Write objections or risks as a list, each with its answer; words that carry a signal are marked."""
    html = _list(
        f'<li>{_words(line.content, marks)} <span class="answer">→ {escape(line.response)}</span>'
        if line.response
        else f"<li>{_words(line.content, marks)}"
        for line in lines
    )
    return html + _chips(marks)


@register.filter
def long_text(text: str, marks: Sequence[Mark] = ()) -> str:
    """Write a text; one that could make its row higher than a screen is cut off there, and opens with the cell.

    Words that carry a signal are marked, and named below it.
    """
    words: str = marked(text, marks) if marks else text
    whole = format_html('<div class="long">{}</div>', words) if len(text) > LONG or text.count("\n") > LINES else words
    return whole + _chips(marks) if marks else whole


def _words(text: str, marks: Sequence[Mark]) -> str:
    return marked(text, marks) if marks else escape(text)


def _chips(marks: Sequence[Mark]) -> SafeString:
    return format_html('<div class="sig-chips">{}</div>', chips(marks)) if marks else SafeString()


@cache
def _ticks(_language: str | None) -> tuple[str, str]:
    """Return the button that marks an open action as done, and the one that opens a done one again."""
    open_words, done_words = escape(gettext("Mark as done")), escape(gettext("Open again"))
    button = '<button type="button" class="tick" tabindex="-1" aria-label="{0}" title="{0}"></button>'
    return button.format(open_words), button.format(done_words)


def _list(items: Iterable[str]) -> SafeString:
    html = "</li>".join(items)
    # every text in it went through escape() above
    return mark_safe(f'<ol class="cell">{html}</li></ol>' if html else "")  # noqa: S308


def _state(line: ActionLine) -> str:
    return f' class="is-{line.state}"' if line.state else ""


def _who(line: ActionLine) -> str:
    doer = escape(line.doer)
    if line.late:
        return f'{doer} <b class="late">{line.day} {escape(line.late)}</b>'
    between = " · " if doer and line.day else ""
    if line.state == "done":
        return f"{doer}{between}<span>{line.day} ✓</span>"
    return f"{doer}{between}<b>{line.day}</b>" if line.day else doer
