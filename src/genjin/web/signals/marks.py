"""Words that carry a signal, marked in the text in which they stand."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from genjin.planning.models import BuyingSignal, SignalState

# how much of the text around the words is shown where the whole cell would be too long
AROUND = 60
ENDS = "。！？!?；;\n"


@dataclass(frozen=True, slots=True)
class Mark:
    """Words to be marked, and the chip that names their signal: `kind` is `pos` or `neg`."""

    words: str
    kind: str
    title: str
    is_new: bool

    @property
    def css(self) -> str:
        """Return the classes of what is drawn for it."""
        return f"{self.kind} is-new" if self.is_new else self.kind

    @property
    def help(self) -> str:
        """Return what is said of it where the pointer rests."""
        state = gettext("not confirmed yet") if self.is_new else gettext("confirmed")
        return f"{self.title} · {state}"


def label_of(signal: BuyingSignal) -> str:
    """Return a signal's type and polarity: 预算 −."""
    return f"{signal.get_type_display()} {'+' if signal.is_for_us else '−'}"


def mark_of(signal: BuyingSignal) -> Mark:
    """Return the mark of one signal."""
    kind = "pos" if signal.is_for_us else "neg"
    return Mark(signal.evidence, kind, label_of(signal), signal.state == SignalState.NEW)


def marks_of(signals: Iterable[BuyingSignal]) -> list[Mark]:
    """Return the marks of the signals that count or may count: not of dismissed ones."""
    return [mark_of(signal) for signal in signals if signal.state != SignalState.DISMISSED]


def marked(text: str, marks: Sequence[Mark]) -> SafeString:
    """Return the text as HTML with the words of the marks in it marked; of two that overlap the first one counts."""
    parts: list[str] = []
    at = 0
    for start, mark in sorted(_places(text, marks), key=lambda place: place[0]):
        if start < at:
            continue
        end = start + len(mark.words)
        words = escape(text[start:end])
        parts += [escape(text[at:start]), f'<mark class="sig {mark.css}" title="{escape(mark.help)}">{words}</mark>']
        at = end
    return mark_safe("".join([*parts, escape(text[at:])]))  # noqa: S308  every text in it went through escape()


def chips(marks: Iterable[Mark]) -> SafeString:
    """Return the chips of the marks as HTML."""
    html = " ".join(
        f'<span class="chip sig-chip {mark.css}" title="{escape(mark.help)}">{escape(mark.title)}</span>'
        for mark in marks
    )
    return mark_safe(html)  # noqa: S308  every text in it went through escape()


def sentence_around(text: str, words: str) -> str:
    """Return the sentence in which the words stand, cut where it is long; the words alone if they are gone."""
    start = text.find(words)
    if start < 0 or not words:
        return words
    end = start + len(words)
    first = max([text.rfind(mark, 0, start) + 1 for mark in ENDS])
    last = min([at for mark in ENDS if (at := text.find(mark, end)) >= 0], default=len(text))
    before = "…" if first < start - AROUND else ""
    after = "…" if last > end + AROUND else ""
    return before + text[max(first, start - AROUND) : min(last, end + AROUND)].strip() + after


def _places(text: str, marks: Iterable[Mark]) -> Iterable[tuple[int, Mark]]:
    return ((at, mark) for mark in marks if mark.words and (at := text.find(mark.words)) >= 0)
