"""Chinese and full-width numbers, folded or read without changing the length of a text."""

DIGITS = {c: n for n, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0, "两": 2, "日": 7, "天": 7}
NUMBER = r"(?:\d{1,3}|[一二两三四五六七八九]?十[一二三四五六七八九]?|廿[一二三四五六七八九]?|[一二两三四五六七八九])"

# One character for one character: a span found in the folded text is a span of the text itself.
_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0xA0: 0x20, 0x2009: 0x20}


def fold(text: str) -> str:
    """Return the text with full-width ASCII and spaces made plain; its length stays the same."""
    return text.translate(_WIDE)


def number(words: str) -> int:
    """Read a whole number below a thousand, in digits or Chinese numerals (十五, 廿二, 3)."""
    if words.isascii():
        return int(words)
    words = words.replace("廿", "二十")
    tens, ten, ones = words.partition("十")
    if not ten:
        return DIGITS[words]
    return (DIGITS[tens] if tens else 1) * 10 + (DIGITS[ones] if ones else 0)


def year(words: str, reference_year: int) -> int:
    """Read a year of two or four digits (26, 2026, 二〇二六); two digits are of the reference's century."""
    plain = "".join(c if c.isascii() else str(DIGITS[c]) for c in words)
    return int(plain) if len(plain) == 4 else reference_year // 100 * 100 + int(plain)
