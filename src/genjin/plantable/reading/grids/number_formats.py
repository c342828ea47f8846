"""Numbers as the sheet shows them: 0.45 under `0%` is 45 %, 1286.5 under `#,##0.00` is 1,286.50."""

import re
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache
from typing import Final

BUILT_IN: Final[dict[int, str]] = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00",
    14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm",
    21: "h:mm:ss", 22: "yyyy/m/d h:mm", 27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"', 30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"', 32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"', 36: 'yyyy"年"m"月"', 37: "#,##0",
    38: "#,##0", 39: "#,##0.00", 40: "#,##0.00", 41: "#,##0", 42: "#,##0", 43: "#,##0.00", 44: "#,##0.00",
    45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 49: "@", 50: 'yyyy"年"m"月"', 51: 'm"月"d"日"', 52: 'yyyy"年"m"月"',
    53: 'm"月"d"日"', 54: 'm"月"d"日"', 55: 'yyyy"年"m"月"', 56: 'm"月"d"日"', 57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}  # fmt: skip
"""The formats that a file names by number alone, as a Chinese Excel shows them."""

_QUOTED: Final = re.compile(r'"[^"]*"|\\.|_.|\*.')
_BRACKETED: Final = re.compile(r"\[(?!h+\]|m+\]|s+\])[^\]]*\]", re.IGNORECASE)
_DATE_LETTERS: Final = re.compile(r"[yd]|mmm|aaa|(?<![0#])e(?![+-])", re.IGNORECASE)
_TIME_LETTERS: Final = re.compile(r"h|s|am/pm", re.IGNORECASE)
_DATE_TOKEN: Final = re.compile(
    r'"[^"]*"|\\.|_.|\*.|\[[hms]+\]|\[[^\]]*\]|yyyy|yy|e|mmmmm?|mmm|mm|m|dddd|ddd|dd|d|aaaa|aaa|hh|h|ss|s|\.0+'
    r"|AM/PM|A/P|上午/下午|.",
    re.IGNORECASE | re.DOTALL,
)
_PLACES: Final = re.compile(r"[0#?][0#?,]*(?:\.[0#?]*)?|\.[0#?]+")
_WEEKDAYS: Final = "一二三四五六日"
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_LAST_SERIAL: Final = 2_958_466
"""The day after 9999-12-31."""


@lru_cache(maxsize=1024)
def is_date_format(code: str) -> bool:
    """Whether a format shows a number as a day (a time of day alone is none)."""
    return bool(_DATE_LETTERS.search(_bare(code))) and "general" not in code.casefold()


@lru_cache(maxsize=1024)
def _is_time_format(code: str) -> bool:
    return bool(_TIME_LETTERS.search(_bare(code))) and "general" not in code.casefold()


def _bare(code: str) -> str:
    return _BRACKETED.sub("", _QUOTED.sub("", code.split(";", maxsplit=1)[0]))


def moment_of(serial: float, *, epoch_1904: bool) -> datetime | None:
    """The moment that a serial number means, None outside the calendar (the 1900 calendar has a 29 February)."""
    if epoch_1904:
        serial += 1462
    if not 1 <= serial < _LAST_SERIAL:
        return None
    base = datetime(1899, 12, 30 if serial >= 60 else 31)  # noqa: DTZ001  sheets know no time zones
    return base + timedelta(seconds=round(serial * 86_400))


def show_number(value: float, code: str, *, epoch_1904: bool = False) -> tuple[str, date | None]:
    """A number's text under a format, and the day where the format shows one."""
    if is_date_format(code) or _is_time_format(code):
        moment = moment_of(value, epoch_1904=epoch_1904)
        if moment is not None and is_date_format(code):
            return _show_moment(moment, code), moment.date()
        if 0 <= value < 1:
            return _show_moment(datetime(1900, 1, 1) + timedelta(seconds=round(value * 86_400)), code), None  # noqa: DTZ001
    return _show_plain(value, code), None


def general(value: float) -> str:
    """A number without a format: no exponent where a sheet shows none, no digits that are only binary noise."""
    if value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    text = f"{value:.15g}"
    if "e" in text and 1e-9 < abs(value) < 1e20:
        text = f"{Decimal(text):f}"
    return text


def _show_moment(moment: datetime, code: str) -> str:
    tokens: list[str] = _DATE_TOKEN.findall(code.split(";", maxsplit=1)[0])
    twelve = any(token.casefold() in ("am/pm", "a/p", "上午/下午") for token in tokens)
    shown: list[str] = []
    after_hours = False
    for at, token in enumerate(tokens):
        low = token.casefold()
        if low in ("m", "mm") and (after_hours or _seconds_follow(tokens[at + 1 :])):
            shown.append(f"{moment.minute:0{len(low)}d}")
        else:
            shown.append(_show_date_token(moment, token, low, twelve=twelve))
        if low[:1] in ("h", "s", "m", "d", "y"):
            after_hours = low[0] == "h"
    return "".join(shown).strip()


