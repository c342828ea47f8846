"""How much room a text takes on paper."""


def half_widths(text: str) -> int:
    """Measure `text` in half-width characters: GBK has one byte for a Latin letter, two for a Chinese character."""
    return len(text.encode("gbk", "replace"))
