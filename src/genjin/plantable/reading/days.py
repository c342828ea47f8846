"""The day in a follow-up date cell."""

import re
from datetime import date
from typing import Final

from genjin.text.dates import find_dates, read_date

_AROUND: Final = re.compile(
    r"[（(][一二三四五六日天][)）]|[\s,，;；、()（）\[\]【】至到~～\-—–]+|(?:周|星期|礼拜)[一二三四五六日天]|上午|下午|晚上|中午|早上|傍晚|全天|am|pm|\d{1,2}[:：]\d{2}(?::\d{2})?|\d{1,2}点(?:半|\d{1,2}分?)?",
    re.IGNORECASE,
)
_WEEKDAY: Final = re.compile(r"[\s/（(]*(?:周|星期|礼拜)[一二三四五六日天][\s)）]*")
_ODD_SIGNS: Final = re.compile(r"(?:(?:20)?\d\d[。．、\\·])?\d{1,2}[。．、\\·]\d{1,2}")


def read_day(text: str, reference: date) -> tuple[date | None, str]:
    """The day that a date cell means, and its text where that says more than the day (电话, 待定) or several days.

    Of a range the last day counts.
    """
    if not text:
        return None, ""
    found = read_date(text, reference=reference, tense="past") or read_date(
        _plain(text), reference=reference, tense="past"
    )
    if found is not None:
        return found.last, ""
    dates = find_dates(text, reference=reference, tense="past")
    if not dates:
        return None, text
    rest = text
    for each in reversed(dates):
        rest = rest[: each.start] + rest[each.end :]
    rest = _AROUND.sub("", rest)
    return dates[-1].last, text if rest or len(dates) > 1 else ""


def _plain(text: str) -> str:
    """A date as figures without the day of the week beside it, its signs made plain: 3.5/周四, 2026、3、5."""
    if not re.search(r"\d", text):
        return text
    bare = _WEEKDAY.sub("", text).strip()
    return re.sub(r"[。．、\\·]", ".", bare) if _ODD_SIGNS.fullmatch(bare) else bare


def is_date(text: str, reference: date) -> bool:
    """Whether a text is a date and nothing else."""
    return len(text) <= 30 and read_date(text, reference=reference, tense="past") is not None