def _seconds_follow(tokens: list[str]) -> bool:
    following = next((token for token in tokens if token[:1].casefold() in "ymdhs"), "")
    return following[:1].casefold() == "s"


def _show_date_token(moment: datetime, token: str, low: str, *, twelve: bool) -> str:  # noqa: PLR0911, C901
    match low:
        case "yyyy" | "e":
            return str(moment.year)
        case "yy":
            return f"{moment.year % 100:02d}"
        case "mmm" | "mmmm" | "mmmmm":
            return _MONTHS[moment.month - 1]
        case "mm":
            return f"{moment.month:02d}"
        case "m":
            return str(moment.month)
        case "dd":
            return f"{moment.day:02d}"
        case "d":
            return str(moment.day)
        case "aaaa" | "dddd":
            return f"星期{_WEEKDAYS[moment.weekday()]}"
        case "aaa" | "ddd":
            return f"周{_WEEKDAYS[moment.weekday()]}"
        case "h" | "hh":
            hour = (moment.hour - 1) % 12 + 1 if twelve else moment.hour
            return f"{hour:0{len(low)}d}"
        case "s" | "ss":
            return f"{moment.second:0{len(low)}d}"
        case "am/pm" | "a/p" | "上午/下午":
            return "上午" if moment.hour < 12 else "下午"
    return _literal(token)


def _literal(token: str) -> str:
    if token.startswith('"'):
        return token[1:-1]
    if token.startswith("\\"):
        return token[1:]
    return "" if (token[0] in "[_*" and len(token) > 1) or token.startswith(".0") else token


def _show_plain(value: float, code: str) -> str:
    sections = code.split(";")
    section = sections[0]
    if value < 0 and len(sections) > 1 and sections[1].strip():
        section, value = sections[1], -value
    elif value == 0 and len(sections) > 2 and sections[2].strip():
        section = sections[2]
    masked = _mask_literals(section)
    places = _PLACES.search(masked)
    if places is None or "general" in code.casefold() or "/" in masked:
        return general(value) if not _only_literals(section) else _literals(section) or general(value)
    if not set(places[0]) & set("0#"):
        return _literals(section).strip() if value == 0 else general(value)
    try:
        number = _round(value, places[0], masked)
    except InvalidOperation:
        return general(value)
    shown = _literals(section[: places.start()]) + number + _literals(section[places.end() :])
    return shown.strip() if "E" not in masked.upper() else general(value)


def _mask_literals(section: str) -> str:
    """The section with everything that is only shown blotted out, every place kept."""
    masked = _QUOTED.sub(lambda found: "\x00" * len(found[0]), section)
    return re.sub(r"\[[^\]]*\]", lambda found: "\x00" * len(found[0]), masked)


def _only_literals(section: str) -> bool:
    return not _PLACES.search(_mask_literals(section)) and "general" not in section.casefold() and "@" not in section


def _literals(section: str) -> str:
    currency = re.sub(r"\[\$([^\]-]*)(?:-[^\]]*)?\]", r'"\1"', section)
    tokens = re.findall(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]|.', currency, re.DOTALL)
    return "".join(_literal(each) for each in tokens if each not in "#0?,.")


def _round(value: float, places: str, masked: str) -> str:
    whole, _, fraction = places.partition(".")
    number = Decimal(general(value))
    if "%" in masked:
        number *= 100
    if whole.endswith(","):
        number /= 1000 ** (len(whole) - len(whole.rstrip(",")))
        whole = whole.rstrip(",")
    least, most = fraction.count("0"), len(fraction)
    number = number.quantize(Decimal(1).scaleb(-most), ROUND_HALF_UP)
    text = f"{number:,f}" if "," in whole else f"{number:f}"
    if most > least:
        head, _, tail = text.partition(".")
        tail = tail[:least] + tail[least:].rstrip("0")
        text = f"{head}.{tail}" if tail else head
    return _pad(text, whole)


def _pad(text: str, whole: str) -> str:
    """Leading zeros as `00000` asks for; `#.00` shows no zero before the point."""
    sign = "-" if text.startswith("-") else ""
    head, point, tail = text.removeprefix("-").partition(".")
    head = head.rjust(whole.count("0"), "0")
    return f"{sign}{head}{point}{tail}"
